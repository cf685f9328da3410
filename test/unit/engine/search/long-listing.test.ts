import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandLong, formatLong } from '../../../../sidecar/engine/search/long-listing.ts';

const row = fc.record({
  mode: fc.constantFrom('-rw-r--r--', 'drwxr-xr-x', 'lrwxrwxrwx'),
  links: fc.integer({ min: 1, max: 120 }),
  owner: fc.constantFrom('dev', 'root'),
  size: fc.integer({ min: 0, max: 5_000_000 }),
  date: fc.constantFrom('Apr  7 09:12', 'Dec 31  2029', 'Sep 12 23:59'),
  name: fc.constantFrom('a.ts', '.', 'two words', 'x -> /y', '  lead'),
});

describe('formatLong', () => {
  it('has an exact inverse whenever a column is the same in all rows', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 4, maxLength: 20 }), fc.boolean(), (rows, hasTotal) => {
        const width = (cells: readonly (string | number)[]): number =>
          Math.max(...cells.map((cell) => String(cell).length));
        const links = width(rows.map((one) => one.links));
        const owner = width(rows.map((one) => one.owner));
        const size = width(rows.map((one) => one.size));
        const lines = rows.map(
          (one) =>
            `${one.mode} ${String(one.links).padStart(links)} ${one.owner.padEnd(owner)} staff ${String(one.size).padStart(size)} ${one.date} ${one.name}`,
        );
        const source = [...(hasTotal ? ['total 12'] : []), ...lines].join('\n');
        const text = formatLong(source);
        expect(text).not.toBeNull();
        expect(text && expandLong(text)).toBe(source);
      }),
      { numRuns: 200 },
    );
  });

  it('leaves other texts alone', () => {
    expect(formatLong('total 3\na\nb\nc\nd')).toBeNull();
    expect(formatLong('')).toBeNull();
  });
});
