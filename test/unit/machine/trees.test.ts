import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { listFilesUnder, streamFile } from '../../../sidecar/machine/trees.ts';

const base = mkdtempSync(join(tmpdir(), 'headroom-trees-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
mkdirSync(join(base, 'a/b'), { recursive: true });
writeFileSync(join(base, 'a/b/one.txt'), 'one');
writeFileSync(join(base, 'a/two.txt'), '22');
writeFileSync(join(base, 'three.log'), '3');

const names = (files: readonly { path: string }[]): string[] => files.map(({ path }) => basename(path));

describe('listFilesUnder', () => {
  it('finds files that are accepted, with their size', async () => {
    const files = await listFilesUnder(base, (path) => path.endsWith('.txt'));
    expect(names(files)).toEqual(['one.txt', 'two.txt']);
    expect(files[0]).toMatchObject({ sizeBytes: 3, changedAt: expect.any(Number) });
  });

  it('stops at its bound, and finds nothing in what is not there', async () => {
    expect(await listFilesUnder(base, () => true, 2)).toHaveLength(2);
    expect(await listFilesUnder(join(base, 'none'), () => true)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('follows no links, which may lead in a circle', async () => {
    symlinkSync(base, join(base, 'a/loop'));
    expect(await listFilesUnder(base, () => true)).toHaveLength(3);
  });
});

describe('streamFile', () => {
  it('gives the bytes', async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of streamFile(join(base, 'a/two.txt'))) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('22');
  });
});
