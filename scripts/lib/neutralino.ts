import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool } from './project.ts';
import { readProjectFile } from './tree.ts';

/** The names that Neutralino's own tool gives its binaries in bin/. */
const systems: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'mac', win32: 'win' };

/** Where the native window's binary for this system belongs, whether or not it is there. */
export function locateBinary(platform = process.platform, arch = process.arch): string {
  const suffix = platform === 'win32' ? '.exe' : '';
  return join(root, 'bin', `neutralino-${systems[platform] ?? platform}_${arch}${suffix}`);
}

/** What the window's program is called where it is installed; the entries of menus start it by this name. */
export function nameWindow(platform = process.platform): string {
  return platform === 'win32' ? 'headroom.exe' : 'headroom';
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

/**
 * Puts the native window into a directory: the binary under its own name, with the page and the configuration beside it
 * as one archive, which unlike a directory gives nothing but its own files to whoever asks.
 * @returns false when Neutralino's tool made none; it says so only in words, never by its exit code.
 */
export async function packWindow(directory: string): Promise<boolean> {
  // A token of a window that was open during development would be packed otherwise.
  rmSync(join(root, '.tmp'), { recursive: true, force: true });
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await runTool('@neutralinojs/neu', 'neu', ['build']);
  const archive = join(root, 'dist/headroom/resources.neu');
  if (!existsSync(archive)) return false;
  mkdirSync(directory, { recursive: true });
  copyFileSync(archive, join(directory, 'resources.neu'));
  const program = join(directory, nameWindow());
  copyFileSync(locateBinary(), program);
  chmodSync(program, 0o755);
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  return true;
}
