import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/project.ts';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process under test with what it has printed so far. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** As `ended`, but does not wait for those who inherited its output. */
  readonly exited: Promise<unknown>;
  stdout(): string;
  stderr(): string;
  /** Resolves with the match as soon as stdout (or stderr) holds it. Rejects when the process ends without it. */
  waitFor(pattern: RegExp, stream?: 'stdout' | 'stderr'): Promise<RegExpExecArray>;
}

/** The packed executable that stands for the sources' bin in `npm run pack -- --test`; undefined: the sources. */
const packed = process.env.HEADROOM_EXECUTABLE;

/** The program under test as a shell takes it at the beginning of a line. */
export const ownLine: string =
  packed === undefined ? `"${process.execPath}" "${join(root, 'sidecar/cli/headroom.mjs')}"` : `"${packed}"`;

/** The same command line of the packed executable, where one is tested; any other script stays what it is. */
function choose(node: string, args: readonly string[]): readonly [string, readonly string[]] {
  const [script = '', ...rest] = args;
  return packed !== undefined && script.endsWith('headroom.mjs') ? [packed, rest] : [node, args];
}

/** Starts this Node on a script. Nothing of our own environment but PATH and what Windows needs reaches it. */
export function startNode(
  args: readonly string[],
  options: { env?: Record<string, string>; node?: string; input?: string } = {},
): Running {
  const [command, given] = choose(options.node ?? process.execPath, args);
  return startProgram(command, given, options.env, options.input);
}

/** Starts any program, with the same of our environment. */
export function startProgram(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
  input?: string,
): Running {
  const { PATH = '', SystemRoot = '', TEMP = '' } = process.env;
  const child = spawn(command, args, {
    env: { PATH, ...(SystemRoot && { SystemRoot, TEMP }), ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  const watchers = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk;
      for (const watch of watchers) watch();
    });
  }
  if (input !== undefined) child.stdin?.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, ...text }));
  });
  const exited = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  return {
    child,
    ended,
    exited,
    stdout: () => text.stdout,
    stderr: () => text.stderr,
    waitFor(pattern, stream = 'stdout') {
      return new Promise((resolve, reject) => {
        const watch = (): void => {
          const match = pattern.exec(text[stream]);
          if (match === null) return;
          watchers.delete(watch);
          resolve(match);
        };
        watchers.add(watch);
        watch();
        ended.then(
          () => reject(new Error(`ended without ${pattern}:\n${text.stdout}\n${text.stderr}`)),
          (error) => reject(error),
        );
      });
    },
  };
}

/** Runs a script to its end. */
export function runNode(args: readonly string[], options: Parameters<typeof startNode>[1] = {}): Promise<Ended> {
  return startNode(args, options).ended;
}

/** Waits until something is so, asking again and again; the test's own time limit ends it. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}
