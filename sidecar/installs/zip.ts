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

/** What the directory of a .zip says about a file. */
export interface ZipEntry {
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
  const { count, at } = readEnd(zip);
  if (count !== 1) throw refuseArchive(`it holds ${count} entries, expected was one`);
  const [entry, end] = readCentral(zip, at);
  if (end !== zip.length - END_BYTES) throw refuseArchive('its directory is damaged');
  checkName(entry.name, member.name);
  // Nothing stands in front of the only file.
  if (entry.headerAt !== 0) throw refuseArchive('something stands in front of its file');
  if (entry.bytes !== member.bytes) {
    checkPlain(entry);
    throw refuseArchive(`"${entry.name}" has ${entry.bytes} bytes, expected were ${member.bytes}`);
  }
  return readZipEntry(zip, entry);
}

/**
 * All entries of a .zip, directories too. Names are not checked here.
 * @throws AppError tool.archive when its directory is not whole, or does not fill the space in front of the end record
 */
export function listZipEntries(zip: Buffer): readonly ZipEntry[] {
  const { count, at } = readEnd(zip);
  const entries: ZipEntry[] = [];
  let next = at;
  while (entries.length < count) {
    const [entry, end] = readCentral(zip, next);
    entries.push(entry);
    next = end;
  }
  if (next !== zip.length - END_BYTES) throw refuseArchive('its directory is damaged');
  return entries;
}

/**
 * The content of a file, unpacked and compared with its checksum.
 * @throws AppError tool.archive for links, directories, encryption, unknown packing and damage
 */
export async function readZipEntry(zip: Buffer, entry: ZipEntry): Promise<Uint8Array> {
  checkPlain(entry);
  const content = await unpack(entry, readPacked(zip, entry));
  if (content.length !== entry.bytes || crc32(content) !== entry.crc) throw refuseArchive('its content is damaged');
  return content;
}

function checkPlain(entry: ZipEntry): void {
  if ((entry.flags & ENCRYPTED) !== 0) throw refuseArchive('it is encrypted');
  const type = entry.mode & TYPE_MASK;
  if ((type !== 0 && type !== REGULAR) || entry.isMsDosDirectory)
    throw refuseArchive(`"${entry.name}" is no plain file`);
}

/** Where the directory begins, and of how many entries it is. */
function readEnd(zip: Buffer): { count: number; at: number } {
  const end = zip.length - END_BYTES;
  if (end < 0 || zip.readUInt32LE(end) !== END || zip.readUInt16LE(end + 20) !== 0) {
    throw refuseArchive('its end record is missing');
  }
  const isWhole = zip.readUInt16LE(end + 4) === 0 && zip.readUInt16LE(end + 6) === 0;
  const count = zip.readUInt16LE(end + 10);
  if (!isWhole || zip.readUInt16LE(end + 8) !== count) throw refuseArchive('it is a part of several');
  const at = zip.readUInt32LE(end + 16);
  if (at + zip.readUInt32LE(end + 12) !== end) throw refuseArchive('its directory is damaged');
  return { count, at };
}

/** The entry of the directory that stands at a place, and where the next one begins. */
function readCentral(zip: Buffer, at: number): [entry: ZipEntry, end: number] {
  const limit = zip.length - END_BYTES;
  if (at + CENTRAL_BYTES > limit || zip.readUInt32LE(at) !== CENTRAL) throw refuseArchive('its directory is damaged');
  const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [number, number, number];
  const end = at + CENTRAL_BYTES + name + extra + comment;
  if (end > limit) throw refuseArchive('its directory is damaged');
  const entry = {
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
  return [entry, end];
}

/** The packed bytes behind the file's own header, which must name the same file. */
function readPacked(zip: Buffer, entry: ZipEntry): Buffer {
  const at = entry.headerAt;
  const limit = zip.length - END_BYTES - CENTRAL_BYTES;
  if (at + LOCAL_BYTES > limit || zip.readUInt32LE(at) !== LOCAL) throw refuseArchive('a file in it has no header');
  const nameEnd = at + LOCAL_BYTES + zip.readUInt16LE(at + 26);
  if (zip.toString('utf8', at + LOCAL_BYTES, nameEnd) !== entry.name) {
    throw refuseArchive('it names its file in two ways');
  }
  const start = nameEnd + zip.readUInt16LE(at + 28);
  if (start + entry.packedBytes > limit) throw refuseArchive('it ends in the middle of a file');
  return zip.subarray(start, start + entry.packedBytes);
}

async function unpack({ method, bytes }: ZipEntry, packed: Buffer): Promise<Buffer> {
  if (method === 0) return packed;
  if (method !== 8) throw refuseArchive('it is packed in an unknown way');
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, bytes) });
  } catch (error) {
    throw refuseArchive('it cannot be unpacked', error);
  }
}
