import { expect, it } from 'vitest';
import { parseDocument } from '../../../../sidecar/engine/text/blocks.ts';

const kinds = (text: string): string[] => parseDocument(text).blocks.map(({ kind }) => kind);

const mixed = `# Title

Some words that make a sentence of their own. And one more of them.

- first
  goes on
- second

\`\`\`
code.

more
\`\`\`

| a | b |

$ make all

A short title

Words again, which end as sentences do.`;

it('tells paragraphs, lists, headings and what must stay apart', () => {
  expect(kinds(mixed)).toEqual(['heading', 'prose', 'list', 'fixed', 'fixed', 'fixed', 'heading', 'prose']);
  expect(parseDocument(mixed).blocks.map(({ parts }) => parts.length)).toEqual([1, 2, 2, 1, 1, 1, 1, 1]);
  expect(parseDocument(mixed).isPassages).toBe(false);
});

it('sees through line numbers', () => {
  const numbered = mixed.split('\n').map((line, i) => `${String(i + 1).padStart(6)}→${line}`);
  expect(kinds(numbered.join('\n'))).toEqual(kinds(mixed));
});

it('takes an open fence for a line', () => {
  expect(kinds('```\n\nWords that make a sentence here.\n\nAnd others that make one.')).toEqual([
    'fixed',
    'prose',
    'prose',
  ]);
});

it.each([
  ['numbers in front', (i: number) => `[${i}] (score 0.5) The bay is wide. It is deep.`, ['head', 'prose']],
  ['numbered titles', (i: number) => `[${i}] Bay of Nod\nThe bay is wide. It is deep.`, ['head', 'prose']],
  ['labels', (i: number) => `Document ${i}: Bay\nThe bay is wide. It is deep.`, ['head', 'prose']],
  ['rules', (i: number) => `--- chunk ${i} ---\nThe bay is wide. It is deep.`, ['head', 'prose']],
])('finds the heads of retrieved passages: %s', (_, passage, expected) => {
  const text = [1, 2, 3, 4, 5].map(passage).join('\n\n');
  expect(parseDocument(text).isPassages).toBe(true);
  expect(kinds(text)).toEqual([1, 2, 3, 4, 5].flatMap(() => expected));
  expect(kinds(passage(1))).not.toContain('head');
});

it('covers the text in order without overlaps', () => {
  const { blocks } = parseDocument(mixed);
  let at = 0;
  for (const { from, to, parts } of blocks) {
    expect(mixed.slice(at, from).trim()).toBe('');
    expect(parts[0]!.from).toBeGreaterThanOrEqual(from);
    expect(parts.at(-1)!.to).toBeLessThanOrEqual(to);
    at = to;
  }
  expect(mixed.slice(at).trim()).toBe('');
});
