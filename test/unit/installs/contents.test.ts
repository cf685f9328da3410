import { appendFileSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  isVersionIntact,
  looksVersionIntact,
  readVersionBytes,
  writeContents,
} from '../../../sidecar/installs/contents.ts';
import type { Receipt } from '../../../sidecar/installs/types.ts';

let directory = '';
let receipt: Receipt;
const files = [
  { path: 'bin/tool', content: Buffer.from('tool'), isProgram: true },
  { path: 'lib/a b.txt', content: Buffer.from('text'), isProgram: false },
];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'headroom-contents-'));
  receipt = { ...({} as Receipt), file: await writeContents(directory, files), program: 'bin/tool' };
});
afterEach(() => rmSync(directory, { recursive: true, force: true, maxRetries: 9 }));

it('knows what it wrote', async () => {
  expect(await isVersionIntact(directory, receipt)).toBe(true);
  expect(await looksVersionIntact(directory, receipt)).toBe(true);
  expect(await readVersionBytes(directory, receipt)).toBe(8 + receipt.file.bytes);
  if (process.platform === 'win32') return;
  expect(statSync(join(directory, 'bin/tool')).mode & 0o777).toBe(0o700);
  expect(statSync(join(directory, 'lib/a b.txt')).mode & 0o777).toBe(0o600);
});

it.each<[string, () => void]>([
  ['a byte that was changed', () => writeFileSync(join(directory, 'lib/a b.txt'), 'tExt')],
  ['a file that is gone', () => rmSync(join(directory, 'lib/a b.txt'))],
  ['a file that has come', () => writeFileSync(join(directory, 'lib/new'), '')],
  ['a list that was changed', () => appendFileSync(join(directory, 'contents.txt'), '\n')],
  ['a list that is gone', () => rmSync(join(directory, 'contents.txt'))],
])('sees %s', async (_what, change) => {
  change();
  expect(await isVersionIntact(directory, receipt)).toBe(false);
});

it('sees a link', async (context) => {
  context.skip(process.platform === 'win32', 'links need a privilege there');
  symlinkSync('/etc', join(directory, 'lib/link'));
  expect(await isVersionIntact(directory, receipt)).toBe(false);
});

it('sees at a glance that the program or the list is gone', async () => {
  rmSync(join(directory, 'bin/tool'));
  expect(await looksVersionIntact(directory, receipt)).toBe(false);
  expect(await looksVersionIntact(join(directory, 'nowhere'), receipt)).toBe(false);
});
