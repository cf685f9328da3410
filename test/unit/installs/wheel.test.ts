import { describe, expect, it } from 'vitest';
import { readWheel } from '../../../sidecar/installs/wheel.ts';
import { makeRecord, makeWheel, makeZip, type ZipEntry } from './support/archives.ts';

const module: ZipEntry = { name: 'pack/__init__.py', content: 'x = 1\n' };
const limits = { mostBytes: 10_000 };
const RECORD = 'pack-1.dist-info/RECORD';

async function read(archive: Buffer) {
  const files = await readWheel(archive, limits);
  return files.map(({ path }) => path).sort();
}

describe('readWheel', () => {
  it('gives the files that its list names, without those for other places', async () => {
    const more = [
      { name: 'pack,1/a "b".py'.replaceAll('"', ''), content: 'y' },
      { name: 'pack-1.data/scripts/tool', content: '#!/bin/sh' },
      { name: 'pack-1.data/platlib/native.so', content: 'so' },
    ];
    expect(await read(makeWheel('pack', [module, ...more]))).toEqual([
      ...['native.so', 'pack,1/a b.py', RECORD, 'pack/__init__.py'],
    ]);
  });

  it.each<[string, Buffer, RegExp]>([
    ['no list', makeZip([module]), /no list/],
    ['two lists', makeZip([module, { name: RECORD }, { name: 'b-1.dist-info/RECORD' }]), /no list/],
    ['a file that is not in the list', makeZip([module, { name: RECORD, content: '' }]), /not in its list/],
    ['a file that is missing', makeWheel('pack', [module], makeRecord([module, { name: 'gone.py' }])), /missing/],
    ['another hash', makeWheel('pack', [module], makeRecord([{ ...module, content: 'x = 2\n' }])), /not what its list/],
    ['a file without a hash', makeWheel('pack', [module], `${module.name},,\n`), /not what its list/],
    ['a broken list', makeWheel('pack', [module], 'nonsense'), /list of files is damaged/],
    ['a way out', makeWheel('pack', [{ ...module, name: '../x' }]), /leads out/],
    ['a way out of the data', makeWheel('pack', [{ ...module, name: 'pack-1.data/purelib/../../x' }]), /leads out/],
    ['a symbolic link', makeWheel('pack', [{ ...module, mode: 0o120777 }]), /no plain file/],
    ['a file twice', makeWheel('pack', [module, module]), /twice/],
    ['too much', makeWheel('pack', [{ ...module, content: 'x'.repeat(10_001) }]), /larger/],
    ['something behind the end', Buffer.concat([makeWheel('pack', [module]), Buffer.from('x')]), /end record/],
    ['nothing', Buffer.from('hello'), /end record/],
  ])('refuses %s', async (_what, archive, reason) => {
    await expect(read(archive)).rejects.toMatchObject({ code: 'tool.archive', message: expect.stringMatching(reason) });
  });

  it('refuses whatever byte is changed, or gives the same', async () => {
    const archive = makeWheel('pack', [module]);
    for (let at = 0; at < archive.length; at++) {
      const changed = Buffer.from(archive);
      changed[at]! ^= 0x55;
      const files = await readWheel(changed, limits).catch((error) => error);
      if (files instanceof Error) expect(files).toMatchObject({ code: 'tool.archive' });
      else {
        const found = files.find(({ path }: { path: string }) => path === module.name);
        expect(Buffer.from(found?.content ?? '').toString()).toBe('x = 1\n');
      }
    }
  });
});
