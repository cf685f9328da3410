import { posix } from 'node:path';
import { refuseArchive } from './refusals.ts';
import { BLOCK, isEmpty, kinds, readHeader, readText, unpack } from './tar.ts';
import { checkPath, type TreeFile, TreeNames } from './tree.ts';

/** A header and its padding per file, and what stands at the end. */
const HEADERS_BYTES = 32 * 1024 * 1024;

/**
 * The files of a .tar.gz with many of them. Links are never made: one that stays inside is left out (what it points at is
 * there under its own name), one that leads out is refused, like devices, pipes and names that lead out.
 * @param top the one directory in which everything stands; left away
 * @param mostBytes of all files together
 * @throws AppError tool.archive
 */
export async function readTarTree(
  archive: Uint8Array,
  { top = '', mostBytes }: { top?: string | undefined; mostBytes: number },
): Promise<readonly TreeFile[]> {
  const tar = await unpack(archive, mostBytes + HEADERS_BYTES);
  const files: TreeFile[] = [];
  const names = new TreeNames();
  let next: Renamed = {};
  let at = 0;
  while (at + BLOCK <= tar.length && !isEmpty(tar.subarray(at, at + BLOCK))) {
    const header = readHeader(tar.subarray(at, at + BLOCK));
    const content = tar.subarray(at + BLOCK, at + BLOCK + header.bytes);
    if (content.length !== header.bytes) throw refuseArchive('it ends in the middle of a file');
    at += BLOCK + Math.ceil(header.bytes / BLOCK) * BLOCK;
    const renamed = readRenamed(header.kind, content);
    if (renamed !== null) {
      next = { ...next, ...renamed };
      continue;
    }
    const { name = header.name, link = header.link } = next;
    next = {};
    const path = withoutTop(name, top);
    if (header.kind === '5') continue; // directories are made where files need them
    if (header.kind === '1' || header.kind === '2') {
      checkLink(path, link, { isHard: header.kind === '1', top });
      continue;
    }
    if (header.kind !== '0' && header.kind !== '\0') {
      throw refuseArchive(`it holds ${kinds[header.kind] ?? 'an entry of an unknown kind'}`);
    }
    names.add(checkPath(path)); // the top itself is no file
    files.push({ path, content, isProgram: header.isProgram });
  }
  if (tar.length - at < BLOCK) throw refuseArchive('its end is missing');
  if (!isEmpty(tar.subarray(at))) throw refuseArchive('something stands behind its end');
  const bytes = files.reduce((sum, { content }) => sum + content.length, 0);
  if (bytes > mostBytes) throw refuseArchive('it is larger inside than expected');
  return files;
}

/** What the next entry is really called: names of more than 100 bytes stand in an entry of their own. */
interface Renamed {
  name?: string;
  link?: string;
}

/** Null for an entry that is a file, a directory or the like. POSIX.1-2001 (x, g) and GNU (L, K). */
function readRenamed(kind: string, content: Buffer): Renamed | null {
  if (kind === 'L') return { name: readText(content) };
  if (kind === 'K') return { link: readText(content) };
  if (kind !== 'x' && kind !== 'g') return null;
  const told = readPax(content);
  // A size that overrules the header's, sparse files, or names for all that follow: nobody who packs a runtime needs them.
  const bad = [...told.keys()].find(
    (key) => key === 'size' || key.startsWith('GNU.') || (kind === 'g' && /path/.test(key)),
  );
  if (bad !== undefined) throw refuseArchive(`its metadata changes what its headers say (${bad})`);
  const [name, link] = [told.get('path'), told.get('linkpath')];
  return { ...(name !== undefined && { name }), ...(link !== undefined && { link }) };
}

/** Records "<length> <key>=<value>\n"; the length counts itself, in bytes. */
function readPax(content: Buffer): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  for (let at = 0; at < content.length; ) {
    const head = /^(\d{1,6}) ([^=\n]{1,200})=/.exec(content.toString('utf8', at, at + 220));
    const length = Number(head?.[1]);
    const end = at + length;
    if (head === null || end > content.length || content[end - 1] !== 0x0a || length <= head[0].length) {
      throw refuseArchive('its metadata is damaged');
    }
    told.set(head[2]!, content.toString('utf8', at + Buffer.byteLength(head[0]), end - 1));
    at = end;
  }
  return told;
}

function withoutTop(name: string, top: string): string {
  const plain = name.replace(/^\.\//, '').replace(/\/+$/, '');
  if (plain === top) return '';
  const path = checkPath(plain);
  if (top === '') return path;
  if (path.startsWith(`${top}/`)) return path.slice(top.length + 1);
  throw refuseArchive(`it holds ${JSON.stringify(path.slice(0, 80))} outside of "${top}"`);
}

/** A hard link names its target from the root of the archive, a symbolic one from where it stands. */
function checkLink(path: string, link: string, { isHard, top }: { isHard: boolean; top: string }): void {
  const target = posix.normalize(isHard ? link : posix.join(posix.dirname(path), link));
  const isOut = link === '' || /^\/|[\\:]/.test(link) || target === '..' || target.startsWith('../');
  if (!isOut && (!isHard || top === '' || target.startsWith(`${top}/`))) return;
  throw refuseArchive(`the link ${JSON.stringify(path.slice(0, 80))} leads out of its directory`);
}
