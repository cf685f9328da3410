import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readTextNow } from '../../../sidecar/machine/index.ts';

const dir = mkdtempSync(join(tmpdir(), 'headroom-small-'));
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 9 }));

it('reads a small file, and says what is none', () => {
  writeFileSync(join(dir, 'a'), 'ü');
  expect(readTextNow(join(dir, 'a'), 2)).toBe('ü');
  expect(readTextNow(join(dir, 'missing'), 2)).toBeNull();
  expect(() => readTextNow(join(dir, 'a'), 1)).toThrow('more than the 1 expected');
  expect(() => readTextNow(dir, 10)).toThrow('is no file');
});
