import { fstatSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { isatty } from 'node:tty';

/** What this process's output is connected to. Ids compare equal when two descriptors lead to the same file, pipe or socket. */
export interface Descriptors {
  readonly stdout: string;
  readonly stderr: string;
  readonly isTerminal: boolean;
  /** True for a regular file. */
  readonly isFile: boolean;
  /**
   * Standard output of the leader of our process group: of the shell that was asked to run the whole command line, as
   * shells without a terminal keep everything in one group. 'self' when we lead it; null when the system does not tell,
   * or the shell has redirected its own output into a file for the moment.
   */
  readonly leader: string | 'self' | null;
}

/** Looks at descriptors 1 and 2. @throws the system's error when one of them is closed. */
export function readDescriptors(platform: NodeJS.Platform = process.platform): Descriptors {
  const stdout = fstatSync(1);
  return {
    stdout: identify(stdout),
    stderr: identify(fstatSync(2)),
    isTerminal: isatty(1),
    isFile: stdout.isFile(),
    leader: platform === 'linux' ? readLeader(stdout) : null,
  };
}

/** Where shells put their own output aside while they redirect it. */
const SAVED_FROM = 10;
/** O_CLOEXEC of Linux in /proc/<pid>/fdinfo/<n>: what a shell opened itself; what it inherited cannot have it. */
const OWN_FLAG = 0o2000000;

function readLeader(stdout: Stats): string | 'self' | null {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    // "pid (name) state ppid pgrp …": the name may hold anything, also parentheses.
    const group = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
    if (group === process.pid) return 'self';
    if (stdout.isFile() && isRedirected(group, identify(stdout))) return null;
    return identify(statSync(`/proc/${group}/fd/1`));
  } catch {
    return null; // it has ended, or belongs to somebody else: then nobody knows, which null says
  }
}

/**
 * Whether a shell has put another output aside. For `command > file` dash, and for `{ command; } > file` every shell,
 * redirects its own output meanwhile, so that the leader's does not tell whom the agent reads.
 */
function isRedirected(shell: number, output: string): boolean {
  return readdirSync(`/proc/${shell}/fd`).some((name) => {
    if (Number(name) < SAVED_FROM) return false;
    const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/${shell}/fdinfo/${name}`, 'utf8'))?.[1] ?? '0';
    const isOwn = (Number.parseInt(flags, 8) & OWN_FLAG) !== 0;
    return isOwn && identify(statSync(`/proc/${shell}/fd/${name}`)) !== output;
  });
}

function identify({ dev, ino }: { dev: number; ino: number }): string {
  return `${dev}:${ino}`;
}
