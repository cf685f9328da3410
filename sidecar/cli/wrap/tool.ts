import { AppError } from '../../contract/errors.ts';
import { type Child, type Env, isStopped, type Launch, startChild, toExitCode } from '../../machine/index.ts';

/** Codes of POSIX shells for a program that is missing, or is there and cannot be run. */
export const NOT_FOUND = 127;
const NOT_RUNNABLE = 126;

/** A tool that stops itself (its own Ctrl-Z) is noticed this quickly. */
const STOP_CHECK_MS = 250;

/** Signals that are sent to us and meant for the tool. */
const passedOn: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGCONT'];

/** A terminal sends these to every process of the foreground group, so that the tool has them already. */
const fromTerminal: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/**
 * Runs a tool in our place: its terminal and pipes are ours, signals reach it once, stopping and going on included.
 * @returns its exit code, 128 + n after death by signal n, and 127 or 126 when it cannot be started.
 */
export async function runTool(launch: Launch, env: Env, isTerminal: boolean): Promise<number> {
  // Signals that arrive before the tool lives are kept, not obeyed: they would otherwise end us and leave it behind.
  const early: NodeJS.Signals[] = [];
  let child: Child | null = null;
  const pass = (signal: NodeJS.Signals): void => void (child === null ? early.push(signal) : child.kill(signal));
  const ignore = (): void => {};
  const onStop = (): void => {
    child?.kill('SIGTSTP');
    stopSelf();
  };
  const isWindows = process.platform === 'win32';
  const listeners: [NodeJS.Signals, (signal: NodeJS.Signals) => void][] = isWindows
    ? [
        ['SIGINT', ignore],
        ['SIGBREAK', ignore],
      ]
    : [
        ...passedOn.map((signal): [NodeJS.Signals, typeof pass] => [signal, pass]),
        ...fromTerminal.map((signal): [NodeJS.Signals, typeof pass] => [signal, isTerminal ? ignore : pass]),
        ['SIGTSTP', onStop],
      ];
  for (const [signal, listener] of listeners) process.on(signal, listener);
  try {
    child = await startChild(launch, { env, bond: 'shared' });
    for (const signal of early) child.kill(signal);
    const timer = isTerminal && !isWindows ? followStops(child.pid) : null;
    const ending = await child.ended;
    if (timer !== null) clearInterval(timer);
    return toExitCode(ending);
  } catch (error) {
    throw explain(launch, error);
  } finally {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  }
}

/** The shell waits for us, not for the tool: when the tool stops itself, so do we, and the prompt comes back. */
function followStops(pid: number): NodeJS.Timeout {
  let isAsking = false;
  return setInterval(async () => {
    if (isAsking) return;
    isAsking = true;
    if (await isStopped(pid)) stopSelf();
    isAsking = false;
  }, STOP_CHECK_MS);
}

function stopSelf(): void {
  process.kill(process.pid, 'SIGSTOP');
}

function explain({ command }: Launch, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') {
    return new ToolError(NOT_FOUND, `There is no program "${command}".`, 'Install it, or check PATH.', error);
  }
  if (code === 'EACCES') {
    return new ToolError(NOT_RUNNABLE, `"${command}" may not be run.`, 'Check its permissions.', error);
  }
  return error;
}

/** A tool that could not be started, with the exit code that a shell would give. */
export class ToolError extends AppError {
  readonly exitCode: number;
  constructor(exitCode: number, message: string, hint: string, cause: unknown) {
    super('wrap.tool', message, { hint, cause });
    this.exitCode = exitCode;
  }
}
