import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

/** A content coding (RFC 9110 §8.4.1) that we can take off and put on again. */
interface Codec {
  decode(body: Uint8Array, maxOutputLength: number): Promise<Buffer>;
  encode(body: Uint8Array): Promise<Buffer>;
  /** A stream that decodes what passes; a cut ending is not an error to it. */
  createDecoder(): zlib.Gunzip | zlib.Inflate | zlib.BrotliDecompress | zlib.ZstdDecompress;
}

const gunzip = promisify(zlib.gunzip);
const gzip = promisify(zlib.gzip);
const inflate = promisify(zlib.inflate);
const inflateRaw = promisify(zlib.inflateRaw);
const deflate = promisify(zlib.deflate);
const brotliDecompress = promisify(zlib.brotliDecompress) as (b: Uint8Array, o: zlib.BrotliOptions) => Promise<Buffer>;
const brotliCompress = promisify(zlib.brotliCompress) as (b: Uint8Array, o: zlib.BrotliOptions) => Promise<Buffer>;
const zstdDecompress = promisify(zlib.zstdDecompress) as (b: Uint8Array, o: zlib.ZstdOptions) => Promise<Buffer>;
const zstdCompress = promisify(zlib.zstdCompress) as (b: Uint8Array) => Promise<Buffer>;

/** Half of what a level-1 pass costs is saved on the wire by no client on loopback; the provider's link decides: fast levels. */
const GZIP_LEVEL = 1;
const BROTLI_QUALITY = 4;

const gzipCodec: Codec = {
  decode: (body, maxOutputLength) => gunzip(body, { maxOutputLength }),
  encode: (body) => gzip(body, { level: GZIP_LEVEL }),
  createDecoder: () => zlib.createGunzip({ finishFlush: zlib.constants.Z_SYNC_FLUSH }),
};

const codecs: Readonly<Record<string, Codec>> = {
  gzip: gzipCodec,
  'x-gzip': gzipCodec,
  deflate: {
    // "deflate" means zlib framing, but raw streams are sent under that name too; a zlib header starts with 8 in its low nibble.
    decode: (body, maxOutputLength) => (isZlib(body) ? inflate : inflateRaw)(body, { maxOutputLength }),
    encode: (body) => deflate(body, { level: GZIP_LEVEL }),
    createDecoder: () => zlib.createInflate({ finishFlush: zlib.constants.Z_SYNC_FLUSH }),
  },
  br: {
    decode: (body, maxOutputLength) => brotliDecompress(body, { maxOutputLength }),
    encode: (body) => brotliCompress(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
    createDecoder: () => zlib.createBrotliDecompress({ finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH }),
  },
  zstd: {
    decode: (body, maxOutputLength) => zstdDecompress(body, { maxOutputLength }),
    encode: (body) => zstdCompress(body),
    createDecoder: () => zlib.createZstdDecompress({ finishFlush: zlib.constants.ZSTD_e_flush }),
  },
};

/** The codec of a content-encoding value: null for none (or identity), undefined for one we do not know or several at once. */
export function findCodec(contentEncoding: string | undefined): Codec | null | undefined {
  const name = (contentEncoding ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return null;
  return Object.hasOwn(codecs, name) ? codecs[name] : undefined;
}

/** A body without its content coding, and how to put it on again. */
export interface Decoded {
  readonly body: Uint8Array;
  /** Encodes with the same coding: the provider gets what the client agreed on with it, and uploads stay small. */
  encode(body: Uint8Array): Promise<Uint8Array>;
}

/**
 * Takes the content coding off, off the event loop.
 * @returns null when the coding is unknown, the bytes are broken, or the result would exceed `maxBytes` (a bomb):
 *   the body then goes on as it came.
 */
export async function decodeBody(
  body: Uint8Array,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<Decoded | null> {
  const codec = findCodec(contentEncoding);
  if (codec === undefined) return null;
  if (codec === null) return { body, encode: async (edited) => edited };
  try {
    return { body: await codec.decode(body, maxBytes), encode: codec.encode };
  } catch {
    return null; // broken, cut off or too large: not ours to judge, the provider gets it as it is
  }
}

function isZlib(body: Uint8Array): boolean {
  const [cmf = 0, flg = 0] = body;
  return (cmf & 0x0f) === 8 && (cmf * 256 + flg) % 31 === 0;
}
