import { createHash } from 'node:crypto';
import { refuseArchive } from './refusals.ts';
import { checkPath, type TreeFile, TreeNames } from './tree.ts';
import { listZipEntries, readZipEntry } from './zip.ts';

/** Signatures of the list itself, which cannot stand in it (binary distribution format 1.0). */
const UNSIGNED = /\.dist-info\/RECORD(?:\.jws|\.p7s)?$/;
/** Files for other places than site-packages: <name>.data/scripts and the like. */
const DATA = /^[^/]+\.data\/([^/]+)\/(.+)$/;

/**
 * The files of a wheel as they lie in site-packages. Every file must stand in its RECORD with just its hash and size, and
 * every line of it must have its file. Scripts, headers and data for other places are left out; nothing is run.
 * @param mostBytes of all files together
 * @throws AppError tool.archive
 */
export async function readWheel(
  archive: Uint8Array,
  { mostBytes }: { mostBytes: number },
): Promise<readonly TreeFile[]> {
  const zip = Buffer.from(archive.buffer, archive.byteOffset, archive.length);
  const entries = listZipEntries(zip).filter(({ name }) => !name.endsWith('/'));
  if (entries.reduce((sum, { bytes }) => sum + bytes, 0) > mostBytes) {
    throw refuseArchive('it is larger inside than expected');
  }
  const names = new TreeNames();
  const files: TreeFile[] = [];
  for (const entry of entries) {
    const path = checkPath(entry.name);
    names.add(path);
    files.push({ path, content: await readZipEntry(zip, entry), isProgram: false });
  }
  checkRecord(files);
  return files.flatMap((file): TreeFile[] => {
    const data = DATA.exec(file.path);
    if (data === null) return [file];
    return data[1] === 'purelib' || data[1] === 'platlib' ? [{ ...file, path: data[2]! }] : [];
  });
}

function checkRecord(files: readonly TreeFile[]): void {
  const records = files.filter(({ path }) => /^[^/]+\.dist-info\/RECORD$/.test(path));
  if (records.length !== 1) throw refuseArchive('it has no list of its files');
  const told = new Map(Buffer.from(records[0]!.content).toString('utf8').split(/\r?\n/).filter(Boolean).map(parseLine));
  for (const { path, content } of files) {
    const line = told.get(path);
    told.delete(path);
    if (UNSIGNED.test(path)) continue;
    const sum = `sha256=${createHash('sha256').update(content).digest('base64url')}`;
    if (line === undefined) throw refuseArchive(`${JSON.stringify(path)} is not in its list of files`);
    if (line.sum !== sum || (line.bytes !== '' && Number(line.bytes) !== content.length)) {
      throw refuseArchive(`${JSON.stringify(path)} is not what its list of files says`);
    }
  }
  const missing = [...told.keys()].find((path) => !UNSIGNED.test(path));
  if (missing !== undefined) throw refuseArchive(`${JSON.stringify(missing.slice(0, 80))} is missing in it`);
}

/** CSV with three columns of which only the first can hold a comma. */
function parseLine(line: string): [path: string, told: { sum: string; bytes: string }] {
  const parts = /^(.*),([^,]*),([^,]*)$/.exec(line);
  if (parts === null) throw refuseArchive('its list of files is damaged');
  const [, name = '', sum = '', bytes = ''] = parts;
  return [name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name, { sum, bytes }];
}
