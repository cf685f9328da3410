import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { exportData } from '../../../sidecar/store/data-export.ts';
import { fillLedger } from './support/fill-ledger.ts';

const base = mkdtempSync(join(tmpdir(), 'headroom-export-'));
afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 9 }));

function readKinds(options: Parameters<typeof exportData>[0]): string[] {
  const lines = [...exportData(options)].join('').trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as { kind: string }).kind);
}

it('writes a head, every exchange since a day, the originals only on request, and an end that tells how many', () => {
  const home = join(base, 'some');
  fillLedger(home, [
    { conversation: 'a', at: 1000, text: 'a text' },
    { conversation: 'a', at: 9000, text: 'another text' },
  ]);
  const all = readKinds({ home, sinceMs: 0, originals: true, now: 1 });
  expect(all.filter((kind) => kind === 'exchange')).toHaveLength(2);
  expect(all.filter((kind) => kind === 'original')).toHaveLength(2);
  const some = [...exportData({ home, sinceMs: 5000, originals: false, now: 1 })].join('').trimEnd().split('\n');
  expect(JSON.parse(some[0]!)).toMatchObject({ kind: 'headroom-export', at: 1 });
  expect(some.filter((line) => line.includes('"kind":"exchange"'))).toHaveLength(1);
  expect(some.join()).not.toContain('another text');
  expect(JSON.parse(some.at(-1)!)).toEqual({ kind: 'end', lines: some.length - 1 });
});

it('is a whole export also where there is nothing', () => {
  expect(readKinds({ home: join(base, 'none'), sinceMs: 0, originals: true, now: 1 })).toEqual([
    'headroom-export',
    'end',
  ]);
});
