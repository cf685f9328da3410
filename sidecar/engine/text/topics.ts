import type { Source } from './choose.ts';
import { leadOf } from './names.ts';

/** A mark names at most this many words, and this many headings. */
const MOST_WORDS = 6;
const MOST_HEADINGS = 6;
const LONGEST_HEADING = 60;

/** What left-out paragraphs are about: their headings, the name a passage begins with, or their most telling words. */
export function topicsOf(source: Source, gone: readonly number[]): string {
  return findTopics(source, gone).replace(BRACKETS, '');
}

/** They would end the mark. */
const BRACKETS = /[[\]]/g;

function findTopics(source: Source, gone: readonly number[]): string {
  const { blocks, text, isPassages } = source;
  const headings = gone.flatMap((b) => {
    const { kind, from, to } = blocks[b]!;
    return kind === 'heading'
      ? [
          text
            .slice(from, Math.min(to, from + LONGEST_HEADING))
            .replace(/^[\s#\d→\t]+/, '')
            .trim(),
        ]
      : [];
  });
  if (headings.length > 0) {
    return headings.slice(0, MOST_HEADINGS).join('; ') + (headings.length > MOST_HEADINGS ? '; …' : '');
  }
  const first = gone[0]!;
  if (!isPassages) return tellingWords(source, gone).join(', ');
  const head = blocks[first - 1];
  const hasTitle = head?.kind !== 'head' || text.slice(head.to, blocks[first]!.from).includes('\n');
  return hasTitle ? '' : leadOf(text.slice(blocks[first]!.from, blocks[first]!.to));
}

/** Words that stand often here and seldom elsewhere, in reading order. */
function tellingWords({ blocks, corpus, words }: Source, gone: readonly number[]): string[] {
  const counts = new Map<number, number>();
  for (const b of gone) {
    for (let i = corpus.starts[b]!; i < corpus.starts[b + 1]!; i++) {
      for (const word of corpus.parts[i]!.words) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  const paragraphs = gone.filter((b) => blocks[b]!.kind !== 'heading').length;
  const scored = [...counts]
    .map(([word, count]) => ({ word, worth: (count > 1 ? count : 0) * corpus.rarity(word) }))
    .filter(({ word, worth }) => worth > 0 && /^\p{L}{4,}$|^\p{Lu}{2,}$/u.test(words.spellings[word]!));
  scored.sort((a, b) => b.worth - a.worth || a.word - b.word);
  return scored
    .slice(0, Math.min(MOST_WORDS, 2 + paragraphs))
    .sort((a, b) => a.word - b.word)
    .map(({ word }) => words.spellings[word]!);
}
