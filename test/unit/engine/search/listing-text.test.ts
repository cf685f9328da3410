import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseListing, spellOut } from '../../../../sidecar/engine/search/listing.ts';
import { expandListing, formatListing, joinSiblings } from '../../../../sidecar/engine/search/listing-text.ts';
import { drawTree, type TreeLevel } from '../../../../sidecar/engine/search/tree-art.ts';

const ART = { tee: '├── ', end: '└── ', bar: '│\u00a0\u00a0 ', gap: '    ' };
const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z_][A-Za-z_.-]{0,6}$/),
  fc.constantFrom('a note.md', 'x:', 'it"s', 'Zoë', 'b -> ../c'),
);
const folder = fc.stringMatching(/^[a-z_][a-z-]{0,5}$/);
const path = fc
  .tuple(fc.array(folder, { maxLength: 3 }), folder, fc.constantFrom('.ts', '.md', ' x.py'))
  .map(([dirs, base, ext]) => [...dirs, base + ext].join('/'));
const paths = fc.uniqueArray(path, { minLength: 4, maxLength: 40 });
const { tree } = fc.letrec<{ tree: TreeLevel }>((tie) => ({
  tree: fc
    .uniqueArray(fc.tuple(name, fc.option(tie('tree'), { maxDepth: 3 })), {
      minLength: 1,
      maxLength: 6,
      selector: ([key]) => key,
    })
    .map((list) => {
      const level: TreeLevel = new Map();
      for (const [key, below] of list)
        level.set(
          key.includes('/') || below === null ? key : key.replace(/[^\w]/g, '') || 'x',
          key.includes('/') ? null : below,
        );
      return level;
    }),
}));

/** The text after a round trip, or null when it is not read. */
function roundTrip(source: string): string | null {
  const listing = parseListing(source, true);
  if (listing === null) return null;
  const whole = spellOut(listing, new Set(['a', 'b-c']));
  return expandListing(formatListing(whole), listing.layout, listing.head.length, listing.foot.length);
}

describe('the lossless form of a listing', () => {
  it('says once what folders side by side hold', () => {
    const source = ['cors', 'etag', 'jwt', 'logger'].flatMap((one) => [
      ...(one === 'jwt' ? ['src/mid/jwt/jwt.ts'] : []),
      `src/mid/${one}/index.test.ts`,
      `src/mid/${one}/index.ts`,
    ]);
    source.splice(4, 3, 'src/mid/jwt/index.test.ts', 'src/mid/jwt/index.ts', 'src/mid/jwt/jwt.ts');
    const listing = parseListing(source.join('\n'), true)!;
    expect(formatListing(listing)).toBe(
      'src/mid/{cors,etag,logger}/: index.test.ts index.ts\nsrc/mid/jwt/: index.test.ts index.ts jwt.ts',
    );
    expect(roundTrip(source.join('\n'))).toBe(source.join('\n'));
    const braces = ['src/{a,b}/x.ts', 'src/{a,b}/y.ts', 'src/c/x.ts', 'src/c/y.ts'].join('\n');
    expect(roundTrip(braces)).toBe(braces);
  });

  it('joins only neighbours where the order of the folders is not known, and no counts', () => {
    const lines = ['a/x/: 1', 'a/y/: 2', 'a/z/: 1', 'a/w/: 1', './: 1', 'b/w/: 1 … 3 more', 'b/x/: 1 … 3 more'];
    expect(joinSiblings(lines, false)).toEqual([
      'a/x/: 1',
      'a/y/: 2',
      'a/{z,w}/: 1',
      './: 1',
      'b/w/: 1 … 3 more',
      'b/x/: 1 … 3 more',
    ]);
    expect(joinSiblings(lines, true).slice(0, 2)).toEqual(['a/{x,z,w}/: 1', 'a/y/: 2']);
  });

  it.each([
    ['sorted', (list: string[]) => list.sort()],
    ['in any order', (list: string[]) => list],
    ['with dots', (list: string[]) => list.map((one) => `./${one}`)],
    ['absolute', (list: string[]) => list.map((one) => `/srv/${one}`)],
    ['with a headline', (list: string[]) => ['Found 9 files', ...list]],
  ] as const)('has an exact inverse for paths %s', (_, arrange) => {
    fc.assert(
      fc.property(paths, (list) => {
        const source = arrange([...list]).join('\n');
        expect(roundTrip(source)).toBe(source);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['in any order', (names: string[]) => names],
    ['sorted', (names: string[]) => names.sort()],
  ] as const)('has an exact inverse for trees %s', (_, arrange) => {
    let read = 0;
    fc.assert(
      fc.property(tree, (level) => {
        const source = ['.', ...drawTree(level, ART, arrange), '', '3 directories, 9 files'].join('\n');
        const back = roundTrip(source);
        if (back === null) return;
        read++;
        expect(back).toBe(source);
      }),
      { numRuns: 200, seed: 11 },
    );
    expect(read).toBeGreaterThan(30);
  });

  it.each(['C', 'locale'] as const)('has an exact inverse for ls -R sorted as in %s', (sorting) => {
    fc.assert(
      fc.property(paths, (list) => {
        const folders = new Map<string, Set<string>>([['.', new Set()]]);
        for (const one of list) {
          const parts = one.split('/');
          for (let at = 0; at < parts.length; at++) {
            const dir = ['.', ...parts.slice(0, at)].join('/');
            if (!folders.has(dir)) folders.set(dir, new Set());
            folders.get(dir)?.add(parts[at] ?? '');
          }
        }
        const compare = (a: string, b: string): number =>
          sorting === 'C' ? (a < b ? -1 : 1) : a.replace(/[^a-z]/gi, '').localeCompare(b.replace(/[^a-z]/gi, ''));
        const blocks: string[] = [];
        const walk = (dir: string): void => {
          const names = [...(folders.get(dir) ?? [])].sort(compare);
          blocks.push([`${dir}:`, ...names].join('\n'));
          for (const one of names) if (folders.has(`${dir}/${one}`)) walk(`${dir}/${one}`);
        };
        walk('.');
        if (blocks.length < 2) return;
        const source = blocks.join('\n\n');
        const back = roundTrip(source);
        // Names that differ in signs only have no order of their own: then the order of the source is kept.
        expect(back).toBe(source);
      }),
      { numRuns: 150 },
    );
  });

  it('says a folder once and quotes names with spaces', () => {
    const listing = parseListing('docs/a note.md\ndocs/b.md\nsrc/c.ts', true);
    expect(listing && formatListing(listing)).toBe('docs/: "a note.md" b.md\nsrc/: c.ts');
  });

  it('spells paths out in folders that the question names', () => {
    const listing = parseListing('lib/x/a.ts\nlib/x/b.ts\nlib/y/c.ts', true);
    expect(listing && formatListing(spellOut(listing, new Set(['lib/y'])))).toBe('lib/x/: a.ts b.ts\nlib/y/c.ts');
  });

  it('does not take words or code for names', () => {
    expect(parseListing('alpha\nbeta\ngamma\ndelta', false)).toBeNull();
    expect(parseListing('const a = 1;\nconst b = 2;\nconst c = 3;', true)).toBeNull();
  });

  it('joins any number of folders without writing their line anew for each', () => {
    const folders = Array.from({ length: 200_000 }, (_, at) => `p${at}`);
    const lines = folders.map((folder) => `packages/${folder}/: package.json`);
    expect(joinSiblings(lines, true)).toEqual([`packages/{${folders.join()}}/: package.json`]);
  });
});
