import { readFile } from 'node:fs/promises';
import { isAlive, runBounded } from './processes.ts';

/**
 * What tells one process from a later one that got the same number: the moment at which it began (and on Linux the boot in
 * which that moment is counted). It outlives exec. Null when there is no such process or the system does not tell.
 */
export async function readProcessIdentity(
  pid: number,
  platform: NodeJS.Platform = process.platform,
): Promise<string | null> {
  if (!isAlive(pid)) return null;
  if (platform === 'linux') return readFromProc(pid);
  if (platform === 'win32') {
    const script = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
    const ticks = await runBounded('powershell', ['-NoProfile', '-NonInteractive', '-Command', script], {
      timeoutMs: 5000,
    });
    return ticks?.trim() || null;
  }
  const started = await runBounded('ps', ['-p', String(pid), '-o', 'lstart=']);
  return started?.trim().replace(/\s+/g, ' ') || null;
}

async function readFromProc(pid: number): Promise<string | null> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''), // hidden in some sandboxes: the ticks alone
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    const { state, startTicks } = parseProcStat(stat);
    return state === 'Z' ? null : `${boot.trim()}:${startTicks}`;
  } catch {
    return null; // it has ended meanwhile, which null says
  }
}

/**
 * State letter and start (clock ticks since boot) in the text of /proc/<pid>/stat: fields 3 and 22 of proc(5). The name in
 * field 2 may hold anything, also blanks and brackets, so it is skipped by its last bracket.
 */
export function parseProcStat(stat: string): { state: string; startTicks: string } {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', startTicks: fields[19] ?? '' };
}

/** A process by its number and its identity. */
export interface Owner {
  readonly pid: number;
  /** See {@link readProcessIdentity}; null when the system did not tell. */
  readonly identity: string | null;
}

/** The process that runs this. */
export async function readOwner(): Promise<Owner> {
  return { pid: process.pid, identity: await readProcessIdentity(process.pid) };
}

/** Whether exactly this process still lives. Without an identity a process of the same number counts as the same. */
export async function isSameAlive({ pid, identity }: Owner): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (identity === null) return true;
  return (await readProcessIdentity(pid)) === identity;
}

/** Whether a process is stopped (Ctrl-Z, SIGSTOP). Only Linux tells cheaply; false elsewhere. */
export async function isStopped(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  try {
    return parseProcStat(await readFile(`/proc/${pid}/stat`, 'utf8')).state === 'T';
  } catch {
    return false; // it has ended
  }
}
