import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ProgramOptions {
  readonly cwd?: string;
  /** Given on standard input, which is then closed. */
  readonly input?: string;
  /** Laid over this process's environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Told each line that the program writes to standard error, which is left aside otherwise. */
  readonly onErrorLine?: (line: string) => void;
  /** Ends the program, as a bound does. */
  readonly signal?: AbortSignal;
}

/** What a program printed, as far as the bounds let it. */
export interface Printed {
  /** Exit code; null when it could not be started or was ended. */
  readonly code: number | null;
  readonly stdout: string;
  /** True when a bound ended it: the output is a beginning. */
  readonly isCut: boolean;
}

/** Runs a program without a shell and keeps what it printed, also when a bound ended it. */
export function runProgram(file: string, args: readonly string[], options: ProgramOptions): Promise<Printed> {
  const { cwd, input, env = {}, timeoutMs, maxBytes, onErrorLine, signal } = options;
  return new Promise((resolve) => {
    const child = spawn(file, [...args], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', onErrorLine === undefined ? 'ignore' : 'pipe'],
      windowsHide: true,
      ...(cwd === undefined ? {} : { cwd }),
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let isCut = false;
    const cut = (): void => {
      isCut = true;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(cut, timeoutMs);
    if (signal?.aborted) cut();
    else signal?.addEventListener('abort', cut, { once: true });
    if (onErrorLine !== undefined && child.stderr !== null) createInterface(child.stderr).on('line', onErrorLine);
    child.stdout?.on('data', (chunk: Buffer) => {
      if (isCut) return;
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) cut();
    });
    const end = (code: number | null): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cut);
      resolve({ code, stdout: Buffer.concat(chunks).toString('utf8'), isCut });
    };
    child.once('error', () => end(null));
    child.once('close', end);
    // A program that ends without reading its input is no failure of ours.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
  });
}
