import { expect, it } from 'vitest';
import { loadTokens } from '../../../sidecar/worker/inline.ts';

const tokens = loadTokens();

it('measures short texts exactly', () => {
  const text = 'The committee met on Tuesday: {"id": 17, "state": "failed"}\n'.repeat(100);
  expect(tokens.measure(text)).toBe(tokens.count(text));
});

it.each([
  [
    'a log',
    (n: number) =>
      `2026-03-01T10:${10 + (n % 50)}:00.123Z INFO [worker-${n % 7}] request id=${n * 7919} handled in ${n % 90} ms`,
  ],
  [
    'JSON',
    (n: number) => `{"id":${n * 13},"name":"Ada ${n}","tags":["a","b"],"score":${n / 8},"active":${n % 3 === 0}},`,
  ],
  [
    'prose',
    (n: number) => `Paragraph ${n} tells how the river rose in the year ${1800 + n}. Nobody had expected it then.`,
  ],
])('measures long texts within a few percent of the exact count: %s', (_, line) => {
  const text = Array.from({ length: 2000 }, (__, n) => line(n)).join('\n');
  const exact = tokens.count(text);
  expect(Math.abs(tokens.measure(text) - exact)).toBeLessThan(exact * 0.03);
});
