import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeChecksums } from '../../../../scripts/lib/checksums.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'headroom-sums-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true, maxRetries: 9 }));

const sum = (text: string): string => createHash('sha256').update(text).digest('hex');

it('sums every file but the list itself, sorted, also when it is written again', () => {
  writeFileSync(join(directory, 'b.deb'), 'two');
  writeFileSync(join(directory, 'a.json'), 'one');
  mkdirSync(join(directory, 'folder'));
  const expected = `${sum('one')}  a.json\n${sum('two')}  b.deb\n`;
  expect(readFileSync(writeChecksums(directory), 'utf8')).toBe(expected);
  expect(readFileSync(writeChecksums(directory), 'utf8')).toBe(expected);
});

it('refuses to sum nothing', () => {
  expect(() => writeChecksums(directory)).toThrow('holds nothing');
});
