import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLiteral } from '../../../../sidecar/engine/json/spell.ts';
import { readCsv, scoreCsv } from '../../../../sidecar/engine/records/csv.ts';

const names = ['id', 'name', 'city', 'note'];
const field = fc.oneof(
  fc.nat(9999).map(String),
  fc.string({ maxLength: 12 }),
  fc.constantFrom('a,b', '"q"', 'x\ny', '', '007'),
);
const spell = (value: string) =>
  /[",\n\r]/.test(value) || value !== value.trim() ? `"${value.replaceAll('"', '""')}"` : value;

describe('readCsv', () => {
  it('reads every field as it was written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constant('k'), field, field, field), { minLength: 6, maxLength: 30 }),
        (rows) => {
          const text = `${[names, ...rows].map((row) => row.map(spell).join(',')).join('\n')}\n`;
          const items = readCsv(text)?.root;
          // Line breaks inside the first fields may hide the columns from the sample; then the text stays as it is.
          if (items === undefined) return;
          expect(items.kind === 'list' && items.items.length).toBe(rows.length);
          for (const [i, row] of rows.entries()) {
            const item = items.kind === 'list' ? items.items[i] : undefined;
            const values = item?.kind === 'record' ? names.map((name) => item.values[item.keys.indexOf(name)]) : [];
            expect(
              values.map((node) =>
                node === undefined ? '' : node.kind === 'text' ? node.value : 'raw' in node ? node.raw : '?',
              ),
            ).toEqual([...row]);
          }
        },
      ),
    );
  });

  it('keeps a row with another number of fields as a list, and numbers as they are spelled', () => {
    const root = readCsv(`a;b;c\n${'1;2.50;x\n'.repeat(12)}1;2\n`)?.root;
    const items = root?.kind === 'list' ? root.items : [];
    expect(items.at(-1)?.kind).toBe('list');
    expect(items[0]).toMatchObject({ values: [{ raw: '1' }, { raw: '2.50' }, { value: 'x' }] });
    expect(looksLiteral('007')).toBe(false);
  });

  it.each([
    ['a log', '2026-03-04 09:00:01,100 INFO a, b\n'.repeat(9)],
    ['prose', 'Well, this, and that\nwent on, and on, for long\n'.repeat(9)],
    ['an open quote', `a,b,c\n${'1,2,3\n'.repeat(9)}1,"2,3\n`],
    ['numbers without names', '1,2,3\n'.repeat(20)],
    ['code', 'f(a, b, c);\n'.repeat(20)],
  ])('does not read %s', (_, text) => {
    expect(readCsv(text)).toBeNull();
  });

  it('is as sure as rows fit', () => {
    expect(scoreCsv(`a,b,c\n${'1,2,3\n'.repeat(20)}`)).toBe(1);
    expect(scoreCsv('a,b,c\n1,2\n'.repeat(20))).toBe(0);
  });
});
