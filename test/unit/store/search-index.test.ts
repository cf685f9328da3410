import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOriginals, type Originals } from '../../../sidecar/store/originals.ts';
import { MAX_INDEXED_BYTES, openSearchIndex, searchIndexPath } from '../../../sidecar/store/search-index.ts';

let home: string;
let originals: Originals;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-search-'));
  originals = createOriginals(join(home, 'originals'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const never = Number.POSITIVE_INFINITY;
/** Ids that a fresh look at the home gives. */
function search(query: string): string[] {
  const index = openSearchIndex(home);
  while (index.catchUp() === 'more');
  const { hits } = index.find(query, 50, never);
  index.close();
  return hits.map(({ id }) => id);
}

describe('SearchIndex', () => {
  it('finds originals that hold every word, and keeps that in a file of its owner', () => {
    const [one, other] = ['alpha beta\ngamma', 'alpha delta'].map((text) => originals.put(text)!.id);
    expect(search('ALPHA').toSorted()).toEqual([one, other].toSorted());
    expect(search('gamma alpha')).toEqual([one]);
    expect(search('alpha epsilon')).toEqual([]);
    if (process.platform !== 'win32') expect(statSync(searchIndexPath(home)).mode & 0o777).toBe(0o600);
  });

  it('drops what is gone and takes in what came', () => {
    const { id } = originals.put('alpha')!;
    expect(search('alpha')).toEqual([id]);
    rmSync(originals.path(id));
    const later = originals.put('alpha again')!.id;
    expect(search('alpha')).toEqual([later]);
    const index = openSearchIndex(home);
    expect(index.catchUp()).toBe('done');
    index.close();
  });

  it('takes in at least one original a slice, and says that there is more', () => {
    for (let at = 0; at < 3; at++) originals.put(`alpha ${at}`);
    const index = openSearchIndex(home);
    expect([1, 2, 3, 4].map(() => index.catchUp(-1))).toEqual(['more', 'more', 'done', 'done']);
    expect(index.find('alpha', 9, never).hits).toHaveLength(3);
    expect(index.find('alpha', 2, never).hits).toHaveLength(2);
    index.close();
  });

  it('lets several look and take in at once', () => {
    const { id } = originals.put('alpha')!;
    const both = [openSearchIndex(home), openSearchIndex(home)];
    expect(both.map((index) => index.catchUp())).toEqual(['done', 'done']);
    expect(both.map((index) => index.find('alpha', 9, never).hits.map((hit) => hit.id))).toEqual([[id], [id]]);
    for (const index of both) index.close();
  });

  it('leaves out an original that was damaged, and says when it knows only the beginning of one', () => {
    const { id } = originals.put('alpha')!;
    writeFileSync(originals.path(id), 'omega');
    expect(search('omega')).toEqual([]);
    const long = originals.put(`beta\n${'x'.repeat(MAX_INDEXED_BYTES)} end`)!.id;
    const index = openSearchIndex(home);
    while (index.catchUp() === 'more');
    expect(index.find('beta', 9, never)).toMatchObject({ hits: [{ id: long, line: 1 }], isComplete: false });
    index.close();
  });

  it('makes nothing where nothing is', () => {
    const index = openSearchIndex(join(home, 'none'));
    expect(index.catchUp()).toBe('done');
    expect(index.find('alpha', 9, never)).toEqual({ hits: [], isComplete: true });
    index.close();
    expect(statSync(join(home, 'none'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('never minds what is typed', () => {
    originals.put('alpha "beta" NOT gamma');
    const index = openSearchIndex(home);
    index.catchUp();
    const odd = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.stringMatching(/^(["*()^:+\0 -]|NEAR|AND|NOT|a){0,20}$/),
    );
    fc.assert(fc.property(odd, (query) => Array.isArray(index.find(query, 9, never).hits)));
    expect(index.find('"beta" NOT', 9, never).hits).toHaveLength(1);
    index.close();
  });

  it('finds a text by every word of it', () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9äÖéß_./:-]{0,12}[a-z0-9]$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.constantFrom(' ', '\n', '\t'), (words, gap) => {
        const { id } = originals.put(words.join(gap))!;
        for (const each of words) expect(search(each)).toContain(id);
        rmSync(originals.path(id));
      }),
      { numRuns: 25 },
    );
  });
});
