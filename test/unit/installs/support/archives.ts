import { createHash } from 'node:crypto';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

export interface TarEntry {
  readonly name: string;
  readonly content?: string | Uint8Array;
  /** Type flag; default a plain file. */
  readonly kind?: string;
  readonly prefix?: string;
  /** What the header says; default the truth. */
  readonly bytes?: number;
  readonly link?: string;
}

/** A .tar.gz as GNU tar and bsdtar write them. @param end bytes behind the last entry; default two empty blocks */
export function makeTarGz(entries: readonly TarEntry[], end: Uint8Array = Buffer.alloc(1024)): Buffer {
  return gzipSync(Buffer.concat([...entries.map(makeTarEntry), end]));
}

function makeTarEntry({ name, content = '', kind = '0', prefix = '', bytes, link = '' }: TarEntry): Buffer {
  const body = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write('0000755\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${(bytes ?? body.length).toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(kind, 156);
  header.write(link, 157, 100);
  header.write('ustar\0', 257);
  header.write('00', 263);
  header.write(prefix, 345, 155);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

/** A record of extended metadata (POSIX.1-2001): its length counts itself. */
export function makePaxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length + 1;
  while (`${length}${rest}`.length !== length) length = `${length}${rest}`.length;
  return `${length}${rest}`;
}

export interface ZipEntry {
  readonly name: string;
  readonly content?: string | Uint8Array;
  readonly stored?: boolean;
  /** Unix mode with the file type; default that of a plain file. */
  readonly mode?: number;
  readonly flags?: number;
  readonly method?: number;
  /** Name in the file's own header; default the same. */
  readonly localName?: string;
  readonly crc?: number;
  readonly attributes?: number;
}

/** A .zip. @param around bytes in front of the first file and behind the end record */
export function makeZip(entries: readonly ZipEntry[], around: { before?: string; after?: string } = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(around.before ?? '')];
  const directory: Buffer[] = [];
  let at = parts[0]!.length;
  for (const entry of entries) {
    const { local, central } = makeZipEntry(entry, at);
    parts.push(local);
    directory.push(central);
    at += local.length;
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end, Buffer.from(around.after ?? '')]);
}

function makeZipEntry(entry: ZipEntry, at: number): { local: Buffer; central: Buffer } {
  const { name, content = '', stored = false, mode = 0o100755, flags = 0 } = entry;
  const body = Buffer.from(content);
  const packed = stored ? body : deflateRawSync(body);
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(flags, 2);
  shared.writeUInt16LE(entry.method ?? (stored ? 0 : 8), 4);
  shared.writeUInt32LE(entry.crc ?? crc32(body), 10);
  shared.writeUInt32LE(packed.length, 14);
  shared.writeUInt32LE(body.length, 18);
  const localName = Buffer.from(entry.localName ?? name);
  shared.writeUInt16LE(localName.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, localName, packed]);
  shared.writeUInt16LE(Buffer.byteLength(name), 22);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((mode << 16) | (entry.attributes ?? 0)) >>> 0, 6);
  rest.writeUInt32LE(at, 10);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), shared, rest, Buffer.from(name)]);
  return { local, central };
}

/** The list of a wheel's files with their hashes, as its dist-info/RECORD has it. */
export function makeRecord(entries: readonly ZipEntry[]): string {
  const lines = entries.map(({ name, content = '' }) => {
    const sum = createHash('sha256').update(content).digest('base64url');
    return `${name.includes(',') ? `"${name}"` : name},sha256=${sum},${Buffer.byteLength(content)}\n`;
  });
  return lines.join('');
}

/** A wheel of version 1. @param record in place of the right list */
export function makeWheel(name: string, entries: readonly ZipEntry[], record?: string): Buffer {
  const list = `${name}-1.dist-info/RECORD`;
  return makeZip([...entries, { name: list, content: record ?? `${makeRecord(entries)}${list},,\n` }]);
}
