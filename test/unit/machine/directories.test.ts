import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDirectory } from '../../../sidecar/machine/directories.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-directories-'));
});

afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

test('makes what is missing, for its owner only, and leaves what is there', () => {
  const path = join(home, 'a', 'b', 'c');
  makeDirectory(path);
  makeDirectory(path);
  expect(statSync(path).isDirectory()).toBe(true);
  if (process.platform !== 'win32') expect(statSync(join(home, 'a')).mode & 0o777).toBe(0o700);
});

test('takes a link to a directory for one', () => {
  makeDirectory(join(home, 'real'));
  symlinkSync(join(home, 'real'), join(home, 'link'), 'dir');
  makeDirectory(join(home, 'link', 'inner'));
  expect(statSync(join(home, 'real', 'inner')).isDirectory()).toBe(true);
});

test('says that a file is in the way', () => {
  const file = join(home, 'file');
  writeFileSync(file, '');
  expect(() => makeDirectory(file)).toThrow('EEXIST');
  expect(() => makeDirectory(join(file, 'inner'))).toThrow();
});

test.runIf(process.platform === 'linux')('comes back where the system lets nobody make anything', () => {
  expect(() => makeDirectory('/proc/headroom-nowhere/inner')).toThrow('ENOENT');
});
