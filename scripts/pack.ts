// Packs the sidecar into one executable with the page beside it (build/sidecar/), and on Linux into a .deb (build/dist/).
import { cpSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { bundle } from './lib/bundle.ts';
import { packDeb } from './lib/deb.ts';
import { makeExecutable } from './lib/executable.ts';
import { root } from './lib/project.ts';
import { readProjectFile } from './lib/tree.ts';
import { buildUi } from './lib/ui.ts';

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
  return 0;
}

function tell(path: string): void {
  console.log(`${relative(root, path)}  ${(statSync(path).size / 1e6).toFixed(1)} MB`);
}
