import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createOriginals } from '../../../sidecar/store/originals.ts';
import { readWords, scanOriginals } from '../../../sidecar/store/originals-scan.ts';

const dir = join(mkdtempSync(join(tmpdir(), 'headroom-scan-')), 'originals');
afterAll(() => rmSync(join(dir, '..'), { recursive: true, force: true }));
const originals = createOriginals(dir);
const put = (text: string, usedAt: number): string => {
  const id = originals.put(text)!.id;
  utimesSync(originals.path(id), usedAt / 1000, usedAt / 1000);
  return id;
};
const old = put('alpha\nBeta gamma\nalpha beta', 1_000_000);
const fresh = put('beta\nALPHA', 2_000_000);

describe('scanOriginals', () => {
  it('finds texts that hold every word, the most recently used first, whatever the case', async () => {
    const found = await scanOriginals(dir, 'ALPHA beta', { limit: 9 });
    expect(found.originals.map(({ id }) => id)).toEqual([fresh, old]);
    expect(found).toMatchObject({ isPartial: false, searched: 2 });
  });

  it('puts lines with more of the words first', async () => {
    const [, second] = (await scanOriginals(dir, 'alpha beta', { limit: 9 })).originals;
    expect(second?.hits.map(({ line }) => line)).toEqual([3, 1, 2]);
  });

  it('takes a quoted phrase as it stands', async () => {
    expect((await scanOriginals(dir, '"beta gamma"', { limit: 9 })).originals.map(({ id }) => id)).toEqual([old]);
    expect(readWords('a "b C" d')).toEqual(['a', 'b c', 'd']);
  });

  it('stops at the limit, and says when time ended it', async () => {
    expect((await scanOriginals(dir, 'alpha', { limit: 1 })).originals).toHaveLength(1);
    let clock = 0;
    const slow = await scanOriginals(dir, 'nothing', {
      limit: 9,
      now: () => {
        clock += 1500;
        return clock;
      },
    });
    expect(slow).toEqual({ originals: [], isPartial: true, searched: 1 });
  });

  it('finds nothing where nothing is', async () => {
    expect((await scanOriginals(join(dir, 'none'), 'alpha', { limit: 9 })).originals).toEqual([]);
    expect((await scanOriginals(dir, '  ', { limit: 9 })).originals).toEqual([]);
  });
});
