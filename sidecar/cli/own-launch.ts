import { fileURLToPath } from 'node:url';
import { isPacked, type Launch } from '../machine/index.ts';

/** The program that this is, as a command and its first arguments: Node with our bin, or the packed executable alone. */
export function findOwnProgram(): readonly [string, ...string[]] {
  if (isPacked) return [process.execPath];
  return [process.execPath, fileURLToPath(new URL('./headroom.mjs', import.meta.url))];
}

/** How this program is started with other arguments. */
export function launchOwn(args: readonly string[]): Launch {
  const [command, ...rest] = findOwnProgram();
  return { command, args: [...rest, ...args] };
}
