import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { makeDirectory } from './directories.ts';
import { findWriters } from './spool-writers.ts';

/** How a program ended, as a shell would say it: its exit code, or 128 + the number of the signal that killed it. */
export interface Ended {
  readonly code: number;
  /** The signal that killed it. */
  readonly signal: NodeJS.Signals | null;
}

/** What a captured program wrote, unless it has been passed on already. */
export interface Captured extends Ended {
  /** Null when it was passed on as it came: it took too long, was too large, or somebody sent a signal. */
  readonly output: Buffer | null;
}

export interface CaptureOptions {
  /** Whether standard error goes to the same place, in the order in which it was written. Else it passes by untouched. */
  readonly merged: boolean;
  /** After so many ms, or beyond so many bytes, everything is passed on as it comes. */
  readonly patienceMs: number;
  readonly maxBytes: number;
}

/** How often the spool is looked at while the program runs. */
const GLANCE_MS = 100;
const CHUNK_BYTES = 256 * 1024;
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** Runs a program with this process's own input and output, and waits for its end. Signals are handed on. */
export async function runThrough([file, ...args]: readonly [string, ...string[]]): Promise<Ended> {
  const child = spawn(file, args, { stdio: 'inherit' });
  return follow(child).ended;
}

/** An open file without a name (on Windows until it is closed): it holds what a program writes until that is passed on. */
export interface Spool {
  readonly fd: number;
  readonly path: string;
}

/** Makes a spool (0600), or gives null where none can be made: a full disk, a directory that cannot be written. */
export function openSpool(path: string): Spool | null {
  try {
    makeDirectory(dirname(path));
    const spool = { fd: openSync(path, 'ax+', 0o600), path };
    // Without a name at once, where a system allows that: whoever kills us leaves nothing behind.
    if (process.platform !== 'win32') rmSync(path, { force: true });
    return spool;
  } catch {
    return null; // the caller runs the command without it, which null says
  }
}

/**
 * Runs a program with this process's own input and keeps what it writes. The child writes straight into a file: nothing
 * is copied while it runs, the order of both streams is the one in which they were written, and memory is not held.
 * @param spool is closed and removed. @throws the system's error when the program cannot be started.
 */
export async function runCaptured(
  [file, ...args]: readonly [string, ...string[]],
  { fd, path }: Spool,
  { merged, patienceMs, maxBytes }: CaptureOptions,
): Promise<Captured> {
  let glance: NodeJS.Timeout | undefined;
  try {
    const child = spawn(file, args, { stdio: ['inherit', fd, merged ? fd : 'inherit'] });
    const run = follow(child);
    let passed = 0;
    let isUnread = false;
    const started = now();
    const isPatient = (): boolean => now() - started < patienceMs && fstatSync(fd).size <= maxBytes && !run.hasSignal();
    glance = setInterval(() => {
      if (passed === 0 && isPatient()) return;
      if (isUnread) return discard(fd, child);
      try {
        passed = passOn(fd, passed);
      } catch {
        isUnread = true; // who read it is gone: the program is told so, as a pipe would tell it
        discard(fd, child);
      }
    }, GLANCE_MS);
    const ended = await run.ended;
    if (isUnread) return { ...ended, output: null };
    if (passed === 0 && isPatient()) return { ...ended, output: readAll(fd) };
    passOn(fd, passed);
    return { ...ended, output: null };
  } finally {
    clearInterval(glance);
    closeSync(fd);
    rmSync(path, { force: true });
  }
}

/** Milliseconds that never go back; `performance` would load a good deal of Node for it. */
function now(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

function follow(child: ChildProcess): { readonly ended: Promise<Ended>; hasSignal(): boolean } {
  let signalled = false;
  const forward = (signal: NodeJS.Signals): void => {
    signalled = true;
    child.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, forward);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve({ code: code ?? 128 + constants.signals[signal ?? 'SIGKILL'], signal });
    });
  }).finally(() => {
    for (const signal of forwarded) process.off(signal, forward);
  });
  return { ended, hasSignal: () => signalled };
}

/** Signals that end a process without more ado; one that dumps core would dump ours. */
const plain: readonly (NodeJS.Signals | null)[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'];

/**
 * Ends this process by the signal that ended the program, so that a shell does what it does then: it says "Killed", or
 * stops its own loop. @returns where that cannot be, the exit code to end with.
 */
export function endAs({ code, signal }: Ended): number {
  if (process.platform !== 'win32' && signal !== null && plain.includes(signal)) process.kill(process.pid, signal);
  return code;
}

/**
 * For an output that nobody reads any more: what was written since is thrown away, lest it fill the disk, and whoever
 * wrote it gets the signal that a pipe without a reader sends.
 */
function discard(fd: number, child: ChildProcess): void {
  if (fstatSync(fd).size === 0) return;
  ftruncateSync(fd, 0);
  const writers = findWriters(fd);
  if (writers.length === 0) child.kill(process.platform === 'win32' ? 'SIGTERM' : 'SIGPIPE');
  for (const pid of writers) {
    try {
      process.kill(pid, 'SIGPIPE');
    } catch {
      // it ended meanwhile
    }
  }
}

function readAll(fd: number): Buffer {
  const buffer = Buffer.alloc(fstatSync(fd).size);
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(fd, buffer, length, buffer.length - length, length);
    if (read === 0) break;
    length += read;
  }
  return buffer.subarray(0, length);
}

/** Writes what lies in the spool behind `from` to standard output. @returns the new end. */
function passOn(fd: number, from: number): number {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  for (let at = from; ; ) {
    const read = readSync(fd, buffer, 0, buffer.length, at);
    if (read === 0) return at;
    writeWhole(1, buffer.subarray(0, read));
    at += read;
  }
}

/** Writes all of it, also into a pipe that is full for a moment. @throws the system's error, EPIPE when nobody reads. */
export function writeWhole(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
