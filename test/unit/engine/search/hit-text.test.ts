import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandHits, formatHits, planLayout } from '../../../../sidecar/engine/search/hit-text.ts';
import { parseSearch } from '../../../../sidecar/engine/search/hits.ts';

const name = fc.stringMatching(/^[a-z][a-z_]{0,8}$/);
const path = fc
  .tuple(
    fc.constantFrom('', './', '/srv/app/', 'src/', 'C:\\w\\'),
    fc.array(name, { maxLength: 2 }),
    name,
    fc.constantFrom('ts', 'py', 'rs'),
  )
  .map(([root, dirs, base, ext]) => `${root}${[...dirs, base].join('/')}.${ext}`);
const text = fc.oneof(
  fc.constantFrom('', '}', '  return x;', 'a:1:b', 'x.ts-3-y', '12:5', '--'),
  fc.string({ maxLength: 30 }).map((one) => one.replace(/[\n\r]/g, ' ')),
);
const numbers = fc
  .uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 })
  .map((list) => list.sort((a, b) => a - b));
const file = fc.record({ path, numbers, texts: fc.array(text, { minLength: 1, maxLength: 4 }), around: fc.boolean() });
const files = fc.uniqueArray(file, { minLength: 1, maxLength: 8, selector: (one) => one.path });
type File = { path: string; numbers: number[]; texts: string[]; around: boolean };

const textOf = (one: File, index: number): string => one.texts[index % one.texts.length] ?? '';

const layouts: Record<string, (list: File[]) => string> = {
  flat: (list) =>
    list.flatMap((one) => one.numbers.map((line, at) => `${one.path}:${line}:${textOf(one, at)}`)).join('\n'),
  'lines around': (list) => {
    const out: string[] = [];
    let last: [string, number] = ['', 0];
    for (const one of list)
      for (const [at, line] of one.numbers.entries()) {
        if (out.length > 0 && (last[0] !== one.path || last[1] + 1 !== line)) out.push('--');
        const mark = one.around && at % 2 === 1 ? '-' : ':';
        out.push(`${one.path}${mark}${line}${mark}${textOf(one, at)}`);
        last = [one.path, line];
      }
    return out.join('\n');
  },
  heading: (list) =>
    list
      .map((one) => [one.path, ...one.numbers.map((line, at) => `${line}:${textOf(one, at)}`)].join('\n'))
      .join('\n\n'),
  unnumbered: (list) => list.flatMap((one) => one.numbers.map((_, at) => `${one.path}:${textOf(one, at)}`)).join('\n'),
};

describe.each(Object.entries(layouts))('the lossless form of a result, %s', (_, write) => {
  it('either has an exact inverse or is not used, and nearly always has one', () => {
    let exact = 0;
    let all = 0;
    fc.assert(
      fc.property(files, (list) => {
        const source = write(list);
        const result = parseSearch(source);
        if (result === null) return;
        const layout = planLayout(result);
        all++;
        if (expandHits(formatHits(result, layout), layout) === source) exact++;
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(all).toBeGreaterThan(200);
    expect(exact / all).toBeGreaterThan(0.97);
  });
});

describe('formatHits', () => {
  const format = (source: string): string => {
    const result = parseSearch(source);
    if (result === null) throw new Error('not read');
    const layout = planLayout(result);
    const out = formatHits(result, layout);
    expect(expandHits(out, layout)).toBe(source);
    return out;
  };

  it('says a path once and joins equal lines', () => {
    expect(format('src/a.ts:1:x()\nsrc/a.ts:5:y()\nsrc/a.ts:9:x()')).toBe('src/a.ts\n1,9:x()\n5:y()');
  });

  it('keeps a lone hit on the line of its path', () => {
    expect(format('src/a.ts:1:x\nsrc/b.ts:5:y')).toBe('src/a.ts:1:x\nsrc/b.ts:5:y');
  });

  it('leaves separators out when the numbers tell them, and only then', () => {
    expect(format('a.ts-1-p\na.ts:2:x\n--\na.ts-8-p\na.ts:9:x')).toBe('a.ts\n1-p\n2:x\n8-p\n9:x');
    expect(format('a.ts-1-p\na.ts:2:x\n--\na.ts-3-p\na.ts:4:x')).toContain('\n--\n');
  });

  it('states a common absolute root once, a relative one stays on its paths', () => {
    const lines = (root: string) => ['a', 'b', 'c', 'd'].map((one) => `${root}${one}.ts:1:x`).join('\n');
    expect(format(lines('/home/dev/shop/'))).toBe('paths in /home/dev/shop/\na.ts:1:x\nb.ts:1:x\nc.ts:1:x\nd.ts:1:x');
    expect(format(lines('./'))).toMatch(/^paths in \.\/\na\.ts/);
    expect(format(lines('src/shop/'))).toContain('src/shop/c.ts:1:x');
  });

  it('keeps lines that are no hits where they are', () => {
    expect(format('a.ts:1:x\na.ts:2:y\na.ts:3:z\na.ts:4:w\na.ts:5:v\nBinary file b.bin matches')).toBe(
      'a.ts\n1:x\n2:y\n3:z\n4:w\n5:v\nBinary file b.bin matches',
    );
  });
});
