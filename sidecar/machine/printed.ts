import { spawn } from 'node:child_process';

export interface ProgramOptions {
  readonly cwd?: string;
  /** Given on standard input, which is then closed. */
  readonly input?: string;
  /** Laid over this process's environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  readonly maxBytes: number;
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
  const { cwd, input, env = {}, timeoutMs, maxBytes } = options;
  return new Promise((resolve) => {
    const child = spawn(file, [...args], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'ignore'],
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
    child.stdout.on('data', (chunk: Buffer) => {
      if (isCut) return;
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) cut();
    });
    const end = (code: number | null): void => {
      clearTimeout(timer);
      resolve({ code, stdout: Buffer.concat(chunks).toString('utf8'), isCut });
    };
    child.once('error', () => end(null));
    child.once('close', end);
    // A program that ends without reading its input is no failure of ours.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}
