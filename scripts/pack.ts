// Packs the sidecar into one executable with its page (build/sidecar/), the package for npm, on Linux a .deb; `-- --test` tests it.
import { cpSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { bundle } from './lib/bundle.ts';
import { packDeb } from './lib/deb.ts';
import { makeExecutable } from './lib/executable.ts';
import { packNpm } from './lib/npm-package.ts';
import { root } from './lib/project.ts';
import { readProjectFile } from './lib/tree.ts';
import { buildUi } from './lib/ui.ts';
import { runTests } from './lib/vitest.ts';

/** Files of test/sidecar/ that start headroom as a process. */
const packedTests = ['cli-commands', 'cli-proxy', 'faults-', 'supervision', 'wrap', 'mcp-server', 'insights-command'];

process.exitCode = await pack();

async function pack(): Promise<number> {
  if (!(await buildUi())) return 1;
  const target = join(root, 'build/sidecar');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const vocabulary = createRequire(import.meta.url).resolve('gpt-tokenizer/data/o200k_base.tiktoken');
  const executable = await makeExecutable(await bundle('sidecar/packed.ts', 'headroom.cjs'), {
    'ledger-thread.cjs': await bundle('sidecar/ledger-thread.ts', 'ledger-thread.cjs'),
    'o200k_base.tiktoken': vocabulary,
    'package.json': join(root, 'package.json'),
  });
  cpSync(join(root, 'resources/ui'), join(dirname(executable), 'ui'), { recursive: true });
  tell(executable);
  const { version } = JSON.parse(readProjectFile('package.json')) as { version: string };
  const deb = await packDeb(dirname(executable), version);
  if (deb !== null) tell(deb);
  tell(await packNpm());
  return process.argv.includes('--test') ? testPacked(executable) : 0;
}

/** The tests that start whole processes, on the executable alone: it finds no Node on the machine. */
async function testPacked(executable: string): Promise<number> {
  process.env.HEADROOM_EXECUTABLE = executable;
  const { passed, failed } = await runTests(packedTests);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

function tell(path: string): void {
  console.log(`${relative(root, path)}  ${(statSync(path).size / 1e6).toFixed(1)} MB`);
}
