// Compares the records of managed tools with what is really published, and installs them once (needs the network).
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMember } from '../sidecar/installs/archive.ts';
import { download } from '../sidecar/installs/download.ts';
import { type Artifact, createTools, managedTools } from '../sidecar/installs/index.ts';

const home = mkdtempSync(join(tmpdir(), 'headroom-real-tools-'));
const here = `${process.platform}-${process.arch}`;
let failures = 0;

/** Says how it went; a failure does not keep the rest from being looked at. */
async function attempt(what: string, work: () => Promise<string>): Promise<void> {
  try {
    console.log(`ok      ${what}: ${await work()}`);
  } catch (error) {
    failures += 1;
    console.log(`FAILED  ${what}: ${(error as Error).message}`);
  }
}

/** Archive and program are what the record says; nothing is run. */
async function compare(artifact: Artifact): Promise<string> {
  const path = join(home, artifact.sha256);
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  await download(artifact, { path, env: process.env, wait, onBytes: () => {} });
  const { length } = await readMember(readFileSync(path), artifact);
  return `${artifact.bytes} bytes, in it ${artifact.member.name} with ${length}`;
}

try {
  for (const { id, artifacts } of managedTools) {
    for (const [platform, artifact] of Object.entries(artifacts)) {
      await attempt(`${id} for ${platform}`, () => compare(artifact));
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
