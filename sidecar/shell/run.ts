import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';
import { endAs, openSpool, runCaptured, runThrough, writeWhole } from '../machine/captured-run.ts';
import { readDescriptors } from '../machine/descriptors.ts';
import { asksForMachineFormat } from './machine-formats.ts';
import { quoteLine } from './quote.ts';
import { findReader } from './reader.ts';
import type { ShellOutput, Shortened } from './types.ts';
import type { Filtered } from './user-filters.ts';

/** `headroom run` loads only what it needs: single files of machine/, never its index.ts. */
export interface RunOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** See findReader. */
  readonly isWhole: boolean;
  /** Directory for what is captured meanwhile. */
  readonly spoolDir: string;
  /** Asks the engine; null when it does not answer in time. Never rejects. */
  shorten(output: ShellOutput): Promise<Shortened | null>;
  /** What the user's filters leave of an output; null when nothing is to be taken out. Never rejects. */
  filter(argv: readonly string[], output: Omit<ShellOutput, 'command'>): Promise<Filtered | null>;
}

/** Longer-running programs are passed on as they come: an agent that looks at a running command must see it move. */
const PATIENCE_MS = 30_000;
/** Larger outputs are passed on as they come; the client cuts them anyway. */
const MAX_BYTES = 8 * 1024 * 1024;
/** Below this no edit was ever seen to gain (see MIN_CHARS of the engine). */
const MIN_BYTES = 200;

/**
 * Runs a command as it would run without us – same input, same exit code, same signals – and prints what it printed,
 * shortened where an agent reads it as text. Whatever fails on our side, the command's own bytes are printed.
 * @param argv program first. @returns the exit code to end with.
 */
export async function runShortened(argv: readonly [string, ...string[]], options: RunOptions): Promise<number> {
  try {
    const descriptors = readDescriptors();
    const reader = findReader(descriptors, options.env, options.isWhole);
    const wantsText = reader === 'agent' && !asksForMachineFormat(argv);
    const spool = wantsText ? openSpool(join(options.spoolDir, nameSpool())) : null;
    if (spool === null) return endAs(await runThrough(argv));
    const merged = descriptors.stdout === descriptors.stderr;
    const { output, ...ended } = await runCaptured(argv, spool, {
      merged,
      patienceMs: PATIENCE_MS,
      maxBytes: MAX_BYTES,
    });
    if (output !== null) await print(output, { argv, exitCode: ended.code }, options);
    return endAs(ended);
  } catch (error) {
    return tellFailure(argv[0], error as NodeJS.ErrnoException);
  }
}

/** No two processes have this number at the same nanosecond; loading node:crypto for a name would cost 5 ms of every command. */
function nameSpool(): string {
  return `${process.pid}-${process.hrtime.bigint()}.out`;
}

async function print(
  output: Buffer,
  { argv, exitCode }: { argv: readonly string[]; exitCode: number },
  { shorten, filter }: RunOptions,
): Promise<void> {
  // Bytes that are no text would not survive the way to the engine and back.
  if (output.length < MIN_BYTES || !isUtf8(output)) return writeWhole(1, output);
  const whole = output.toString('utf8');
  const filtered = await filter(argv, { exitCode, text: whole });
  const text = filtered?.text ?? whole;
  const shortened = await shorten({ command: quoteLine(argv), exitCode, text });
  const isShorter = shortened !== null && shortened.tokensAfter < shortened.tokensBefore;
  if (filtered === null && !isShorter) return writeWhole(1, output);
  // What follows in the same output begins a line of its own, as it would have.
  const parts = [isShorter ? shortened.text : text, ...(filtered === null ? [] : [filtered.marker])];
  const lines = parts.map((part) => part.replace(/\n$/, '')).join('\n');
  return writeWhole(1, Buffer.from(whole.endsWith('\n') ? `${lines}\n` : lines, 'utf8'));
}

/** Exit codes of shells: 127 not found, 126 cannot be started, 141 nobody reads any more. */
function tellFailure(program: string, error: NodeJS.ErrnoException): number {
  if (error.code === 'EPIPE') return 141;
  if (error.syscall?.startsWith('spawn') !== true) throw error;
  process.stderr.write(`headroom: ${program}: ${error.code === 'ENOENT' ? 'command not found' : error.message}\n`);
  return error.code === 'ENOENT' ? 127 : 126;
}
