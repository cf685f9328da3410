import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { measureData } from '../../../sidecar/store/data-sizes.ts';
import { fillLedger } from './support/fill-ledger.ts';

const base = mkdtempSync(join(tmpdir(), 'headroom-sizes-'));
afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 9 }));

it('counts what is there, and makes nothing where nothing is', () => {
  const home = join(base, 'some');
  fillLedger(home, [
    { conversation: 'a', at: 1000, text: 'ten bytes.' },
    { conversation: 'a', at: 2000 },
    { conversation: 'b', at: 3000 },
  ]);
  const sizes = measureData(home);
  expect(sizes).toMatchObject({ exchanges: 3, conversations: 2, oldestAt: 1000, originals: 1, originalsBytes: 10 });
  expect(sizes.ledgerBytes).toBeGreaterThan(4096);
  const none = join(base, 'none');
  expect(measureData(none)).toMatchObject({ exchanges: 0, oldestAt: null, ledgerBytes: 0, originals: 0 });
  expect(existsSync(none)).toBe(false);
});

it('says in words that a ledger is damaged', () => {
  const home = join(base, 'damaged');
  fillLedger(home, []);
  writeFileSync(join(home, 'ledger.db'), 'no database at all, but long enough to be looked at '.repeat(100));
  expect(() => measureData(home)).toThrow(expect.objectContaining({ code: 'store.corrupt' }));
});
