import { expect, it } from 'vitest';
import { parseDocument } from '../../../../sidecar/engine/text/blocks.ts';
import { Corpus, rankParts } from '../../../../sidecar/engine/text/rank.ts';
import { Words } from '../../../../sidecar/engine/text/words.ts';

const text = [
  'The tower stands on a rock. The tower is white. It has a lamp.',
  'The tower was drawn by Pell. He lived in Lund. He died in 1846.',
  'The bay is wide. The tower lights it at night.',
  'Herring is caught here. The boats are green.',
].join('\n\n');

function rank(question: string, wantsNumber = false): number[] {
  const words = new Words();
  const corpus = new Corpus(text, parseDocument(text).blocks, words);
  return [...rankParts(corpus, { words: words.read(question), wantsNumber })];
}

const best = (scores: readonly number[]): number => scores.indexOf(Math.max(...scores));

it('puts the sentence with the rarest words first', () => {
  expect(best(rank('Who drew the tower in Lund, Pell?'))).toBe(3);
  expect(best(rank('What colour are the boats of the tower?'))).toBe(9);
});

it('counts what the neighbours say, less with distance, and nothing from other paragraphs', () => {
  const scores = rank('herring');
  expect(scores[8]).toBeGreaterThan(scores[9]!);
  expect(scores[9]).toBeGreaterThan(0);
  expect(scores[7]).toBe(0);
});

it('prefers figures when a figure is asked for', () => {
  const question = 'When was it that Pell of Lund, who drew it, passed away?';
  expect(rank(question, true)[5]).toBeGreaterThan(rank(question)[5]!);
  expect(rank(question, true)[4]).toBe(rank(question)[4]);
});
