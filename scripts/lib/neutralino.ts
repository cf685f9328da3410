import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.ts';
import { readProjectFile } from './tree.ts';

/** The names that Neutralino's own tool gives its binaries in bin/. */
const systems: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'mac', win32: 'win' };

/** Where the native window's binary for this system belongs, whether or not it is there. */
export function locateBinary(platform = process.platform, arch = process.arch): string {
  const suffix = platform === 'win32' ? '.exe' : '';
  return join(root, 'bin', `neutralino-${systems[platform] ?? platform}_${arch}${suffix}`);
}

export function hasBinary(): boolean {
  return existsSync(locateBinary());
}

/**
 * The window's configuration with the sidecar run from its sources instead of the packaged one.
 * @param command how the extension is started; each word is quoted for the shell that Neutralino starts it with.
 */
export function makeDevConfig(command: readonly string[]): string {
  const config = JSON.parse(readProjectFile('neutralino.config.json')) as {
    extensions: readonly { id: string }[];
  };
  const line = command.map((word) => `"${word}"`).join(' ');
  const [{ id } = { id: '' }] = config.extensions;
  const extension = {
    id,
    commandLinux: `exec ${line}`,
    commandDarwin: `exec ${line}`,
    commandWindows: line,
  };
  return `${JSON.stringify({ ...config, extensions: [extension] }, null, 2)}\n`;
}
