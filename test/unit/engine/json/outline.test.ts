import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../sidecar/engine/json/document.ts';
import { writeDocument, writeWholeTable } from '../../../../sidecar/engine/json/outline.ts';
import { minify } from '../../../../sidecar/engine/json/spell.ts';
import { unfold } from './unfold.ts';

function fold(source: string): string {
  const document = readDocument(source);
  if (document === null) {
    throw new Error(`not read: ${source}`);
  }
  return writeDocument(document, (list, unit) => writeWholeTable(list, unit, new Set(['name', 'kind'])));
}

/** Minified JSON keeps the spelling of numbers, the order of keys and every character. */
function canonical(source: string): string {
  return minify(readDocument(source)!.root);
}

const nasty = fc.constantFrom(
  '',
  ' ',
  'null',
  'true',
  '1',
  '1.0',
  '-0',
  '1e5',
  '12345678901234567890',
  'a,b',
  'a\tb',
  'a\nb',
  'a|b',
  '"',
  '\\',
  '[x]',
  '{y}',
  '(z)',
  'k=v',
  'a=',
  '=',
  'json:1',
  '*1',
  '$1',
  '$1/x',
  '<same as a>',
  '… 3 more',
  '`t`',
  `\${a}`,
  '5 rows',
  ':str',
  ' lead',
  'trail ',
  '😀',
  '\u200b',
  '\u2028',
  '\ud800',
  'x\udc00',
  'é',
  '名前',
  'https://example.org/a/b/c/d',
  'https://example.org/a/b/c/d/e.png',
  'a long sentence that is repeated in many of the rows',
  ']',
  ')',
  '}',
  '?',
  'a.b',
);
const string = fc.oneof({ weight: 3, arbitrary: nasty }, fc.string(), fc.string({ unit: 'binary', maxLength: 6 }));
const key = fc.oneof(fc.constantFrom('id', 'name', 'url', 'a', 'b', 'c', 'items'), string);
const number = fc.constantFrom(
  '0',
  '-0',
  '1',
  '1.0',
  '1.50',
  '1e5',
  '1E+5',
  '-12.25',
  '9007199254740993',
  '100000000000000000001',
);
const scalar = fc.oneof(
  number,
  fc.constantFrom('true', 'false', 'null'),
  string.map((one) => JSON.stringify(one)),
);

const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('tree'), { maxLength: 5 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(key, tie('tree')), { maxLength: 5 })
      .map((entries) => `{${entries.map(([k, v]) => `${JSON.stringify(k)}: ${v}`).join(',')}}`),
  ),
}));

/** Alike objects: some keys always there, some missing, some constant, some made of others, nested ones too. */
const rows = fc
  .tuple(
    fc.uniqueArray(key, { minLength: 1, maxLength: 6 }),
    fc.array(fc.array(fc.option(tree), { minLength: 6, maxLength: 6 }), { minLength: 2, maxLength: 14 }),
    fc.nat(3),
  )
  .map(([keys, cells, variant]) => {
    const items = cells.map((row, n) => {
      const fields = keys.flatMap((k, i) => (row[i] === null ? [] : [`${JSON.stringify(k)}:${row[i]}`]));
      if (variant > 0) {
        fields.push(`"no":${n}`, `"link":"https://example.org/items/${n}/view"`, `"kind":"same"`);
      }
      if (variant > 1) {
        fields.push(
          `"user":{"login":"u${n % 3}","id":${n % 3}}`,
          `"image":"https://img.example.org/i/${'xyz'[n % 3]}${n * 7}.png"`,
        );
      }
      if (variant > 2) {
        fields.push(
          `"note":"a long sentence that is repeated in many of the rows"`,
          `"parts":[{"x":${n},"y":"1"},{"x":2,"y":"q"}]`,
        );
      }
      return `{${fields.join(',')}}`;
    });
    return items;
  });

const matrix = fc
  .tuple(fc.nat(6), fc.array(fc.array(tree, { minLength: 6, maxLength: 6 }), { maxLength: 16 }))
  .map(([width, lists]) => lists.map((list, i) => `[${list.slice(0, i === 3 ? 2 : width).join(',')}]`));

describe('the notation can be read back exactly', () => {
  it('for nested JSON of every shape', () => {
    fc.assert(
      fc.property(
        tree.filter((one) => /^[[{]/.test(one)),
        (source) => {
          expect(minify(unfold(fold(source)))).toBe(canonical(source));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('for lists of alike objects', () => {
    fc.assert(
      fc.property(rows, (items) => {
        const source = `[${items.join(',')}]`;
        expect(minify(unfold(fold(source)))).toBe(canonical(source));
      }),
      { numRuns: 1500 },
    );
  });

  it('for lists of lists and lists of strings', () => {
    fc.assert(
      fc.property(matrix, fc.array(scalar, { maxLength: 20 }), (lists, scalars) => {
        const source = `{"columns":[${scalars.join(',')}],"rows":[${lists.join(',')}],"n":1}`;
        expect(minify(unfold(fold(source)))).toBe(canonical(source));
        const bare = `[${lists.join(',')}]`;
        expect(minify(unfold(fold(bare)))).toBe(canonical(bare));
      }),
      { numRuns: 800 },
    );
  });

  it('for strings made alike, and for times', () => {
    const word = fc.oneof(nasty, fc.constantFrom('12', '7ms', 'worker-3', 'a'));
    const line = fc
      .tuple(word, fc.nat(99), word)
      .map(([a, n, b]) => `job ${n} of worker-${n % 4} ${a} took ${n}ms ${b}`);
    const plain = fc.nat(9999).map((n) => `job ${n} of worker-${n % 4} ended in ${n % 90}ms`);
    const time = fc.nat(86_399).map((s) => `2026-03-04T${new Date(s * 1000).toISOString().slice(11, 19)}.000Z`);
    const many = { minLength: 8, maxLength: 40 };
    const text = fc.oneof({ weight: 12, arbitrary: plain }, line, string);
    fc.assert(
      fc.property(fc.array(text, many), fc.array(fc.tuple(time, text, scalar), many), (texts, records) => {
        const list = `{"log":[${texts.map((one) => JSON.stringify(one)).join(',')}],"n":1}`;
        expect(minify(unfold(fold(list)))).toBe(canonical(list));
        const table = JSON.stringify(records.map(([at, message]) => ({ at, message, ok: true })));
        expect(minify(unfold(fold(table)))).toBe(canonical(table));
      }),
      { numRuns: 800 },
    );
  });

  it('for objects of several kinds in one list', () => {
    const kind = fc.tuple(fc.uniqueArray(key, { minLength: 2, maxLength: 6 }), fc.constantFrom('id', 'at', 'no'));
    const mixed = fc
      .tuple(
        fc.array(kind, { minLength: 2, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(30), fc.array(fc.option(scalar, { freq: 40 }), { minLength: 6, maxLength: 6 })), {
          minLength: 12,
          maxLength: 40,
        }),
        fc.option(tree),
      )
      .map(([kinds, rowsOf, other]) => {
        const items = rowsOf.map(([n, cells], at) => {
          const [keys, first] = kinds[n % kinds.length]!;
          const fields = keys.flatMap((k, i) => (cells[i] === null ? [] : [`${JSON.stringify(k)}:${cells[i]}`]));
          return `{${[`"${first}":${at}`, ...fields].join(',')}}`;
        });
        return other === null ? items : [...items, other];
      });
    let several = 0;
    fc.assert(
      fc.property(mixed, (items) => {
        const source = `{"rows":[${items.join(',')}],"n":1}`;
        several += / kinds\]\n/.test(fold(source)) ? 1 : 0;
        expect(minify(unfold(fold(source)))).toBe(canonical(source));
        const lines = items.filter((item) => /^[[{]/.test(item)).join('\n');
        expect(minify(unfold(fold(lines)))).toBe(canonical(lines));
      }),
      { numRuns: 800 },
    );
    expect(several).toBeGreaterThan(100); // of 800: the notation of several kinds was really read back
  });

  it('for lists inside objects, objects of objects, and JSON lines', () => {
    fc.assert(
      fc.property(rows, tree, (items, rest) => {
        const map = `{${items.map((item, i) => `"k ${i}":${item}`).join(',')}}`;
        const source = `{"meta":${rest},"items":[${items.join(',')}],"byName":${map},"again":${rest}}`;
        expect(minify(unfold(fold(source)))).toBe(canonical(source));
        const lines = items.join('\n');
        expect(minify(unfold(fold(lines)))).toBe(canonical(lines));
      }),
      { numRuns: 800 },
    );
  });
});
