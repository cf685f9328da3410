import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { makeDirectory } from './directories.ts';
import type { Launch } from './open-browser.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** How a child ended: with an exit code, or by a signal. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program that was started from here. */
export interface Child {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  /** False when it has ended already. */
  kill(signal: NodeJS.Signals): boolean;
}

export interface ChildOptions {
  readonly env: Env;
  /**
   * shared: the terminal and the pipes of this process, byte for byte. tied: shared, and a channel whose closing tells the
   * child that we are gone, also by kill -9. detached: a session of its own that outlives us and writes to `logPath`.
   */
  readonly bond: 'shared' | 'tied' | 'detached';
  /** Where a detached child writes; it is emptied first (0600). */
  readonly logPath?: string;
}

/**
 * Starts a program without a shell; on Windows what npm installs are scripts, which only the command processor runs.
 * @throws the system's error when it cannot be started (ENOENT: there is no such program; EACCES: it may not be run).
 */
export function startChild(launch: Launch, options: ChildOptions): Promise<Child> {
  const { command, args } = forPlatform(launch);
  const log = options.bond === 'detached' ? openLog(options.logPath) : null;
  const quiet = log ?? 'ignore';
  const child = spawn(command, [...args], {
    env: { ...options.env },
    stdio:
      options.bond === 'detached'
        ? ['ignore', quiet, quiet]
        : ['inherit', 'inherit', 'inherit', ...(options.bond === 'tied' ? (['ipc'] as const) : [])],
    detached: options.bond === 'detached',
    windowsHide: options.bond === 'detached',
    windowsVerbatimArguments: command !== launch.command,
  });
  if (log !== null) closeSync(log);
  return whenStarted(child, options.bond === 'detached');
}

function whenStarted(child: ChildProcess, isDetached: boolean): Promise<Child> {
  const ended = new Promise<Ending>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      if (isDetached) child.unref();
      resolve({ pid: child.pid ?? 0, ended, kill: (signal) => child.kill(signal) });
    });
  });
}

function openLog(path: string | undefined): number | null {
  if (path === undefined) return null;
  makeDirectory(dirname(path));
  return openSync(path, 'w', 0o600);
}

/** cmd.exe finds claude.cmd for claude; its special characters are escaped one by one. */
function forPlatform(launch: Launch): Launch {
  if (process.platform !== 'win32' || /\.(exe|com)$/i.test(launch.command)) return launch;
  const caret = (text: string): string => text.replace(/[()%!^"<>&|;, ]/g, '^$&');
  const line = [launch.command, ...launch.args].map((part) => caret(quoteForWindows(part))).join(' ');
  return { command: process.env.ComSpec ?? 'cmd.exe', args: ['/d', '/s', '/c', `"${line}"`] };
}

/** As the C runtime splits arguments: backslashes count only before a quote. */
function quoteForWindows(text: string): string {
  if (text !== '' && !/[\s"]/.test(text)) return text;
  return `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}

/** Exit code of a shell for an ending: death by signal n is 128 + n (POSIX shells). */
export function toExitCode({ code, signal }: Ending): number {
  if (code !== null) return code;
  return 128 + (signal === null ? 0 : constants.signals[signal]);
}

/** Sends a signal to any process; false when it is gone or not ours. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // ESRCH or EPERM: both mean that nothing was sent
  }
}
