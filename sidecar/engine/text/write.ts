import type { Block } from './blocks.ts';
import { type Source, spanOf } from './choose.ts';
import { topicsOf } from './topics.ts';

/** A gap of fewer characters than its mark would have stays filled. */
const LEAST_GAP = 50;

export interface Written {
  readonly text: string;
  /** Sentences and list items, not counting headings and what always stays. */
  readonly shown: number;
  readonly total: number;
}

/** The text without the parts that go; each gap says how much is missing, whole paragraphs also what they are about. */
export function writeKept(source: Source, chosen: readonly boolean[]): Written {
  const { blocks, corpus, text } = source;
  const kept = fillSmallGaps(source, chosen);
  const stays = findStaying(source, kept);
  const out: string[] = [];
  let at = 0;
  let gone: number[] = [];
  blocks.forEach((block, b) => {
    if (!stays[b]) {
      if (gone.length === 0) out.push(text.slice(at, block.from));
      gone.push(b);
    } else {
      if (gone.length > 0) out.push(markBlocks(source, gone));
      gone = [];
      out.push(text.slice(at, block.from));
      writeBlock(source, kept, b, out);
    }
    at = block.to;
  });
  if (gone.length > 0) out.push(markBlocks(source, gone));
  out.push(text.slice(at));
  const counted = corpus.parts.flatMap(({ block }, i) => (isLoose(blocks[block]!) ? [kept[i]] : []));
  return { text: out.join(''), shown: counted.filter(Boolean).length, total: counted.length };
}

/** Whether a block may be left out in parts. */
export function isLoose({ kind }: Block): boolean {
  return kind === 'prose' || kind === 'list';
}

/** Gaps between kept parts of one paragraph, and short paragraphs, that cost no more than their mark. */
function fillSmallGaps(source: Source, chosen: readonly boolean[]): boolean[] {
  const kept = [...chosen];
  const { corpus, blocks } = source;
  for (let b = 0; b < blocks.length; b++) {
    const end = corpus.starts[b + 1]!;
    for (let i = corpus.starts[b]!; i < end; i++) {
      if (kept[i]) continue;
      const from = i;
      while (i + 1 < end && !kept[i + 1]) i++;
      if (from === corpus.starts[b] && i === end - 1 && !source.isPassages) continue;
      if (spanOf(source, i).to - spanOf(source, from).from < LEAST_GAP) kept.fill(true, from, i + 1);
    }
  }
  return kept;
}

/** Headings stay over anything that stays; the first one names the document. */
function findStaying({ blocks, corpus }: Source, kept: readonly boolean[]): boolean[] {
  const stays = blocks.map((block, b) => {
    if (block.kind === 'heading') return b === 0;
    return !isLoose(block) || kept.slice(corpus.starts[b], corpus.starts[b + 1]).includes(true);
  });
  let below = 0;
  const open: number[] = [];
  for (let b = blocks.length - 1; b >= 0; b--) {
    const { kind, level } = blocks[b]!;
    if (kind !== 'heading') {
      if (stays[b]) below = b;
      continue;
    }
    while (open.length > 0 && open.at(-1)! < 0) open.pop();
    const reaches = nextAtLevel(blocks, b, level);
    if (below > b && below < reaches) stays[b] = true;
  }
  return stays;
}
