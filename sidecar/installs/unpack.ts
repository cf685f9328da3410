import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMember } from './archive.ts';
import { isBundle } from './build.ts';
import { writeContents } from './contents.ts';
import { writeProgram } from './program-file.ts';
import { refuseArchive } from './refusals.ts';
import { readTarTree } from './tar-tree.ts';
import { type TreeFile, TreeNames } from './tree.ts';
import type { Build, Bundle, BundleArchive, Receipt } from './types.ts';
import { readWheel } from './wheel.ts';

/**
 * Puts the files of a build into a directory that nothing leads to yet.
 * @param files the archives, verified, in the order of the record
 * @throws AppError tool.archive; the system's error
 */
export async function unpackBuild(
  build: Build,
  files: readonly string[],
  directory: string,
): Promise<Pick<Receipt, 'file' | 'program'>> {
  if (isBundle(build)) {
    return { file: await writeContents(directory, await readBundle(build, files)), program: build.program };
  }
  const content = await readMember(await readFile(files[0]!), build);
  await writeProgram(join(directory, build.member.name), content);
  return { file: build.member };
}

/** All files of all archives, each in its place; checked as a whole before the first is written. */
async function readBundle({ archives, files: own, program }: Bundle, paths: readonly string[]): Promise<TreeFile[]> {
  const all: TreeFile[] = [];
  for (const [at, archive] of archives.entries()) {
    for (const file of await readArchive(archive, await readFile(paths[at]!))) {
      if (archive.leaveOut?.test(file.path) !== true) all.push({ ...file, path: `${archive.into}/${file.path}` });
    }
  }
  for (const { path, text } of own) all.push({ path, content: Buffer.from(text), isProgram: false });
  const names = new TreeNames();
  for (const { path } of all) names.add(path);
  const found = all.findIndex(({ path }) => path === program);
  if (found === -1) throw refuseArchive(`"${program}" is not in it`);
  all[found] = { ...all[found]!, isProgram: true };
  return all;
}

function readArchive(archive: BundleArchive, content: Uint8Array): Promise<readonly TreeFile[]> {
  return archive.format === 'wheel' ? readWheel(content, archive) : readTarTree(content, archive);
}
