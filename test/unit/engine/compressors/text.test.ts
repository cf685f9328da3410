import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { text } from '../../../../sidecar/engine/compressors/text.ts';
import { findTerms } from '../../../../sidecar/engine/terms.ts';
import type { Goal, Hint } from '../../../../sidecar/engine/types.ts';

const estimate = (one: string): number => Math.ceil(one.length / 4);
const goal = (lossless: boolean): Goal => ({ lossless, count: estimate, estimate });
const hintOf = (question: string, given: Partial<Hint> = {}): Hint => ({
  tool: 'fetch_page',
  command: '',
  path: '',
  question,
  terms: findTerms(question),
  ...given,
});

const THINGS = 'harbour bridge garden market tower river forest school museum chapel station quarry'.split(' ');
const sentence = (block: number, at: number): string =>
  `The ${THINGS[block % THINGS.length]} number ${block} was seen by many visitors in its season ${at} and was well liked.`;
const paragraph = (block: number): string => [0, 1, 2, 3].map((at) => sentence(block, at)).join(' ');
const NEEDLE = 'Its copper dome was drawn by Odile Ferrant, who never saw it finished.';
const page = (count: number, needleAt: number): string =>
  Array.from({ length: count }, (_, i) => (i === needleAt ? `${paragraph(i)} ${NEEDLE}` : paragraph(i))).join('\n\n');

/** The pieces of a shortened text between the marks. */
const piecesOf = (shorter: string): string[] =>
  shorter.split(/\[… \d+ (?:sentence|paragraph|item|heading)s?(?:: [^\]\n]*)?\]/u);

describe('score', () => {
  it('is sure of running text', () => {
    expect(text.score(page(12, 3), hintOf(''))).toBeGreaterThanOrEqual(0.6);
    expect(
      text.score('昔々あるところに、おじいさんとおばあさんが住んでいました。'.repeat(40), hintOf('')),
    ).toBeGreaterThan(0.6);
  });

  it.each([
    ['JSON', JSON.stringify(Array.from({ length: 40 }, (_, id) => ({ id, text: sentence(id, 1) })))],
    ['HTML', `<html><body>${'<p>Some words of a page that go on for a while.</p>\n'.repeat(60)}</body></html>`],
    ['a log', '2031-04-07 10:00:00 INFO the worker has fetched a page and will go on with the next one\n'.repeat(40)],
    ['search hits', 'docs/guide.md:12:The worker fetches a page and then goes on with the next one.\n'.repeat(40)],
    [
      'compiler output',
      "src/a.ts(12,5): error TS2339: Property 'a' does not exist on type 'B' of this file.\n".repeat(40),
    ],
    ['a diff', `diff --git a/x b/x\n${'+The worker fetches a page and then goes on with the next one.\n'.repeat(40)}`],
    ['code', 'const a = readAll(path);\nif (a === null) {\n  return fail(a);\n}\n'.repeat(40)],
    ['a listing', Array.from({ length: 80 }, (_, i) => `src/parts/file-${i}.ts`).join('\n')],
    ['a chat', 'ann: are you there?\nbob: yes, what is it\nann: nothing, all good\n'.repeat(40)],
    ['a mail', `From: a@example.org\nTo: b@example.org\n\n${page(10, 2)}`],
    ['notes of an installer', 'Preparing the wheel metadata for the package and its needs: finished\n'.repeat(40)],
  ])('leaves %s to others', (_, given) => {
    expect(text.score(given, hintOf(''))).toBeLessThan(0.45);
  });

  it('leaves alone what another model has already summed up', () => {
    expect(text.score(page(12, 3), hintOf('', { tool: 'Task' }))).toBe(0);
    expect(text.score(page(12, 3), hintOf('', { tool: 'WebFetch' }))).toBe(0);
  });
});

describe('compress', () => {
  const question = 'Who drew the copper dome?';

  it('keeps the answer with what stands around it and tells what is missing', () => {
    const whole = page(20, 7);
    const result = text.compress(whole, hintOf(question), goal(false));
    expect(result?.text).toContain(`${sentence(7, 3)} ${NEEDLE}`);
    expect(result?.text).toMatch(/\[… 7 paragraphs/);
    expect(result?.text).toMatch(/\[… 12 paragraphs/);
    expect(result?.lossy?.total).toBe(81);
    expect(result?.text.length).toBeLessThan(whole.length / 3);
  });

  it('serves every one of several questions', () => {
    const other = 'The ferry to Lund leaves at dawn from pier nine.';
    const whole = `${page(20, 7)}\n\n${other}`;
    const asked = 'Answer these:\n1. Who drew the copper dome?\n2. When does the ferry to Lund leave?';
    const shorter = text.compress(whole, hintOf(asked), goal(false))?.text;
    expect(shorter).toContain(NEEDLE);
    expect(shorter).toContain(other);
  });

  it.each([
    ['no question', ''],
    ['questions that come later', 'Read the page carefully; I will ask you about the copper dome afterwards.'],
    ['the whole', 'Can you summarise what it says about the copper dome?'],
    ['a task', 'Add the copper dome to the list of sights and run the tests.'],
    ['something that the text does not have', 'Which database does the payment worker use?'],
  ])('declines when asked for %s', (_, asked) => {
    expect(text.compress(page(20, 7), hintOf(asked), goal(false))).toBeNull();
  });

  it('takes the query of a search for the question when the user gave a task', () => {
    const hint = hintOf('Add a sight to the list.', { tool: 'mcp__kb__search', terms: ['copper', 'dome', 'drawn'] });
    expect(text.compress(page(20, 7), hint, goal(false))?.text).toContain(NEEDLE);
    expect(text.compress(page(20, 7), { ...hint, tool: 'fetch_page' }, goal(false))).toBeNull();
  });

  it('leaves nothing out of short texts, nor when nothing may go', () => {
    expect(text.compress(page(3, 1), hintOf(question), goal(false))).toBeNull();
    expect(text.compress(page(20, 7), hintOf(question), goal(true))).toBeNull();
  });

  it('keeps code, tables and quoted failures as they are, with the sentence that announces them', () => {
    const fixed = [
      '```sh\nmake all\nmake test\n```',
      '| a | b |\n|---|---|\n| 1 | 2 |',
      'TypeError: x is not a function',
    ];
    const whole = `${page(10, 3)}\n\n${fixed.map((one) => `It says this there:\n\n${one}`).join('\n\n')}\n\n${page(10, 99)}`;
    const shorter = text.compress(whole, hintOf(question), goal(false))?.text;
    for (const one of fixed) expect(shorter).toContain(`It says this there:\n\n${one}`);
  });

  it('keeps the head of every retrieved passage and the passages that the best one leads to', () => {
    const passages = Array.from({ length: 24 }, (_, i) => `[${i + 1}] (score 0.${90 - i}) ${paragraph(i)}`);
    passages[4] = '[5] (score 0.86) The copper dome was drawn by Odile Ferrant. It was paid for by a baker.';
    passages[20] = '[21] (score 0.70) Odile Ferrant was born in Nivelle. She had four sisters, who all painted.';
    const shorter =
      text.compress(passages.join('\n\n'), hintOf('Where was the artist of the copper dome born?'), goal(false))
        ?.text ?? '';
    for (let i = 0; i < 24; i++)
      expect(shorter).toContain(`[${i + 1}] (score 0.${passages[i]!.match(/0\.(\d+)/)![1]})`);
    expect(shorter).toContain(passages[4]);
    expect(shorter).toContain(passages[20]);
    expect(shorter).toContain('[… 4 sentences');
  });

  it('takes nothing but whole pieces out, in order, and counts them', () => {
    const block = fc.oneof(
      fc
        .tuple(fc.nat(40), fc.integer({ min: 1, max: 6 }))
        .map(([b, n]) => Array.from({ length: n }, (_, at) => sentence(b, at)).join(' ')),
      fc.constantFrom(
        '## A heading',
        'Notes',
        '- one thing\n- another thing',
        '```\ncode here\n```',
        `Then. ${NEEDLE} (See e.g. p. 4.)`,
      ),
      fc.string({ maxLength: 200 }),
    );
    fc.assert(
      fc.property(fc.array(block, { minLength: 15, maxLength: 60 }), fc.boolean(), (blocks, isNumbered) => {
        const plain = blocks.join('\n\n');
        const whole = isNumbered
          ? plain
              .split('\n')
              .map((line, i) => `${i + 1}\t${line}`)
              .join('\n')
          : plain;
        const result = text.compress(whole, hintOf(question), goal(false));
        if (result === null) return;
        let at = 0;
        for (const piece of piecesOf(result.text)) {
          const found = whole.indexOf(piece, at);
          expect(found).toBeGreaterThanOrEqual(0);
          at = found + piece.length;
        }
        expect(result.lossy!.shown).toBeLessThan(result.lossy!.total);
        if (whole.includes(NEEDLE)) expect(result.text).toContain(NEEDLE);
      }),
      { numRuns: 150 },
    );
  });
});
