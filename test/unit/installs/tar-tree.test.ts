import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTarTree } from '../../../sidecar/installs/tar-tree.ts';
import { makePaxRecord, makeTarGz, type TarEntry } from './support/archives.ts';

const limits = { top: 'python', mostBytes: 1000 };
const plain: TarEntry = { name: 'python/bin/tool', content: 'hello' };
const long = `python/${'a'.repeat(60)}/${'b'.repeat(60)}`;

async function read(entries: readonly TarEntry[], over = {}) {
  const files = await readTarTree(makeTarGz(entries), { ...limits, ...over });
  return Object.fromEntries(files.map(({ path, content }) => [path, Buffer.from(content).toString()]));
}

describe('readTarTree', () => {
  it('gives the files below the top directory; directories and links inside are left away', async () => {
    const entries: TarEntry[] = [
      { name: 'python/', kind: '5' },
      { name: './python/bin/', kind: '5' },
      plain,
      { name: 'python/lib/x.py', content: 'x' },
      { name: 'python/bin/python', kind: '2', link: 'tool' },
      { name: 'python/lib/up', kind: '2', link: '../bin/tool' },
      { name: 'python/lib/hard', kind: '1', link: 'python/bin/tool' },
    ];
    expect(await read(entries)).toEqual({ 'bin/tool': 'hello', 'lib/x.py': 'x' });
  });

  it('knows long names in both ways of writing them, and what may be run', async () => {
    const pax: TarEntry = {
      name: 'pax',
      kind: 'x',
      content: makePaxRecord('path', long) + makePaxRecord('mtime', '1.5'),
    };
    const gnu: TarEntry = { name: '././@LongLink', kind: 'L', content: `${long}c\0` };
    expect(await read([pax, { ...plain, name: 'short' }, gnu, { ...plain, name: 'short' }, plain])).toEqual({
      [long.slice(7)]: 'hello',
      [`${long.slice(7)}c`]: 'hello',
      'bin/tool': 'hello',
    });
    const [file] = await readTarTree(makeTarGz([plain]), limits);
    expect(file?.isProgram).toBe(true);
  });

  it.each<[string, readonly TarEntry[], RegExp]>([
    ['a way out', [{ ...plain, name: 'python/../x' }], /leads out/],
    ['an absolute name', [{ ...plain, name: '/etc/x' }], /leads out/],
    ['a file outside of the top', [{ ...plain, name: 'other/x' }], /outside of/],
    ['a file in place of the top', [{ ...plain, name: 'python' }], /is none for a file/],
    ['a long name that leads out', [{ name: 'x', kind: 'L', content: '../../x\0' }, plain], /leads out/],
    ['metadata that leads out', [{ name: 'x', kind: 'x', content: makePaxRecord('path', '/x') }, plain], /leads out/],
    ['another size told beside', [{ name: 'x', kind: 'x', content: makePaxRecord('size', '9') }, plain], /metadata/],
    [
      'a name for all that follow',
      [{ name: 'x', kind: 'g', content: makePaxRecord('path', 'python/y') }, plain],
      /metadata/,
    ],
    ['damaged metadata', [{ name: 'x', kind: 'x', content: '99 path=y\n' }, plain], /metadata is damaged/],
    ['a link to the outside', [{ name: 'python/l', kind: '2', link: '../x' }], /link/],
    ['a link with a detour', [{ name: 'python/a/l', kind: '2', link: '../../python/../../x' }], /link/],
    ['an absolute link', [{ name: 'python/l', kind: '2', link: '/etc/passwd' }], /link/],
    ['a hard link to the outside', [{ name: 'python/l', kind: '1', link: 'other/x' }], /link/],
    ['a link to nothing', [{ name: 'python/l', kind: '2', link: '' }], /link/],
    ['a device', [{ name: 'python/d', kind: '3' }], /device/],
    ['a pipe', [{ name: 'python/d', kind: '6' }], /pipe/],
    ['one name twice', [plain, plain], /twice/],
    ['one name in two spellings', [plain, { ...plain, name: 'python/BIN/tool' }], /twice/],
    ['more bytes than expected', [{ ...plain, content: 'x'.repeat(1001) }], /larger/],
  ])('refuses %s', async (_what, entries, reason) => {
    await expect(read(entries)).rejects.toMatchObject({ code: 'tool.archive', message: expect.stringMatching(reason) });
  });

  it('refuses an archive that grows without end', async () => {
    await expect(read([{ ...plain, content: Buffer.alloc(34 * 1024 * 1024) }])).rejects.toThrow(/larger/);
  });

  it('gives the right bytes or refuses, whatever byte is changed', async () => {
    const archive = makeTarGz([plain]);
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(archive);
        changed[at]! ^= flip;
        const files = await readTarTree(changed, limits).catch((error) => error);
        if (files instanceof Error) expect(files).toMatchObject({ code: 'tool.archive' });
        else expect(Buffer.from(files[0]?.content ?? '').toString()).toBe('hello');
      }),
    );
  });
});
