import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** True when a process with this id exists, also when it belongs to another user. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Runs a program without a shell and gives what it printed, or null when it is missing, fails, or exceeds a bound.
 * @param options timeoutMs kills it (default 2,000); maxBytes of output (default 1 MiB).
 */
export function runBounded(
  file: string,
  args: readonly string[],
  options: { timeoutMs?: number; maxBytes?: number } = {},
): Promise<string | null> {
  const { timeoutMs = 2000, maxBytes = 1024 * 1024 } = options;
  return new Promise((resolve) => {
    execFile(
      file,
      [...args],
      { timeout: timeoutMs, maxBuffer: maxBytes, killSignal: 'SIGKILL', windowsHide: true },
      (error, stdout) => resolve(error ? null : stdout),
    );
  });
}

/** The name of a program that runs, or null when the system does not tell. */
export async function readProcessName(
  pid: number,
  platform: NodeJS.Platform = process.platform,
): Promise<string | null> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  if (platform === 'linux') {
    try {
      return (await readFile(`/proc/${pid}/comm`, 'utf8')).trim() || null;
    } catch {
      return null; // the process has ended or hides itself: then its name is unknown, which null says
    }
  }
  if (platform === 'win32') {
    const listing = await runBounded('tasklist', ['/fi', `PID eq ${pid}`, '/fo', 'csv', '/nh']);
    return /^"([^"]+)"/.exec(listing?.trim() ?? '')?.[1] ?? null;
  }
  const listing = await runBounded('ps', ['-p', String(pid), '-o', 'comm=']);
  return listing?.trim().split('/').pop() || null;
}
