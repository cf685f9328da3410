import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gzipText, readLineFile, writeGzipText, writeStreamFile } from '../../../sidecar/machine/line-files.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'headroom-lines-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true, maxRetries: 9 }));

async function readAll(path: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLineFile(path)) lines.push(line);
  return lines;
}

function* chunks(): Generator<string> {
  yield 'one\ntwo';
  yield ' halves\nthree\n';
}

describe('a file of lines', () => {
  it('is written as gzip, for its owner only, and read back line by line', async () => {
    const path = join(directory, 'new', 'lines.gz');
    await writeStreamFile(path, gzipText(chunks()));
    expect(await readAll(path)).toEqual(['one', 'two halves', 'three']);
    expect(gunzipSync(readFileSync(path)).toString()).toBe('one\ntwo halves\nthree\n');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is read plain, too', async () => {
    writeFileSync(join(directory, 'plain'), 'a\r\nb');
    expect(await readAll(join(directory, 'plain'))).toEqual(['a', 'b']);
    writeFileSync(join(directory, 'empty'), '');
    expect(await readAll(join(directory, 'empty'))).toEqual([]);
  });

  it('is not there when its source fails, and one that was there stays', async () => {
    const path = join(directory, 'lines.gz');
    writeFileSync(path, 'before');
    const failing = function* (): Generator<string> {
      yield 'one';
      throw new Error('gone');
    };
    await expect(writeStreamFile(path, gzipText(failing()))).rejects.toThrow('gone');
    expect([readFileSync(path, 'utf8'), readdirSync(directory)]).toEqual(['before', ['lines.gz']]);
  });

  it('tells when it is damaged or missing', async () => {
    const path = join(directory, 'lines.gz');
    await writeStreamFile(path, gzipText(chunks()));
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, whole.length - 6));
    await expect(readAll(path)).rejects.toThrow(expect.objectContaining({ code: 'Z_BUF_ERROR' }));
    await expect(readAll(join(directory, 'none'))).rejects.toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });

  it('goes to a stream that stays open', async () => {
    const output = new PassThrough();
    const parts: Buffer[] = [];
    output.on('data', (part: Buffer) => parts.push(part));
    await writeGzipText(output, chunks());
    expect(output.writableEnded).toBe(false);
    expect(gunzipSync(Buffer.concat(parts)).toString()).toBe('one\ntwo halves\nthree\n');
  });
});
