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
   * shells without a terminal keep everything in one group. 'self' when we lead it; null when the system does not tell, or
   * when that shell has put its own output elsewhere for a part of the line.
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

/** Where shells put their own output aside while they redirect it. */
const SAVED_FROM = 10;
/** O_CLOEXEC of Linux in /proc/<pid>/fdinfo/<n>: what a shell opened itself; what it inherited cannot have it. */
const OWN_FLAG = 0o2000000;
/** O_ACCMODE: 0 is reading only. */
const ACCESS_MODE = 3;

function readLeader(): string | 'self' | null {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    // "pid (name) state ppid pgrp …": the name may hold anything, also parentheses.
    const group = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
    if (group === process.pid) return 'self';
    const output = statSync(`/proc/${group}/fd/1`);
    return isElsewhere(`/proc/${group}`, output) ? null : identify(output);
  } catch {
    return null; // it has ended, or belongs to somebody else: then nobody knows, which null says
  }
}

/**
 * Whether a shell has redirected its own output, as it does for `{ …; } > file` and loops (dash for every command): then it
 * keeps the true one under a number from 10 up. In doubt it has.
 * @param process its directory under /proc
 */
function isElsewhere(process: string, output: Stats): boolean {
  // No redirection makes a socket.
  if (output.isSocket()) return false;
  const saved = readdirSync(`${process}/fd`).filter((name) => Number(name) >= SAVED_FROM && isSaved(process, name));
  const [first] = saved;
  if (first === undefined) return false;
  // One socket alone is a saved input (Claude Code runs commands with `eval … < /dev/null`), unless only the output was moved.
  const isInput = saved.length === 1 && statSync(`${process}/fd/${first}`).isSocket();
  return !isInput || identify(statSync(`${process}/fd/2`)) !== identify(output);
}

/** Opened by the shell itself, and for writing. */
function isSaved(process: string, descriptor: string): boolean {
  const text = /^flags:\s*([0-7]+)/m.exec(readFileSync(`${process}/fdinfo/${descriptor}`, 'utf8'))?.[1];
  if (text === undefined) return true;
  const flags = Number.parseInt(text, 8);
  return (flags & OWN_FLAG) !== 0 && (flags & ACCESS_MODE) !== 0;
}

function identify({ dev, ino }: { dev: number; ino: number }): string {
  return `${dev}:${ino}`;
}
