import { describe, expect, it } from 'vitest';
import { asksOnly, findAsks, wantsNumber, wantsWhole } from '../../../../sidecar/engine/text/question.ts';
import type { Hint } from '../../../../sidecar/engine/types.ts';

const hint = (over: Partial<Hint>): Hint => ({ tool: 'Read', command: '', path: '', question: '', terms: [], ...over });

describe('asksOnly', () => {
  it.each([
    'Who designed the tower?',
    'What was built to improve the harbour and replace the old pier?',
    'Answer these from the document:\n1. Who was first?\n2. When did it close',
    'According to docs/harbour.txt, how many lamps are there?',
    'List the three ships that sank.',
    '現在の塔を設計したのは誰ですか？',
    'Wer hat den Turm gebaut?',
  ])('is true for %s', (question) => {
    expect(asksOnly(question)).toBe(true);
  });

  it.each([
    '',
    'Fix the typos in notes.txt.',
    'What does notes.txt say about the tower? Please correct it.',
    'Can you change the date in notes.txt?',
    'How do I add a lamp to the list, and could you write it down?',
    'Read notes.txt and rewrite the second paragraph.',
    'The date is wrong.',
    `Who was first? ${'word '.repeat(2000)}`,
  ])('is false for %s', (question) => {
    expect(asksOnly(question)).toBe(false);
  });
});

it('knows what is asked about a text as a whole', () => {
  expect(wantsWhole('Give me an overview of the guide.')).toBe(true);
  expect(wantsWhole('Read it; I will ask you some questions about it later.')).toBe(true);
  expect(wantsWhole('Who wrote the guide?')).toBe(false);
});

it('knows questions that are answered by a figure', () => {
  expect(wantsNumber('In what year did it open?')).toBe(true);
  expect(wantsNumber('How many lamps are there?')).toBe(true);
  expect(wantsNumber('Who opened it?')).toBe(false);
});

describe('findAsks', () => {
  it('takes a list of questions apart', () => {
    const question = 'Answer these from the document:\n1. Who was first?\n2. When did it close?';
    expect(findAsks(hint({ question }))).toEqual(['Who was first?', 'When did it close?']);
  });

  it('adds the query of a search', () => {
    const question = 'Write a page about the tower.';
    const given = hint({ question, tool: 'search_docs', terms: ['tower', 'opening', 'ceremony', 'docs/a.txt'] });
    expect(findAsks(given)).toEqual(['opening ceremony']);
    expect(findAsks({ ...given, command: 'search tower' })).toEqual([]);
    expect(findAsks({ ...given, tool: 'Read' })).toEqual([]);
  });
});
