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
  const kept = fillSmallGaps(source, withLeadIns(source, chosen));
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

/** "Install it like this:" stays with the code, table or output that it announces. */
function withLeadIns(source: Source, chosen: readonly boolean[]): boolean[] {
  const kept = [...chosen];
  const { corpus, blocks, text } = source;
  for (let b = 0; b + 1 < blocks.length; b++) {
    const last = corpus.starts[b + 1]! - 1;
    if (blocks[b]!.kind !== 'prose' || blocks[b + 1]!.kind !== 'fixed') continue;
    if (/[:：]$/.test(text.slice(Math.max(0, spanOf(source, last).to - 1), spanOf(source, last).to))) kept[last] = true;
  }
  return kept;
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

/** Deepest level of a heading, see {@link Block.level}. */
const LEVELS = 8;

/** Headings stay over anything that stays; the first one names the document. */
function findStaying({ blocks, corpus }: Source, kept: readonly boolean[]): boolean[] {
  const stays: boolean[] = new Array(blocks.length).fill(false);
  // By level: whether something stays between here and the next heading of that level or above.
  const isFilled: boolean[] = new Array(LEVELS).fill(false);
  for (let b = blocks.length - 1; b >= 0; b--) {
    const block = blocks[b]!;
    if (block.kind === 'heading') {
      stays[b] = b === 0 || isFilled[block.level] === true;
      isFilled.fill(false, block.level);
    } else if (!isLoose(block) || kept.slice(corpus.starts[b], corpus.starts[b + 1]).includes(true)) {
      stays[b] = true;
      isFilled.fill(true);
    }
  }
  return stays;
}

function writeBlock(source: Source, kept: readonly boolean[], b: number, out: string[]): void {
  const { blocks, corpus, text } = source;
  const block = blocks[b]!;
  if (!isLoose(block)) {
    out.push(text.slice(block.from, block.to));
    return;
  }
  const first = corpus.starts[b]!;
  const end = corpus.starts[b + 1]!;
  let at = block.from;
  for (let i = first; i < end; i++) {
    const from = i;
    while (i < end && !kept[i]) i++;
    if (i > from) {
      const gap = { from: spanOf(source, from).from, to: spanOf(source, i - 1).to };
      out.push(text.slice(at, gap.from), markParts(block, i - from));
      at = gap.to;
    }
  }
  out.push(text.slice(at, block.to));
}

function markParts({ kind }: Block, count: number): string {
  return `[… ${count} ${nounOf(kind === 'list' ? 'item' : 'sentence', count)}]`;
}

function markBlocks(source: Source, gone: readonly number[]): string {
  const loose = gone.filter((b) => isLoose(source.blocks[b]!));
  const topics = topicsOf(source, gone);
  const only = source.blocks[loose[0] ?? 0];
  const count =
    loose.length === 1 && only !== undefined
      ? markParts(only, only.parts.length).slice(1, -1)
      : loose.length === 0
        ? `… ${gone.length} ${nounOf('heading', gone.length)}`
        : `… ${loose.length} ${nounOf('paragraph', loose.length)}`;
  return `[${count}${topics === '' ? '' : `: ${topics}`}]`;
}

function nounOf(noun: string, count: number): string {
  return count === 1 ? noun : `${noun}s`;
}
