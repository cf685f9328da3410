import { mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOriginals } from '../../../sidecar/store/originals.ts';
import { indexOriginals, searchOriginals } from '../../../sidecar/store/originals-search.ts';
import { searchIndexPath } from '../../../sidecar/store/search-index.ts';

let home: string;
let id: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-find-'));
  id = createOriginals(join(home, 'originals')).put(`first\nneedle in line two\n${'hay '.repeat(20_000)}`)!.id;
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const found = { hits: [{ line: 2, text: 'needle in line two', others: [] }], isComplete: true };
const search = () => searchOriginals(home, 'needle', { limit: 5 });

describe('searchOriginals', () => {
  it('tells the line, its text, its size and its time', async () => {
    const [hit] = (await search()).hits;
    const { size } = statSync(join(home, 'originals', `${id}.txt`));
    expect(hit).toMatchObject({ ...found.hits[0], id, bytes: size });
    expect(hit!.storedAt).toBeLessThanOrEqual(Date.now() + 1000);
  });

  it('makes a damaged index anew', async () => {
    await search();
    writeFileSync(searchIndexPath(home), 'no database at all '.repeat(400));
    expect(await search()).toMatchObject(found);
    // Damage that is seen only when the words are read.
    const { size } = statSync(searchIndexPath(home));
    writeFileSync(searchIndexPath(home), Buffer.alloc(size - 4096, 0xa5), { flag: 'r+' });
    expect(await search()).toMatchObject(found);
    truncateSync(searchIndexPath(home), 5000);
    expect(await search()).toMatchObject(found);
  });

  it('makes an index of another version anew', async () => {
    await search();
    const db = new DatabaseSync(searchIndexPath(home));
    db.exec('DROP TABLE files; CREATE TABLE files (other TEXT); PRAGMA user_version = 99');
    db.close();
    expect(await search()).toMatchObject(found);
  });

  it('finds without a file where none can be written', async () => {
    mkdirSync(searchIndexPath(home));
    expect(await search()).toMatchObject(found);
  });

  it('answers while another process writes, and says that it did not see everything', async () => {
    await search();
    createOriginals(join(home, 'originals')).put('another needle');
    const other = new DatabaseSync(searchIndexPath(home));
    other.exec('BEGIN IMMEDIATE');
    const during = await searchOriginals(home, 'needle', { limit: 5, budgetMs: 0 });
    expect(during).toMatchObject({ ...found, isComplete: false });
    other.exec('ROLLBACK');
    other.close();
    expect((await search()).hits).toHaveLength(2);
  });

  it('ends its taking in when it is told to', async () => {
    const answer = await searchOriginals(home, 'needle', { limit: 5, signal: AbortSignal.abort() });
    expect(answer).toEqual({ hits: [], isComplete: false });
  });
});

it('indexOriginals takes everything in beforehand', async () => {
  await indexOriginals(home);
  expect(await searchOriginals(home, 'needle', { limit: 5, signal: AbortSignal.abort() })).toMatchObject({
    hits: [{ id }],
  });
});
