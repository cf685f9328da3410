import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readZipMember } from '../../../sidecar/installs/zip.ts';
import { makeZip, type ZipEntry } from './support/archives.ts';

const member = { name: 'tool', bytes: 5 };
const plain: ZipEntry = { name: 'tool', content: 'hello' };

describe('readZipMember', () => {
  it('gives the only file, packed or stored, with or without a Unix mode', async () => {
    for (const entry of [plain, { ...plain, stored: true }, { ...plain, mode: 0 }]) {
      expect(Buffer.from(await readZipMember(makeZip([entry]), member)).toString()).toBe('hello');
    }
  });

  it.each<[string, readonly ZipEntry[], RegExp]>([
    ['a way out of the directory', [{ ...plain, name: '../tool' }], /leads out/],
    ['a way out with backslashes', [{ ...plain, name: '..\\..\\tool' }], /leads out/],
    ['an absolute name', [{ ...plain, name: '/tool' }], /leads out/],
    ['a drive', [{ ...plain, name: 'C:\\tool' }], /leads out/],
    ['another name', [{ ...plain, name: 'other' }], /expected was only/],
    ['two names for one file', [{ ...plain, localName: '../x' }], /two ways/],
    ['a second file', [plain, { name: '../x', content: 'x' }], /2 entries/],
    ['nothing', [], /0 entries/],
    ['a symbolic link', [{ ...plain, mode: 0o120777 }], /no plain file/],
    ['a directory', [{ ...plain, attributes: 0x10 }], /no plain file/],
    ['encryption', [{ ...plain, flags: 1 }], /encrypted/],
    ['another packing', [{ ...plain, method: 12 }], /unknown way/],
    ['another size', [{ ...plain, content: 'hello!' }], /6 bytes/],
    ['a wrong checksum', [{ ...plain, crc: 1 }], /damaged/],
  ])('refuses %s', async (_what, entries, reason) => {
    await expect(readZipMember(makeZip(entries), member)).rejects.toMatchObject({
      code: 'tool.archive',
      message: expect.stringMatching(reason),
    });
  });

  it('refuses what is no archive, or has something around it', async () => {
    const archives = [Buffer.from('hello'), makeZip([plain], { before: 'MZ' }), makeZip([plain], { after: 'more' })];
    for (const archive of archives)
      await expect(readZipMember(archive, member)).rejects.toMatchObject({ code: 'tool.archive' });
  });

  it('gives the right bytes or refuses, whatever byte is changed', async () => {
    const archive = makeZip([plain]);
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(archive);
        changed[at]! ^= flip;
        const content = await readZipMember(changed, member).catch((error) => error);
        if (content instanceof Error) expect(content).toMatchObject({ code: 'tool.archive' });
        else expect(Buffer.from(content).toString()).toBe('hello');
      }),
    );
  });
});
