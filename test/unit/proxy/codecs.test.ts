import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBody, findCodec } from '../../../sidecar/proxy/codecs.ts';

const encoders = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
  zstd: zstdCompressSync,
};
const cap = 1 << 20;

describe('decodeBody', () => {
  it.each(Object.entries(encoders))('%s comes off and goes on again', async (coding, encode) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
        const decoded = await decodeBody(encode(bytes), ` ${coding.toUpperCase()} `, cap);
        expect(Buffer.compare(Buffer.from(decoded!.body), bytes)).toBe(0);
        const again = await decodeBody(await decoded!.encode(bytes), coding, cap);
        expect(Buffer.compare(Buffer.from(again!.body), bytes)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it('reads raw deflate streams that go by the same name', async () => {
    expect(Buffer.from((await decodeBody(deflateRawSync('text'), 'deflate', cap))!.body).toString()).toBe('text');
  });

  it('hands an uncoded body back as it is, not a copy', async () => {
    const body = Buffer.from('x');
    expect((await decodeBody(body, undefined, cap))?.body).toBe(body);
    expect((await decodeBody(body, 'identity', cap))?.body).toBe(body);
  });

  it.each(Object.entries(encoders))('stops a %s bomb at the cap', async (coding, encode) => {
    expect(await decodeBody(encode(Buffer.alloc(cap + 1)), coding, cap)).toBeNull();
  });

  it.each(Object.entries(encoders))('leaves a broken or cut %s body alone', async (coding, encode) => {
    const whole = encode(Buffer.from('some text that is long enough to be cut'.repeat(50)));
    expect(await decodeBody(whole.subarray(0, whole.length - 6), coding, cap)).toBeNull();
    expect(await decodeBody(Buffer.from('not at all'), coding, cap)).toBeNull();
  });

  it.each(['gzip, br', 'compress', 'aws-chunked', '__proto__', 'constructor'])('does not know %s', async (coding) => {
    expect(findCodec(coding)).toBeUndefined();
    expect(await decodeBody(Buffer.from('x'), coding, cap)).toBeNull();
  });
});
