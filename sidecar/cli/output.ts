import { stripVTControlCharacters } from 'node:util';
import { AppError, type ErrorCode } from '../contract/errors.ts';
import type { Io, Output } from './types.ts';

/** Sysexits' EX_SOFTWARE: the program itself is at fault. */
const EXIT_DEFECT = 70;

/** What the user typed or set is wrong; everything else that is expected is 1. */
const USED_WRONGLY: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'cli.usage',
  'settings.invalid',
  'price.invalid',
  'port.invalid',
]);

/** Writes and waits until the stream has taken it, so that a large answer to a slow pipe does not pile up in memory. */
export function writeAll(output: Output, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** As {@link writeAll} for what others can do without: a reader that is gone is no reason not to go on. */
export async function writeUnlessGone(output: Output, text: string): Promise<void> {
  try {
    await writeAll(output, text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

/** One line for people. */
export function say(io: Io, line: string): void {
  io.stderr.write(`${line}\n`);
}

/** Colours only where they are seen as colours. */
export function plainUnlessTty(output: Output, text: string): string {
  return output.isTTY ? text : stripVTControlCharacters(text);
}

/**
 * Tells what went wrong and gives the exit code: expected failures as one sentence and the next step, defects with
 * their stack.
 */
export function tellFailure(io: Io, error: unknown): number {
  if (error instanceof AppError) {
    say(io, `headroom: ${error.message}`);
    if (error.hint !== undefined) say(io, `  ${error.hint}`);
    return USED_WRONGLY.has(error.code) ? 2 : 1;
  }
  say(io, 'headroom: this is a defect in Headroom, not in what you did. Please report the lines below.');
  say(io, error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT_DEFECT;
}
