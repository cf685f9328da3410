import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTarMember } from '../../../sidecar/installs/tar.ts';
import { makePaxRecord, makeTarGz, type TarEntry } from './support/archives.ts';

const member = { name: 'tool', bytes: 5 };
const plain: TarEntry = { name: 'tool', content: 'hello' };

describe('readTarMember', () => {
  it('gives the only file, also behind metadata that changes nothing', async () => {
    for (const entries of [
      [plain],
      [{ name: 'PaxHeaders/tool', kind: 'x', content: makePaxRecord('mtime', '1.5') }, plain],
    ]) {
      expect(Buffer.from(await readTarMember(makeTarGz(entries), member)).toString()).toBe('hello');
    }
  });

  it.each<[string, readonly TarEntry[], RegExp]>([
    ['a way out of the directory', [{ ...plain, name: '../tool' }], /leads out/],
    ['a way out in the prefix', [{ ...plain, prefix: '../..' }], /leads out/],
    ['a way out behind it', [plain, { ...plain, name: 'a/../../b' }], /leads out/],
    ['an absolute name', [{ ...plain, name: '/bin/tool' }], /leads out/],
    ['a drive', [{ ...plain, name: 'C:tool' }], /leads out/],
    ['a backslash', [{ ...plain, name: '..\\tool' }], /leads out/],
    ['another name', [{ ...plain, name: 'tool2' }], /expected was only "tool"/],
    ['a directory in front of it', [{ ...plain, name: './tool' }], /expected was only/],
    ['a symbolic link', [{ name: 'tool', kind: '2', link: '/bin/sh' }], /symbolic link/],
    ['a hard link', [{ name: 'tool', kind: '1', link: 'x' }], /hard link/],
    ['a device', [{ name: 'tool', kind: '3' }], /device/],
    ['a directory', [{ name: 'tool/', kind: '5' }, plain], /a directory/],
    ['a long name of GNU', [{ name: '././@LongLink', kind: 'L', content: '../x' }, plain], /unknown kind/],
    ['a name in the metadata', [{ name: 'x', kind: 'x', content: makePaxRecord('path', '../x') }, plain], /metadata/],
    ['a size in the metadata', [{ name: 'x', kind: 'x', content: makePaxRecord('size', '9') }, plain], /metadata/],
    ['the file twice', [plain, plain], /twice/],
    ['another size', [{ name: 'tool', content: 'hello!' }], /6 bytes/],
    ['a size that is not there', [{ ...plain, bytes: 5000 }], /middle of a file/],
    ['nothing', [], /not in it/],
  ])('refuses %s', async (_what, entries, reason) => {
    await expect(readTarMember(makeTarGz(entries), member)).rejects.toMatchObject({
      code: 'tool.archive',
      message: expect.stringMatching(reason),
    });
  });

  it('refuses what is no archive, has no end, something behind it, or is a bomb', async () => {
    const archives = [
      Buffer.from('hello'),
      makeTarGz([plain], Buffer.alloc(0)),
      makeTarGz([plain], Buffer.concat([Buffer.alloc(1024), Buffer.from('more')])),
      gzipSync(Buffer.alloc(50_000_000)),
    ];
    for (const archive of archives)
      await expect(readTarMember(archive, member)).rejects.toMatchObject({ code: 'tool.archive' });
  });

  it('gives the right bytes or refuses, whatever byte is changed', async () => {
    const archive = makeTarGz([plain]);
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(archive);
        changed[at]! ^= flip;
        const content = await readTarMember(changed, member).catch((error) => error);
        if (content instanceof Error) expect(content).toMatchObject({ code: 'tool.archive' });
        else expect(Buffer.from(content).toString()).toBe('hello');
      }),
    );
  });
});
