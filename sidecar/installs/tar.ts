import { promisify } from 'node:util';
import { gunzip as gunzipWithCallback } from 'node:zlib';
import { checkName, refuseArchive } from './refusals.ts';
import type { Member } from './types.ts';

const gunzip = promisify(gunzipWithCallback);

export const BLOCK = 512;
/** Headers, metadata and the padding that tar writes at the end (10 KiB by default). */
const SLACK_BYTES = 64 * 1024;
/** Types of entries: POSIX.1-2001, and what GNU tar added. */
export const kinds: Readonly<Record<string, string>> = {
  '1': 'a hard link',
  '2': 'a symbolic link',
  '3': 'a device',
  '4': 'a device',
  '5': 'a directory',
  '6': 'a pipe',
};

/** What stands in front of a file. */
export interface TarHeader {
  readonly name: string;
  readonly kind: string;
  readonly bytes: number;
  /** What a link points at; '' for others. */
  readonly link: string;
  /** Its owner may run it. */
  readonly isProgram: boolean;
}

/**
 * The only file of a .tar.gz. Everything but this one file and harmless metadata is refused: links, devices,
 * directories, other names, a second file, bytes behind the end.
 * @throws AppError tool.archive
 */
export async function readTarMember(archive: Uint8Array, member: Pick<Member, 'name' | 'bytes'>): Promise<Uint8Array> {
  const tar = await unpack(archive, member.bytes + SLACK_BYTES);
  let found: Uint8Array | null = null;
  let at = 0;
  while (at + BLOCK <= tar.length && !isEmpty(tar.subarray(at, at + BLOCK))) {
    const { name, kind, bytes } = readHeader(tar.subarray(at, at + BLOCK));
    const content = tar.subarray(at + BLOCK, at + BLOCK + bytes);
    if (content.length !== bytes) throw refuseArchive('it ends in the middle of a file');
    at += BLOCK + Math.ceil(bytes / BLOCK) * BLOCK;
    if (kind === 'x' || kind === 'g') {
      checkMetadata(content);
      continue;
    }
    if (kind !== '0' && kind !== '\0') throw refuseArchive(`it holds ${kinds[kind] ?? 'an entry of an unknown kind'}`);
    checkName(name, member.name);
    if (found !== null) throw refuseArchive(`it holds "${name}" twice`);
    if (bytes !== member.bytes) throw refuseArchive(`"${name}" has ${bytes} bytes, expected were ${member.bytes}`);
    found = content;
  }
  if (tar.length - at < BLOCK) throw refuseArchive('its end is missing');
  if (!isEmpty(tar.subarray(at))) throw refuseArchive('something stands behind its end');
  if (found === null) throw refuseArchive(`"${member.name}" is not in it`);
  return found;
}

export async function unpack(archive: Uint8Array, maxBytes: number): Promise<Buffer> {
  try {
    return await gunzip(archive, { maxOutputLength: maxBytes });
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw refuseArchive(isLarge ? 'it is larger inside than expected' : 'it cannot be unpacked', error);
  }
}

export function readHeader(block: Buffer): TarHeader {
  const told = readOctal(block.subarray(148, 156));
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (told !== sum) throw refuseArchive('a header in it is damaged');
  // The prefix belongs to the ustar format alone; GNU keeps times there.
  const prefix = block.toString('latin1', 257, 263) === 'ustar\0' ? readText(block.subarray(345, 500)) : '';
  const name = readText(block.subarray(0, 100));
  const bytes = readOctal(block.subarray(124, 136));
  if (Number.isNaN(bytes)) throw refuseArchive('a header in it is damaged');
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    kind: String.fromCharCode(block[156] ?? 0),
    bytes,
    link: readText(block.subarray(157, 257)),
    isProgram: (readOctal(block.subarray(100, 108)) & 0o100) !== 0,
  };
}

/** Times and owners are not used; a name or a size told this way would overrule the header that is checked. */
function checkMetadata(content: Buffer): void {
  const keys = [...content.toString('utf8').matchAll(/(?:^|\n)\d+ ([^=\n]+)=/g)].map((match) => match[1] ?? '');
  const bad = keys.find((key) => /^(path|linkpath|size|GNU\.)/.test(key));
  if (bad !== undefined) throw refuseArchive(`its metadata changes what its headers say (${bad})`);
}

export function readText(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? field.length : end);
}

/** NaN when it is no octal number (GNU writes sizes of 8 GB and more in binary). */
function readOctal(field: Buffer): number {
  const text = readText(field).trim();
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
}

export function isEmpty(block: Buffer): boolean {
  return block.every((byte) => byte === 0);
}
