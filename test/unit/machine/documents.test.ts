import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasEntry, readDocument, replaceDocument } from '../../../sidecar/machine/documents.ts';

const base = mkdtempSync(join(tmpdir(), 'headroom-documents-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const path = join(base, 'a.md');

describe('a document', () => {
  it('is replaced, made or removed only as it was read', async () => {
    const none = await readDocument(path, 100);
    expect(none.bytes).toBeNull();
    expect(await replaceDocument(none, Buffer.from('one'))).toBe(true);
    expect(await replaceDocument(none, Buffer.from('two'))).toBe(false);
    const one = await readDocument(path, 100);
    writeFileSync(path, 'other');
    expect(await replaceDocument(one, null)).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('other');
    expect(await replaceDocument(await readDocument(path, 100), null)).toBe(true);
    expect(existsSync(path)).toBe(false);
  });

  it('is refused beyond its bound', async () => {
    writeFileSync(path, 'x'.repeat(101));
    await expect(readDocument(path, 100)).rejects.toThrow('more than the 100');
  });

  it('is an entry, and so is a directory', async () => {
    expect([await hasEntry(path), await hasEntry(base), await hasEntry(join(base, 'none'))]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
