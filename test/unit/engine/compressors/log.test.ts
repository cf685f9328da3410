import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { log } from '../../../../sidecar/engine/compressors/log.ts';
import { estimateTokens } from '../../../../sidecar/engine/index.ts';
import type { Goal, Hint } from '../../../../sidecar/engine/types.ts';

const hint: Hint = { tool: 'Bash', command: 'journalctl -u app', path: '', question: '', terms: [] };
const goal = (lossless: boolean): Goal => ({ lossless, count: estimateTokens, estimate: estimateTokens });
const two = (n: number) => String(n).padStart(2, '0');
const stamped = (i: number, text: string) => `2031-04-07 09:${two(Math.floor(i / 60) % 60)}:${two(i % 60)} ${text}`;

describe('log', () => {
  it('shows only lines of the source, each whole, beside its marks', () => {
    const entry = fc.oneof(
      fc.nat(99).map((n) => `INFO pump ${n} is turning`),
      fc.nat(9).map((n) => `ERROR valve ${n} is stuck`),
      fc.constantFrom('WARN pressure is high', 'INFO operator came in', 'DEBUG'),
    );
    fc.assert(
      fc.property(fc.array(entry, { minLength: 30, maxLength: 120 }), (entries) => {
        const lines = entries.map((text, i) => stamped(i, text));
        const result = log.compress(lines.join('\n'), hint, goal(false));
        if (result?.lossy === undefined) return;
        const source = new Set(lines);
        const shown = result.text.split('\n').filter((line) => !/^… \d+ lines?$/.test(line));
        for (const line of shown) expect(source.has(line.replace(/ … \+\d+ similar.*$/, ''))).toBe(true);
        expect(shown.length).toBe(result.lossy.shown);
        for (const kind of new Set(lines.map((line) => line.slice(20).replace(/\d+/, '#')))) {
          expect(
            shown.some(
              (line) =>
                line
                  .slice(20)
                  .replace(/ … .*$/, '')
                  .replace(/\d+/, '#') === kind,
            ),
          ).toBe(true);
        }
      }),
    );
  });

  it('leaves nothing out when told so', () => {
    const text = Array.from({ length: 80 }, (_, i) => stamped(i, `INFO pump ${i} is turning`)).join('\n');
    const result = log.compress(text, hint, goal(true))!;
    expect(result.lossy).toBeUndefined();
    for (let i = 0; i < 80; i++) expect(result.text).toContain(`pump ${i} is turning`);
  });

  it('leaves lines out only when the text itself is a log', () => {
    const text = Array.from({ length: 80 }, (_, i) => `part ${i} of the plan`).join('\n');
    expect(log.compress(text, { ...hint, command: 'make plan' }, goal(false))?.lossy).toBeDefined();
    const words = Array.from({ length: 80 }, (_, i) => `the plan of ${'abcdefghijklmnop'[i % 16]} is part of it`).join(
      '\n',
    );
    expect(log.compress(words, { ...hint, command: 'make plan' }, goal(false))?.lossy).toBeUndefined();
  });

  it('reads DOS line ends', () => {
    const text = Array.from({ length: 60 }, (_, i) => stamped(i, `INFO pump ${i} is turning`)).join('\r\n');
    expect(log.compress(text, hint, goal(false))?.text).toContain('+59 similar until 09:00:59');
  });

  it('declines what is no log', () => {
    for (const text of ['', '\n'.repeat(100_000), 'x'.repeat(1_000_000), '\0\n'.repeat(100), 'a\nb']) {
      expect(log.compress(text, hint, goal(false))).toBeNull();
      expect(log.score(text, hint)).toBe(0);
    }
  });
});
