import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noise } from '../../../../sidecar/engine/compressors/noise.ts';
import type { Goal, Hint } from '../../../../sidecar/engine/types.ts';

const hint: Hint = { tool: 'Bash', command: 'npm test', path: '', question: '', terms: [] };
const goal: Goal = { lossless: true, count: (text) => text.length, estimate: (text) => text.length };
const clean = (text: string, command = 'npm test') => noise.compress(text, { ...hint, command }, goal)?.text ?? null;

describe('noise', () => {
  it('does not touch text that has none of it', () => {
    for (const text of ['plain\ntext', 'dos\r\nline\r\nends', '', '\n\n\n', 'tab\tbed']) {
      expect(clean(text)).toBeNull();
      expect(noise.score(text, hint)).toBeLessThan(0.5);
    }
  });

  it('keeps DOS line ends while it takes colours out', () => {
    expect(clean('\u001b[1ma\u001b[0m\r\nb\r\n')).toBe('a\r\nb\r\n');
  });

  it('takes blanks at line ends and rows of empty lines out of command output only', () => {
    expect(clean('a  \n\n\n\nb\t\n')).toBe('a\n\nb\n');
    expect(clean('a  \n\n\n\nb\t\n', 'cat README.md')).toBeNull();
    expect(clean('a  \n\n\n\nb\t\n', '')).toBeNull();
    expect(clean('@@ -1,2 +1,2 @@\n-a  \n+b\n\n\n\n', 'make diff')).toBeNull();
  });

  it('thins out progress that is printed line by line', () => {
    const bar = [1, 2, 3, 4, 5].map((n) => `unpack: ${n * 20}%`).join('\n');
    expect(clean(`${bar}\nready`)).toBe('unpack: 20%\nunpack: 100%\nready');
    expect(clean('pull a: 10%\npull b: 20%\npull c: 30%')).toBeNull();
    // Percentiles are no progress.
    expect(clean('latency 50%: 3 ms\nlatency 75%: 4 ms\nlatency 90%: 9 ms')).toBeNull();
  });

  it('leaves binary data alone', () => {
    expect(clean('\u001b[1m\0')).toBeNull();
  });

  it('is done after one pass, and never longer', () => {
    const piece = fc.constantFrom(
      'word',
      '\u001b[31m',
      '\r',
      '\n',
      '\b',
      ' ',
      '50%',
      '\u001b[1A',
      '\u001b[2K',
      '\t',
      '⠙ go',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const once = clean(text);
        if (once !== null) expect(once.length).toBeLessThan(text.length);
      }),
    );
  });
});

it('takes the numbers in front of the lines of JSON away, and of nothing else', () => {
  const hint = { tool: 'Read', command: '', path: 'a.json', question: '', terms: [] };
  const goal = { lossless: true, count: () => 0, estimate: () => 0 };
  expect(noise.score('     1\t[\n     2\t  1\n     3\t]', hint)).toBe(1);
  expect(noise.compress('     1\t[\n     2\t  1\n     3\t]', hint, goal)).toEqual({ text: '[\n  1\n]' });
  expect(noise.score('     1\tfirst\n     2\tsecond', hint)).toBe(0);
});
