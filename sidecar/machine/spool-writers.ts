import { fstatSync, readdirSync, readFileSync, statSync } from 'node:fs';

/**
 * The processes that write into an open file of ours, on Linux: those that have it as their output and have started none
 * that has, so that a shell that waits for another program is not among them. Empty where that cannot be known.
 */
export function findWriters(fd: number): readonly number[] {
  const { dev, ino } = fstatSync(fd);
  const holders = listProcesses().filter((pid) => pid !== process.pid && isHeldBy(pid, { dev, ino }));
  const parents = new Set(holders.map(readParent));
  return holders.filter((pid) => !parents.has(pid));
}

function listProcesses(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return []; // another system: nothing is known of its processes
  }
}

function isHeldBy(pid: number, file: { readonly dev: number; readonly ino: number }): boolean {
  return [1, 2].some((number) => {
    try {
      const { dev, ino } = statSync(`/proc/${pid}/fd/${number}`);
      return dev === file.dev && ino === file.ino;
    } catch {
      return false; // it ended meanwhile, has no such output, or is another user's
    }
  });
}

/** 0 when it ended meanwhile. */
function readParent(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // "pid (name) state ppid …": the name may hold anything, also parentheses.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0; // then nobody's parent is told
  }
}
