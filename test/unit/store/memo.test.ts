import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openMemo } from '../../../sidecar/store/memo.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-memo-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

it('remembers across a restart, in a file that only its owner reads', () => {
  const path = join(home, 'deep', 'memo.db');
  const first = openMemo(path);
  first.put('a', 'one');
  first.put('a', 'two');
  first.close();
  const second = openMemo(path);
  expect([second.get('a'), second.get('b')]).toEqual(['two', null]);
  second.close();
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('starts anew when its file is no database', () => {
  const path = join(home, 'memo.db');
  writeFileSync(path, 'this is not SQLite, it is only long enough to look like a header of some kind'.repeat(20));
  const memo = openMemo(path);
  memo.put('a', 'one');
  memo.flush();
  expect(memo.get('a')).toBe('one');
  memo.close();
});

it('lets two processes share a file', () => {
  const path = join(home, 'memo.db');
  const [one, other] = [openMemo(path), openMemo(path)];
  one.put('a', '1');
  one.flush();
  expect(other.get('a')).toBe('1');
  one.close();
  other.close();
});

it('forgets everything, quietly, where it cannot write', () => {
  const file = join(home, 'file');
  writeFileSync(file, '');
  for (const path of [null, join(file, 'memo.db')]) {
    const memo = openMemo(path);
    memo.put('a', 'one');
    memo.flush();
    expect(memo.get('a')).toBeNull();
    memo.close();
  }
});
