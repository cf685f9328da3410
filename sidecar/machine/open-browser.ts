import { spawn } from 'node:child_process';

/** A program and its arguments, never a shell line. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * How a web page is opened on this machine, or null when nobody could see it: no display, a remote shell, a CI run.
 * @throws TypeError when `url` is not an http(s) address: other schemes can start programs.
 */
export function findBrowser(
  url: string,
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): Launch | null {
  const address = new URL(url);
  if (address.protocol !== 'http:' && address.protocol !== 'https:') throw new TypeError(`not a web page: ${url}`);
  if (env.CI) return null;
  if (platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', address.href] };
  if (platform === 'darwin') return env.SSH_CONNECTION ? null : { command: 'open', args: [address.href] };
  return env.DISPLAY || env.WAYLAND_DISPLAY ? { command: 'xdg-open', args: [address.href] } : null;
}

/** Starts the browser and lets it go. False when the program is missing; what it does afterwards is not ours. */
export function openBrowser(launch: Launch): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(launch.command, [...launch.args], { stdio: 'ignore', detached: true, windowsHide: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
