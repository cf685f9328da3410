import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Dialect, Usage } from '../../../sidecar/dialects/types.ts';
import { createTap } from '../../../sidecar/proxy/tap.ts';

const usage: Usage = { fresh: 1, write5m: 0, write1h: 0, read: 0, output: 2, model: 'm', stop: '' };

/** A dialect whose reader keeps what it is fed. */
function makeDialect(push?: () => void): { dialect: Dialect; fed(): string } {
  const chunks: Uint8Array[] = [];
  const reader = {
    push: (chunk: Uint8Array) => {
      push?.();
      chunks.push(chunk);
    },
    end: () => usage,
  };
  const dialect = { id: 'd', cache: 'automatic', usage: () => reader } as unknown as Dialect;
  return { dialect, fed: () => Buffer.concat(chunks).toString() };
}

describe('createTap', () => {
  it('feeds plain bytes as they come', async () => {
    const { dialect, fed } = makeDialect();
    const tap = createTap(dialect, {});
    tap.push(Buffer.from('a'));
    tap.push(Buffer.from('b'));
    expect([await tap.end(), fed()]).toEqual([usage, 'ab']);
  });

  it('decodes coded bytes in any cut, also when the end is missing', async () => {
    const coded = gzipSync('x'.repeat(50_000));
    for (const end of [coded.length, coded.length - 12]) {
      const { dialect, fed } = makeDialect();
      const tap = createTap(dialect, { 'content-encoding': 'gzip' });
      for (let at = 0; at < end; at += 7) tap.push(coded.subarray(at, Math.min(end, at + 7)));
      expect(await tap.end()).toEqual(usage);
      expect(fed()).toMatch(/^x+$/);
      if (end === coded.length) expect(fed()).toHaveLength(50_000);
    }
  });

  it('survives bytes that are not what they say, and a reader that throws', async () => {
    const broken = createTap(makeDialect().dialect, { 'content-encoding': 'zstd' });
    broken.push(Buffer.from('not zstd at all'));
    broken.push(Buffer.from('more'));
    expect(await broken.end()).toEqual(usage);
    const throwing = makeDialect(() => {
      throw new Error('a defect');
    });
    const tap = createTap(throwing.dialect, {});
    tap.push(Buffer.from('a'));
    tap.push(Buffer.from('b'));
    expect([await tap.end(), throwing.fed()]).toEqual([usage, '']);
  });

  it('is closed for codings it does not know', async () => {
    const tap = createTap(makeDialect().dialect, { 'content-encoding': 'gzip, br' });
    tap.push(Buffer.from('x'));
    expect(await tap.end()).toBeNull();
  });
});
