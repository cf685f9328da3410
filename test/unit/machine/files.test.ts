import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isWritable,
  listNames,
  readDiskRoom,
  readHead,
  readTextWithin,
  writeFileAtomic,
} from '../../../sidecar/machine/files.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'headroom-files-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('writeFileAtomic', () => {
  it('makes directories, replaces the whole file and leaves nothing else behind', async () => {
    const path = join(directory, 'a', 'b', 'secret');
    await writeFileAtomic(path, 'first, and longer than the second');
    await writeFileAtomic(path, 'second');
    expect(readFileSync(path, 'utf8')).toBe('second');
    expect(readdirSync(join(directory, 'a', 'b'))).toEqual(['secret']);
  });

  it('gives a file to its owner only', async (context) => {
    if (process.platform === 'win32') context.skip('Windows has no such file modes');
    const path = join(directory, 'private');
    await writeFileAtomic(path, 'x');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('leaves the old file and no temporary one when it fails', async () => {
    const path = join(directory, 'taken');
    await writeFileAtomic(join(path, 'inside'), 'x');
    await expect(writeFileAtomic(path, 'y')).rejects.toThrow();
    expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(readFileSync(join(path, 'inside'), 'utf8')).toBe('x');
  });
});

describe('readTextWithin', () => {
  it('gives text, null for a missing file, and refuses what is too long', async () => {
    const path = join(directory, 'text');
    writeFileSync(path, 'grüße');
    expect(await readTextWithin(path, 7)).toBe('grüße');
    expect(await readTextWithin(join(directory, 'none'), 7)).toBeNull();
    expect(await readTextWithin(join(path, 'below-a-file'), 7)).toBeNull();
    await expect(readTextWithin(path, 6)).rejects.toThrow(/7 bytes/);
  });

  it('refuses a file without end', async (context) => {
    if (process.platform === 'win32') context.skip('Windows has no /dev/zero');
    symlinkSync('/dev/zero', join(directory, 'endless'));
    await expect(readTextWithin(join(directory, 'endless'), 1000)).rejects.toThrow(/longer/);
  });
});

describe('readHead and listNames', () => {
  it('read what is there and take a missing file as none', async () => {
    writeFileSync(join(directory, 'short'), 'abc');
    expect(Buffer.from((await readHead(join(directory, 'short'), 16)) ?? []).toString()).toBe('abc');
    expect(Buffer.from((await readHead(join(directory, 'short'), 2)) ?? []).toString()).toBe('ab');
    expect(await readHead(join(directory, 'none'), 2)).toBeNull();
    expect(await listNames(join(directory, 'none'))).toEqual([]);
    expect(await listNames(directory)).toContain('short');
    await expect(readHead(directory, 2)).rejects.toThrow();
  });
});

describe('room on the disk', () => {
  it('is told for a directory that does not exist yet', async () => {
    const room = await readDiskRoom(join(directory, 'not', 'yet'));
    expect(room.freeBytes).toBeGreaterThan(0);
    expect(room.totalBytes).toBeGreaterThanOrEqual(room.freeBytes);
    expect(await isWritable(join(directory, 'not', 'yet'))).toBe(true);
  });

  it('is not writable below a file', async () => {
    writeFileSync(join(directory, 'file'), '');
    expect(await isWritable(join(directory, 'file', 'x'))).toBe(false);
  });
});
