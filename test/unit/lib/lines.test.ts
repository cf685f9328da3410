import { expect, it } from 'vitest';
import { readLines } from '../../../sidecar/lib/lines.ts';

async function read(text: string, size: number): Promise<string[]> {
  const bytes = new TextEncoder().encode(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const lines: string[] = [];
  for await (const line of readLines(chunks())) lines.push(new TextDecoder().decode(line));
  return lines;
}

it('cuts lines alike for every chunk size, with or without a last newline', async () => {
  for (let size = 1; size <= 14; size++) {
    expect(await read('one\r\ntwo\n\nüber', size)).toEqual(['one', 'two', '', 'über']);
    expect(await read('one\n', size)).toEqual(['one']);
  }
});
