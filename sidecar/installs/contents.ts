import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { sha256 } from '../lib/hash.ts';
import { readTextWithin } from '../machine/index.ts';
import { isIntact, looksIntact, writeProgram } from './program-file.ts';
import type { TreeFile } from './tree.ts';
import type { Member, Receipt } from './types.ts';

/** The list of all files of a version with their hashes; its own hash stands in the receipt. */
const CONTENTS = 'contents.txt';
const MAX_CONTENTS_BYTES = 8 * 1024 * 1024;
/** Files that are written or read at once. */
const AT_ONCE = 8;

/**
 * Writes the files of a version into a directory that nothing leads to yet, and the list of them.
 * @returns the list as a file that a receipt can name. @throws the system's error
 */
export async function writeContents(directory: string, files: readonly TreeFile[]): Promise<Member> {
  const paths = new Map(files.map((file) => [file.path, file]));
  await forEach([...paths.values()], async ({ path, content, isProgram }) => {
    await writeProgram(join(directory, path), content, isProgram ? 0o700 : 0o600);
  });
  const lines = [...paths.keys()].sort().map((path) => {
    const { content } = paths.get(path)!;
    return `${sha256(content)} ${content.length} ${path}\n`;
  });
  const list = Buffer.from(lines.join(''));
  await writeProgram(join(directory, CONTENTS), list, 0o600);
  return { name: CONTENTS, bytes: list.length, sha256: sha256(list) };
}

/** Whether a version is what was installed, byte for byte; nothing may have come to it. */
export async function isVersionIntact(directory: string, { file, program }: Receipt): Promise<boolean> {
  if (!(await isIntact(join(directory, file.name), file))) return false;
  if (program === undefined) return true;
  const told = parse((await readTextWithin(join(directory, file.name), MAX_CONTENTS_BYTES)) ?? '');
  const found = await listFiles(directory);
  if (found === null || found.length !== told.size + 1) return false;
  let isWhole = true;
  await forEach([...told], async ([path, member]) => {
    const at = join(directory, path);
    const isSame = (await looksIntact(at, member)) && (await hashFile(at).catch(() => '')) === member.sha256; // unreadable: not intact
    // Several are on their way at once: one that is right must not overrule one that was wrong.
    if (!isSame) isWhole = false;
  });
  return isWhole;
}

/** Cheap enough for a list: the program is there, and the list of files has its size. */
export async function looksVersionIntact(directory: string, receipt: Receipt): Promise<boolean> {
  const { file, program } = receipt;
  if (!(await looksIntact(join(directory, file.name), file))) return false;
  if (program === undefined) return true;
  const told = parse((await readTextWithin(join(directory, file.name), MAX_CONTENTS_BYTES).catch(() => null)) ?? '');
  const member = told.get(program);
  return member !== undefined && looksIntact(join(directory, program), member);
}

/** Bytes of all files of a version. */
export async function readVersionBytes(directory: string, { file, program }: Receipt): Promise<number> {
  if (program === undefined) return file.bytes;
  const told = parse((await readTextWithin(join(directory, file.name), MAX_CONTENTS_BYTES).catch(() => null)) ?? '');
  return [...told.values()].reduce((sum, { bytes }) => sum + bytes, file.bytes);
}

function parse(text: string): ReadonlyMap<string, Member> {
  const told = new Map<string, Member>();
  for (const line of text.split('\n')) {
    const [, sum = '', bytes = '', path = ''] = /^([0-9a-f]{64}) (\d+) (.+)$/.exec(line) ?? [];
    if (path !== '') told.set(path, { name: path, bytes: Number(bytes), sha256: sum });
  }
  return told;
}

/** Relative paths with "/"; null when something is neither a file nor a directory. */
async function listFiles(directory: string): Promise<readonly string[] | null> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []); // missing: nothing
  if (entries.some((entry) => !entry.isFile() && !entry.isDirectory())) return null;
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(directory, join(parentPath, name)).replaceAll(sep, '/'));
}

async function hashFile(path: string): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(path)) sum.update(chunk as Uint8Array);
  return sum.digest('hex');
}

async function forEach<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = all.values();
  const take = async (): Promise<void> => {
    for (const one of waiting) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
}
