import { fstatSync, readFileSync, statSync } from 'node:fs';
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
   * shells without a terminal keep everything in one group. 'self' when we lead it; null when the system does not tell.
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
    leader: platform === 'linux' ? readLeader() : null,
  };
}

function readLeader(): string | 'self' | null {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    // "pid (name) state ppid pgrp …": the name may hold anything, also parentheses.
    const group = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
    if (group === process.pid) return 'self';
    return identify(statSync(`/proc/${group}/fd/1`));
  } catch {
    return null; // it has ended, or belongs to somebody else: then nobody knows, which null says
  }
}

function identify({ dev, ino }: { dev: number; ino: number }): string {
  return `${dev}:${ino}`;
}
