// Compares the records of managed tools with what is really published, and installs them once (needs the network).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isBundle, listArchives, nameArchive } from '../sidecar/installs/build.ts';
import { download } from '../sidecar/installs/download.ts';
import { type Build, createTools, managedTools, type Pinned } from '../sidecar/installs/index.ts';
import { unpackBuild } from '../sidecar/installs/unpack.ts';

const home = mkdtempSync(join(tmpdir(), 'headroom-real-tools-'));
const platformHere = `${process.platform}-${process.arch}`;
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

/** The build as far as its archives came; null when nothing did. In place of a program that did not come stands a file of ours. */
function withoutMissing(build: Build, missing: ReadonlySet<string>): Build | null {
  if (missing.size === 0) return build;
  const archives = isBundle(build) ? build.archives.filter(({ sha256 }) => !missing.has(sha256)) : [];
  if (!isBundle(build) || archives.length === 0) return null;
  return { ...build, archives, program: build.files[0]?.path ?? build.program };
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
      const missing = new Set<string>();
      for (const archive of listArchives(build)) {
        const isThere = await attempt(`${id} for ${platform}, ${nameArchive(archive)}`, () => fetchOnce(archive));
        if (!isThere) missing.add(archive.sha256);
      }
      const here = withoutMissing(build, missing);
      if (here !== null)
        await attempt(`${id} for ${platform}${here === build ? '' : ', what came'}`, () => compare(here));
    }
    if (!Object.hasOwn(artifacts, platformHere)) continue;
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
