import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandHeads, formatHeads } from '../../../../sidecar/engine/diff/heads.ts';
import { isFile, parseDiff } from '../../../../sidecar/engine/diff/parse.ts';
import { trimDiff } from '../../../../sidecar/engine/diff/trim.ts';

const path = fc.constantFrom('a.ts', 'src/b c.py', 'x/y/z.rs', 'diff', 'a b/c', 'package.json');
const body = fc.array(
  fc.tuple(
    fc.constantFrom(' ', '+', '-'),
    fc.constantFrom('', 'x', '-- a/q', '++ b/q', '@@ -1 +1 @@', 'diff --git a/q b/q', 'diff q 1..2 100644', 'é…'),
  ),
  { minLength: 1, maxLength: 9 },
);
const verb = fc.constantFrom('changed', 'new', 'deleted', 'mode', 'rename', 'binary');

interface Change {
  readonly path: string;
  readonly verb: string;
  readonly hunks: [string, string][][];
}
const change = fc.record({ path, verb, hunks: fc.array(body, { minLength: 1, maxLength: 3 }) });

function writeChange({ path: name, verb: what, hunks }: Change): string[] {
  const tab = name.includes(' ') ? '\t' : '';
  const first = `diff --git a/${name} b/${name}`;
  if (what === 'mode') return [first, 'old mode 100644', 'new mode 100755'];
  if (what === 'rename')
    return [`diff --git a/old.ts b/${name}`, 'similarity index 100%', 'rename from old.ts', `rename to ${name}`];
  if (what === 'binary') return [first, 'index 1234567..89abcde 100644', `Binary files a/${name} and b/${name} differ`];
  const sign = what === 'new' ? '+' : what === 'deleted' ? '-' : '';
  const head =
    what === 'new'
      ? ['new file mode 100644', 'index 0000000..89abcde', '--- /dev/null', `+++ b/${name}${tab}`]
      : what === 'deleted'
        ? ['deleted file mode 100755', 'index 1234567..0000000', `--- a/${name}${tab}`, '+++ /dev/null']
        : ['index 1234567..89abcde 100644', `--- a/${name}${tab}`, `+++ b/${name}${tab}`];
  const lines = hunks.flatMap((hunk, at) => {
    const text = hunk.map(([mark, rest]) => (sign || mark) + rest);
    const olds = text.filter((line) => !line.startsWith('+')).length;
    const news = text.filter((line) => !line.startsWith('-')).length;
    return [`@@ -${at * 50 + 1},${olds} +${at * 50 + 1},${news} @@ fn`, ...text];
  });
  return [first, ...head, ...lines];
}

const diffs = fc.array(change, { minLength: 1, maxLength: 5 }).map((list) => ({
  list,
  text: ['commit 12ab', '', '    diff in words', '', ...list.flatMap(writeChange)].join('\n'),
}));

describe('the lossless form of a diff', () => {
  it('has an exact inverse', () => {
    fc.assert(
      fc.property(diffs, ({ text }) => {
        expect(expandHeads(formatHeads(parseDiff(text)))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('names a file on one line', () => {
    const text =
      'diff --git a/src/a.ts b/src/a.ts\nindex 1a..2b 100644\n--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1 +1 @@\n-x\n+y';
    expect(formatHeads(parseDiff(text))).toBe('diff src/a.ts 1a..2b 100644\n@@ -1 +1 @@\n-x\n+y');
  });
});

describe('the lossy form of a diff', () => {
  it('keeps every added and removed line byte for byte and in order, and every path', () => {
    fc.assert(
      fc.property(diffs, ({ list, text }) => {
        const parts = parseDiff(text);
        const changes = (lines: readonly string[]): string[] => lines.filter((line) => /^[+-]/.test(line));
        const source = parts.filter(isFile).flatMap(({ file }) => file.hunks.flatMap((hunk) => changes(hunk.lines)));
        const trimmed = trimDiff(parts);
        expect(changes(trimmed.text.split('\n'))).toEqual(source);
        for (const one of list) expect(trimmed.text).toContain(one.path);
        expect(trimmed.shown).toBeLessThanOrEqual(trimmed.total);
      }),
      { numRuns: 300 },
    );
  });
});
