import { expect, it } from 'vitest';
import { isReadToAnswer } from '../../../../sidecar/engine/text/reading.ts';

const prose = 'The tower was opened in the spring of that year. Many people came to see how the lamp was lit. '.repeat(
  20,
);
const question = 'Who opened the tower?';

it('lets plain text go that is read for an answer', () => {
  expect(isReadToAnswer(prose, 'docs/tower.txt', question)).toBe(true);
});

it.each([
  ['Markdown', prose, 'README.md', question],
  ['source', prose, 'src/a.ts', question],
  ['a list that is called text', 'alpha==1.2\nbeta>=3\n'.repeat(100), 'requirements.txt', question],
  ['what will be changed', prose, 'docs/tower.txt', 'Correct the spelling in docs/tower.txt.'],
  ['what is read for later', prose, 'docs/tower.txt', 'Read docs/tower.txt carefully, I will ask about it afterwards.'],
  ['what nobody asked about', prose, 'docs/tower.txt', ''],
])('holds on to %s', (_, text, path, asked) => {
  expect(isReadToAnswer(text, path, asked)).toBe(false);
});
