import { createRequire } from 'node:module';
import { join } from 'node:path';
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
 * Puts a script and its files into a copy of the Node that runs this: starts without a Node on the machine, and does not
 * listen to NODE_OPTIONS, by which anything could be loaded into it.
 *
 * pkg's command line can neither say where the Node is (it downloads its own) nor pass the settings below on; its module
 * can, which is why the version of pkg is pinned.
 * @param assets paths by name, for readAsset in sidecar/machine/packed.ts. @returns the executable's path.
 */
export async function makeExecutable(script: string, assets: Readonly<Record<string, string>>): Promise<string> {
  const { default: make } = require('@yao-pkg/pkg/lib-es5/sea.js') as { default: MakeExecutable };
  const output = join(root, 'build/sidecar', process.platform === 'win32' ? 'headroom.exe' : 'headroom');
  const platform = platforms[process.platform] ?? process.platform;
  await make(script, {
    nodePath: process.execPath,
    signature: true,
    targets: [{ nodeRange: `node${process.versions.node}`, platform, arch: process.arch, output }],
    seaConfig: { useCodeCache: true, execArgvExtension: 'none', assets },
  });
  return output;
}
