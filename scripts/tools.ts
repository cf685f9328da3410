// Compares the records of managed tools with what is really published, and installs them once (needs the network).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listArchives, nameArchive } from '../sidecar/installs/build.ts';
import { download } from '../sidecar/installs/download.ts';
import { type Build, createTools, managedTools, type Pinned } from '../sidecar/installs/index.ts';
import { unpackBuild } from '../sidecar/installs/unpack.ts';

const home = mkdtempSync(join(tmpdir(), 'headroom-real-tools-'));
const here = `${process.platform}-${process.arch}`;
/** Ids of tools; none given: all. */
const wanted = process.argv.slice(2);
let failures = 0;

/** Says how it went; a failure does not keep the rest from being looked at. */
async function attempt(what: string, work: () => Promise<string>): Promise<boolean> {
  try {
    console.log(`ok      ${what}: ${await work()}`);
    return true;
  } catch (error) {
    failures += 1;
    console.log(`FAILED  ${what}: ${(error as Error).message}`);
    return false;
  }
}

/** The archive is what the record says. Archives that several platforms share come once. */
async function fetchOnce(archive: Pinned): Promise<string> {
  const path = join(home, archive.sha256);
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  await download(archive, { path, env: process.env, wait, onBytes: () => {} });
  return `${archive.bytes} bytes`;
}

/** What is in the archives is what the record says; nothing is run. */
async function compare(build: Build): Promise<string> {
  const directory = mkdtempSync(join(home, 'unpacked-'));
  const paths = listArchives(build).map(({ sha256 }) => join(home, sha256));
  const { file, program } = await unpackBuild(build, paths, directory);
  rmSync(directory, { recursive: true, force: true, maxRetries: 9 });
  return `in it ${program ?? file.name}`;
}

try {
  for (const { id, artifacts } of managedTools.filter((tool) => wanted.length === 0 || wanted.includes(tool.id))) {
    for (const [platform, build] of Object.entries(artifacts)) {
      let isWhole = true;
      for (const archive of listArchives(build)) {
        const isThere = await attempt(`${id} for ${platform}, ${nameArchive(archive)}`, () => fetchOnce(archive));
        isWhole &&= isThere;
      }
      if (isWhole) await attempt(`${id} for ${platform}`, () => compare(build));
    }
    if (!Object.hasOwn(artifacts, here)) continue;
    const tools = createTools({ home, env: process.env });
    await attempt(`${id} on this computer`, async () => {
      const { version, path } = await tools.install(id);
      await tools.verify(id);
      await tools.remove(id);
      return `${version} was installed as ${path}, ran, and is removed again`;
    });
  }
} finally {
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
}
process.exitCode = failures > 0 ? 1 : 0;
