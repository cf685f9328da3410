import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff } from '../../../../sidecar/engine/compressors/diff.ts';
import type { Goal, Hint } from '../../../../sidecar/engine/types.ts';

const estimate = (text: string): number => Math.ceil(text.length / 4);
const goal = (lossless: boolean): Goal => ({ lossless, count: estimate, estimate });
const hint: Hint = { tool: '', command: '', path: '', question: '', terms: [] };
const context = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => ` unchanged line ${at} of the source`);
const head = (path: string): string[] => [
  `diff --git a/${path} b/${path}`,
  'index 1111111..2222222 100644',
  `--- a/${path}`,
  `+++ b/${path}`,
];

const wide = [
  ...head('src/oven.ts'),
  '@@ -1,41 +1,42 @@ class Oven',
  ...context(20),
  '-old heat',
  '+new heat',
  '+  fan',
  ...context(20),
].join('\n');
const minified = [
  ...head('web/app.min.js'),
  '@@ -1,1 +1,1 @@',
  `-${'a();'.repeat(300)}`,
  `+${'b();'.repeat(300)}`,
].join('\n');
const snapshot = (lines: number): string =>
  [
    ...head('test/a.snap'),
    `@@ -1,0 +1,${lines} @@`,
    ...Array.from({ length: lines }, (_, at) => `+  "row ${at}": "value",`),
  ].join('\n');

describe('diff', () => {
  it('marks every gap and looks like no patch', () => {
    const done = diff.compress(wide, hint, goal(false));
    expect(done).toEqual({
      text: 'diff src/oven.ts\n… @@ -1,41 +1,42 @@ class Oven\n-old heat\n+new heat\n+  fan\n…',
      lossy: { unit: 'lines', shown: 3, total: 43 },
    });
    expect(done?.text).not.toMatch(/^(---|\+\+\+) /m);
  });

  it('keeps hunks whole when nothing may be left out', () => {
    const done = diff.compress(wide, hint, goal(true));
    expect(done?.lossy).toBeUndefined();
    expect(done?.text).toContain(context(20).join('\n'));
  });

  it('folds what a tool wrote: minified code always, snapshots when they are long', () => {
    expect(diff.compress(minified, hint, goal(false))?.text).toBe('diff web/app.min.js: +1 −1 (generated)');
    expect(diff.compress(snapshot(400), hint, goal(false))?.text).toBe('diff test/a.snap: +400 −0 (generated)');
    expect(diff.compress(snapshot(60), hint, goal(false))?.text ?? snapshot(60)).toContain('+  "row 59": "value",');
  });

  it('leaves a short diff readable', () => {
    const short = [...head('a.ts'), '@@ -1,3 +1,3 @@', ' a', '-b', '+c', ' d'].join('\n');
    expect(diff.compress(short, hint, goal(false))?.lossy).toBeUndefined();
  });

  it('keeps modes, new and deleted files, names and binary files', () => {
    const text = [
      wide,
      'diff --git a/run b/run',
      'old mode 100644',
      'new mode 100755',
      'diff --git a/x.png b/x.png',
      'new file mode 100644',
      'index 0000000..1234567',
      'Binary files /dev/null and b/x.png differ',
      'diff --git a/tool b/tool',
      'deleted file mode 100755',
      'index 1234567..0000000',
      '--- a/tool',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-gone',
    ].join('\n');
    const done = diff.compress(text, hint, goal(false))?.text ?? '';
    expect(done.split('\n').slice(-5)).toEqual([
      '…',
      'diff run (mode 100644→100755)',
      'new x.png (binary)',
      'deleted tool',
      '-gone',
    ]);
  });

  it('counts the lines of a binary patch as left out', () => {
    const text = [
      wide,
      'diff --git a/x.png b/x.png',
      'index 1..2 100644',
      'GIT binary patch',
      'literal 9',
      'zcmabc',
      '',
      'literal 0',
      'HcmV?d00001',
      '',
    ].join('\n');
    expect(diff.compress(text, hint, goal(false))?.lossy).toEqual({ unit: 'lines', shown: 3, total: 50 });
  });
});

describe('diff.score', () => {
  it('is sure of diffs, with a commit message too', () => {
    expect(diff.score(wide, hint)).toBeGreaterThan(0.9);
    expect(diff.score(`commit 12\nAuthor: a\n\n    words\n\n${wide}`, hint)).toBeGreaterThan(0.8);
  });

  it('finds the first file behind a long summary', () => {
    const summary = Array.from({ length: 400 }, (_, at) => ` src/some-folder/file-${at}.ts | 12 +++++-----`).join('\n');
    expect(diff.score(`commit 12\n\n${summary}\n\n${`${wide}\n`.repeat(30)}`, hint)).toBeGreaterThan(0.8);
  });

  it.each([
    ['a rule in prose', 'Title\n---\nWords.\n\n--- not a diff\nMore words.'],
    ['YAML', '--- \na: 1\n--- \nb: 2\n'],
    ['a log with one assertion', `${'2026-01-01 line\n'.repeat(60)}--- Expected\n+++ Received\n@@ -1 +1 @@\n-1\n+2\n`],
    ['source', 'const a = 1;\n-- b\n++c;\n'],
    ['nothing', ''],
  ])('stays below one half for %s', (_, text) => {
    expect(diff.score(text, hint)).toBeLessThan(0.5);
  });
});

it('answers any text', () => {
  const piece = fc.constantFrom(
    'diff --git a/x b/x',
    '--- a/x',
    '+++ b/x',
    '@@ -1,2 +1,2 @@',
    '@@ -0,0 +1 @@ f',
    '@@@ -1 -1 +1 @@@',
    '+a',
    '-b',
    ' c',
    '',
    '\\ No newline',
    'GIT binary patch',
    'Binary files a/x and b/x differ',
    'rename from y',
    'Index: z',
    'diff --cc q',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (lines, lossless) => {
      const text = lines.join('\n');
      const done = diff.compress(text, hint, goal(lossless));
      if (lossless) expect(done?.lossy).toBeUndefined();
      const score = diff.score(text, hint);
      expect(score >= 0 && score <= 1).toBe(true);
    }),
    { numRuns: 500 },
  );
});
