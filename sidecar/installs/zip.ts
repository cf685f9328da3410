import { promisify } from 'node:util';
import { crc32, inflateRaw as inflateWithCallback } from 'node:zlib';
import { checkName, refuseArchive } from './refusals.ts';
import type { Member } from './types.ts';

const inflate = promisify(inflateWithCallback);

/** Signatures and fixed lengths of PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16. */
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const END = 0x06054b50;
const END_BYTES = 22;
/** General purpose flag: the content is encrypted (bits 0, 6 and 13). */
const ENCRYPTED = 0x2041;
/** File types in the mode that Unix archivers write; a regular file, or none told. */
const TYPE_MASK = 0xf000;
const REGULAR = 0x8000;

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly mode: number;
  readonly isMsDosDirectory: boolean;
  readonly headerAt: number;
}

/**
 * The only file of a .zip. Refused are more than one entry, other names, links, directories, encryption, ZIP64, bytes
 * in front of the file or behind the end, and contents that do not fit their checksum.
 * @throws AppError tool.archive
 */
export async function readZipMember(bytes: Uint8Array, member: Pick<Member, 'name' | 'bytes'>): Promise<Uint8Array> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const entry = readEntry(zip);
  checkName(entry.name, member.name);
  if ((entry.flags & ENCRYPTED) !== 0) throw refuseArchive('it is encrypted');
  const type = entry.mode & TYPE_MASK;
  if ((type !== 0 && type !== REGULAR) || entry.isMsDosDirectory)
    throw refuseArchive(`"${entry.name}" is no plain file`);
  if (entry.bytes !== member.bytes) {
    throw refuseArchive(`"${entry.name}" has ${entry.bytes} bytes, expected were ${member.bytes}`);
  }
  const content = await unpack(entry, readPacked(zip, entry));
  if (content.length !== entry.bytes || crc32(content) !== entry.crc) throw refuseArchive('its content is damaged');
  return content;
}

/** The one entry of the directory, which fills the space between the content and the end record exactly. */
function readEntry(zip: Buffer): Entry {
  const end = zip.length - END_BYTES;
  if (end < 0 || zip.readUInt32LE(end) !== END || zip.readUInt16LE(end + 20) !== 0) {
    throw refuseArchive('its end record is missing');
  }
  const isWhole = zip.readUInt16LE(end + 4) === 0 && zip.readUInt16LE(end + 6) === 0;
  const count = zip.readUInt16LE(end + 10);
  if (!isWhole || zip.readUInt16LE(end + 8) !== count) throw refuseArchive('it is a part of several');
  if (count !== 1) throw refuseArchive(`it holds ${count} entries, expected was one`);
  const size = zip.readUInt32LE(end + 12);
  const at = zip.readUInt32LE(end + 16);
  if (at + size !== end || size < CENTRAL_BYTES || zip.readUInt32LE(at) !== CENTRAL) {
    throw refuseArchive('its directory is damaged');
  }
  const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [number, number, number];
  if (CENTRAL_BYTES + name + extra + comment !== size) throw refuseArchive('its directory is damaged');
  return {
    name: zip.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + name),
    flags: zip.readUInt16LE(at + 8),
    method: zip.readUInt16LE(at + 10),
    crc: zip.readUInt32LE(at + 16),
    packedBytes: zip.readUInt32LE(at + 20),
    bytes: zip.readUInt32LE(at + 24),
    mode: zip.readUInt16LE(at + 40),
    isMsDosDirectory: (zip.readUInt16LE(at + 38) & 0x10) !== 0,
    headerAt: zip.readUInt32LE(at + 42),
  };
}

/** The packed bytes behind the file's own header, which must name the same file and stand at the very beginning. */
function readPacked(zip: Buffer, entry: Entry): Buffer {
  const limit = zip.length - END_BYTES - CENTRAL_BYTES;
  if (entry.headerAt !== 0 || limit < LOCAL_BYTES || zip.readUInt32LE(0) !== LOCAL) {
    throw refuseArchive('something stands in front of its file');
  }
  const nameEnd = LOCAL_BYTES + zip.readUInt16LE(26);
  if (zip.toString('utf8', LOCAL_BYTES, nameEnd) !== entry.name) throw refuseArchive('it names its file in two ways');
  const start = nameEnd + zip.readUInt16LE(28);
  if (start + entry.packedBytes > limit) throw refuseArchive('it ends in the middle of a file');
  return zip.subarray(start, start + entry.packedBytes);
}

async function unpack({ method, bytes }: Entry, packed: Buffer): Promise<Buffer> {
  if (method === 0) return packed;
  if (method !== 8) throw refuseArchive('it is packed in an unknown way');
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, bytes) });
  } catch (error) {
    throw refuseArchive('it cannot be unpacked', error);
  }
}
