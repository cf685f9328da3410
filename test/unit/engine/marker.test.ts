import { expect, it } from 'vitest';
import { formatMarker, hasMarker, isRecall } from '../../../sidecar/engine/marker.ts';

const directory = '~/.headroom/originals';
const marker = formatMarker({ unit: 'lines', shown: 12, total: 480 }, 'ab12', directory);

it('names what is missing in source units, and a path that a file tool can open', () => {
  expect(marker).toBe('[headroom: 12 of 480 lines shown; whole output: ~/.headroom/originals/ab12.txt]');
  expect(marker).not.toContain('\n');
});

it('recognises its own markers and those of similar products', () => {
  expect(hasMarker(`text\n${marker}`)).toBe(true);
  expect(hasMarker('[{"x":"<<ccr:0123456789ab 12_rows>>"}]')).toBe(true);
  expect(hasMarker('the word headroom alone is no marker')).toBe(false);
});

it.each([
  [{ tool: 'Bash', command: 'cat ~/.headroom/originals/ab12.txt', path: '' }, true],
  [{ tool: 'Read', command: '', path: '/home/me/.headroom/originals/ab12.txt' }, true],
  [{ tool: 'mcp__headroom__headroom_retrieve', command: '', path: '' }, true],
  [{ tool: 'Bash', command: 'npx headroom show ab12 --grep error', path: '' }, true],
  [{ tool: 'Bash', command: 'cat notes.txt', path: '' }, false],
])('sees that %o asks for an original: %s', (hint, expected) => {
  expect(isRecall(hint, directory)).toBe(expected);
});
