// Packs what people install (build/dist/); `-- --test`, `--deb-test`, `--app-image-test` try it, `--updates-url URL` builds in whom it asks for a newer one.
import { cpSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packAppImage } from './lib/app-image.ts';
import { testAppImage } from './lib/app-image-test.ts';
import { writeBillOfMaterials } from './lib/bill-of-materials.ts';
import { writeChecksums } from './lib/checksums.ts';
import { packDeb } from './lib/deb.ts';
import { testDeb } from './lib/deb-test.ts';
import { packExecutable } from './lib/executable.ts';
import { packNpm } from './lib/npm-package.ts';
import { readPackedManifest, readUpdatesOption } from './lib/packed-manifest.ts';
import { root } from './lib/project.ts';
import { packSystemInstaller } from './lib/system-installer.ts';
import { buildUi } from './lib/ui.ts';
import { runTests } from './lib/vitest.ts';

/** Files of test/sidecar/ that start headroom as a process. */
const packedTests = [
  ...['cli-commands', 'cli-proxy', 'faults-', 'supervision', 'wrap', 'mcp-server', 'insights-command'],
  ...['uninstall', 'usage-command', 'vitals-command', 'learn-command', 'demo-run', 'account-command'],
  ...['shell-', 'filters', 'updates-command'],
];

process.exitCode = await pack();

async function pack(): Promise<number> {
  const updatesUrl = readUpdatesOption(process.argv.slice(2));
  if (!(await buildUi())) return 1;
  const executable = await packExecutable(join(root, 'build/sidecar'), updatesUrl);
  cpSync(join(root, 'resources/ui'), join(dirname(executable), 'ui'), { recursive: true });
  tell(executable);
  const { version } = readPackedManifest(updatesUrl);
  const dist = join(root, 'build/dist');
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const sidecar = dirname(executable);
  const deb = await packDeb(sidecar, version);
  const image = await packAppImage(sidecar, version);
  const others = [await packNpm(updatesUrl), image, await packSystemInstaller(sidecar, version)];
  const bill = writeBillOfMaterials(dist, version);
  for (const path of [deb, ...others, bill, writeChecksums(dist)]) if (path !== null) tell(path);
  let failed = false;
  if (process.argv.includes('--deb-test') && deb !== null) failed = !(await testDeb(deb));
  if (process.argv.includes('--app-image-test') && image !== null) failed = !(await testAppImage(image)) || failed;
  if (process.argv.includes('--test')) failed = (await testPacked(executable, updatesUrl)) || failed;
  return failed ? 1 : 0;
}

/** The tests that start whole processes, on the executable alone: it finds no Node on the machine. @returns true: some failed. */
async function testPacked(executable: string, updatesUrl: string | null): Promise<boolean> {
  process.env.HEADROOM_EXECUTABLE = executable;
  process.env.HEADROOM_PACKED_UPDATES_URL = updatesUrl ?? '';
  const { passed, failed, skipped } = await runTests(packedTests);
  for (const { name, reason } of skipped) console.log(`skipped: ${name}: ${reason}`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0;
}

function tell(path: string): void {
  console.log(`${relative(root, path)}  ${(statSync(path).size / 1e6).toFixed(1)} MB`);
}
