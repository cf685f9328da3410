import { expect, it } from 'vitest';
import { firstShownLine, isEditable } from '../../../sidecar/engine/editable.ts';
import type { Hint } from '../../../sidecar/engine/types.ts';

const hint = (over: Partial<Hint>): Hint => ({ tool: 'Bash', command: '', path: '', question: '', terms: [], ...over });
const source = `import fs from 'node:fs';

export function readAll(path) {
  const text = fs.readFileSync(path, 'utf8');
  if (text === '') {
    return null;
  }
  return text.trim();
}
`;

it.each([
  ['Read', hint({ tool: 'Read', path: '/src/a.ts' })],
  ['an MCP file server', hint({ tool: 'mcp__filesystem__read_text_file', path: '/conf/package.json' })],
  ['cat', hint({ command: 'cat src/a.ts' })],
  ['sed behind cd', hint({ command: "cd /repo && sed -n '1,80p' src/a.ts" })],
  ['head in a pipeline', hint({ command: 'head -50 src/a.ts | cat -n' })],
  ['git show of a file', hint({ command: 'git show HEAD~1:src/a.ts' })],
])('protects whatever %s shows, even without looking at it', (_, given) => {
  expect(isEditable('anything', given)).toBe(true);
});

const records = JSON.stringify(
  Array.from({ length: 90 }, (_, i) => ({ id: i, name: `tray number ${i}`, state: 'clean', rows: [i] })),
  null,
  2,
);

it.each<[string, Hint, string?]>([
  ['a log read by a read tool', hint({ tool: 'Read', path: '/var/log/app.log' })],
  ['a long list of records', hint({ tool: 'Read', path: '/app/data/trays.json' }), records],
  ['NDJSON shown by cat', hint({ command: 'cat events.ndjson' })],
  ['a test run', hint({ command: 'npm test' })],
  ['a search', hint({ command: 'rg readAll src' })],
])('does not protect %s', (_, given, text = 'PASS  everything is fine\nsome words here') => {
  expect(isEditable(text, given)).toBe(false);
});

it('knows source by its look when no command tells, with or without line numbers', () => {
  expect(isEditable(source, hint({ tool: 'mcp__x__y' }))).toBe(true);
  const numbered = source.split('\n').map((line, i) => `${i + 1}\t${line}`);
  expect(isEditable(numbered.join('\n'), hint({ tool: 'mcp__x__y' }))).toBe(true);
});

it('does not take logs, diffs and hits that quote code for source', () => {
  const lines = source.split('\n').filter(Boolean);
  for (const prefix of ['+', '-', '2026-01-02 10:00:00 INFO ', 'src/a.ts:12:']) {
    expect(isEditable(lines.map((line) => prefix + line).join('\n'), hint({}))).toBe(false);
  }
  const context = lines.map((line) => ` ${line}`).join('\n');
  const hunk = `--- a/oven.ts\n+++ b/oven.ts\n@@ -1,40 +1,41 @@\n${context}\n+added();\n`;
  expect(isEditable(hunk, hint({}))).toBe(false);
  expect(isEditable(`diff --git a/oven.ts b/oven.ts\n${hunk}`, hint({}))).toBe(false);
  expect(isEditable(`commit 1a2b3c4d\nAuthor: Ann\n\n    heat\n\ndiff --git a/x b/x\n${hunk}`, hint({}))).toBe(false);
  // A source file that holds one as a text of its own.
  expect(isEditable(`${source}\nconst change = \`\n${hunk}\`;\n`, hint({}))).toBe(true);
});

it.each([
  ["sed -n '12,40p' src/a.ts", 12],
  ['sed -n "7p" a.json', 7],
  ["cd /repo && sed -n '3,$p' 'my file.ts'", 3],
  ['cat src/a.ts', 1],
  ['head -n 50 src/a.ts', 1],
  ['head -50 src/a.ts', 1],
  ['tail -n +30 src/a.ts', 30],
  ['tail -n 30 src/a.ts', null],
  ['cat src/a.ts src/b.ts', null],
  ['cat src/*.ts', null],
  ['cat src/a.ts | grep x', null],
  ["sed -n '12,40p' src/a.ts; ls", null],
  ["sed -n '/a/,/b/p' src/a.ts", null],
  ['npm test', null],
])('tells where in its file the output of %s begins: %s', (command, line) => {
  expect(firstShownLine(command)).toBe(line);
});
