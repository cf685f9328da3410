import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { appendNow, appendRolled, ROLLED } from '../../../sidecar/machine/rolled-file.ts';

let directory = '';
let path = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'headroom-rolled-'));
  path = join(directory, 'below', 'a.log');
});
afterEach(() => rmSync(directory, { recursive: true, force: true, maxRetries: 9 }));

it('appends, and moves a full file aside over an older one', async () => {
  await appendRolled(path, 'one\n', 8);
  await appendRolled(path, 'two\n', 8);
  expect([readFileSync(path, 'utf8'), existsSync(path + ROLLED)]).toEqual(['one\ntwo\n', false]);
  await appendRolled(path, 'three\n', 8);
  expect([readFileSync(path, 'utf8'), readFileSync(path + ROLLED, 'utf8')]).toEqual(['three\n', 'one\ntwo\n']);
  await appendRolled(path, 'a text beyond the bound', 8);
  expect([readFileSync(path, 'utf8'), readFileSync(path + ROLLED, 'utf8')]).toEqual([
    'a text beyond the bound',
    'three\n',
  ]);
});

it('takes rights from others that a file has', async (context) => {
  context.skip(process.platform === 'win32', 'Windows has no such bits');
  const mode = (): number => statSync(path).mode & 0o777;
  appendNow(path, 'x');
  expect(mode()).toBe(0o600);
  for (const append of [() => appendRolled(path, 'y', 99), async () => appendNow(path, 'z')]) {
    chmodSync(path, 0o644);
    await append();
    expect(mode()).toBe(0o600);
  }
  expect(readFileSync(path, 'utf8')).toBe('xyz');
});

it('loses nothing when several append and roll at once', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, each) => appendRolled(path, `${each}\n`, 60)));
  const kept = [path, path + ROLLED].flatMap((one) => (existsSync(one) ? readFileSync(one, 'utf8').split('\n') : []));
  expect(kept.filter(Boolean).every((line) => /^\d+$/.test(line))).toBe(true);
  expect(kept.filter(Boolean).length).toBeGreaterThan(0);
});

it('says what the system says', async () => {
  writeFileSync(join(directory, 'below'), '');
  await expect(appendRolled(path, 'x', 9)).rejects.toThrow(/EEXIST|ENOTDIR/);
  expect(() => appendNow(path, 'x')).toThrow(/EEXIST|ENOTDIR/);
});
