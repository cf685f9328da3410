import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { copyKeyring } from './keyring-file.ts';
import { writePackedManifest } from './packed-manifest.ts';
import { makeProgram } from './program.ts';
import { root } from './project.ts';

/** What pkg takes in its single-executable mode (@yao-pkg/pkg 6.23, lib-es5/sea.js). */
type MakeExecutable = (
  script: string,
  options: {
    readonly nodePath: string;
    readonly signature: boolean;
    readonly targets: readonly { nodeRange: string; platform: string; arch: string; output: string }[];
    readonly seaConfig: {
      readonly useCodeCache: boolean;
      readonly execArgvExtension: 'none';
      readonly assets: Readonly<Record<string, string>>;
    };
  },
) => Promise<void>;

const require = createRequire(import.meta.url);
const platforms: Partial<Record<NodeJS.Platform, string>> = { darwin: 'macos', win32: 'win' };

/**
 * Makes the executable in an empty directory, and beside it what it opens there but for its page (ui/).
 * @param updatesUrl built in; null: none. @returns the executable's path.
 */
export async function packExecutable(target: string, updatesUrl: string | null): Promise<string> {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const output = join(target, process.platform === 'win32' ? 'headroom.exe' : 'headroom');
  await makeExecutable(await bundle('sidecar/packed.ts', 'packed.cjs'), output, {
    ...(await makeProgram('sidecar/program.ts', 'program')),
    ...(await makeProgram('sidecar/cli/run-filtered.ts', 'run-filtered')),
    'ledger-thread.cjs': await bundle('sidecar/ledger-thread.ts', 'ledger-thread.cjs'),
    'o200k_base.tiktoken': require.resolve('gpt-tokenizer/data/o200k_base.tiktoken'),
    'package.json': writePackedManifest(updatesUrl),
  });
  copyKeyring(join(root, 'node_modules'), target);
  return output;
}

/**
 * Puts a script and its files into a copy of the Node that runs this: starts without a Node on the machine, and does not
 * listen to NODE_OPTIONS, by which anything could be loaded into it.
 *
 * pkg's command line can neither say where the Node is (it downloads its own) nor pass the settings below on; its module
 * can, which is why the version of pkg is pinned.
 * @param assets paths by name, for readAsset in sidecar/machine/packed.ts.
 */
async function makeExecutable(script: string, output: string, assets: Readonly<Record<string, string>>): Promise<void> {
  const { default: make } = require('@yao-pkg/pkg/lib-es5/sea.js') as { default: MakeExecutable };
  const platform = platforms[process.platform] ?? process.platform;
  await make(script, {
    nodePath: process.execPath,
    signature: true,
    targets: [{ nodeRange: `node${process.versions.node}`, platform, arch: process.arch, output }],
    seaConfig: { useCodeCache: true, execArgvExtension: 'none', assets },
  });
}
