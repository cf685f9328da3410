import { say } from './output.ts';
import type { Io } from './types.ts';

/** No faster than anybody reads. */
const EVERY_MS = 200;

/** Tells what is being done, a line each, as often as it can be read; nothing unless it is wanted. */
export function createTeller(io: Io, isWanted: boolean, now: () => number = Date.now): (step: string) => void {
  let lastAt = Number.NEGATIVE_INFINITY;
  return (step) => {
    const at = now();
    if (!isWanted || at - lastAt < EVERY_MS) return;
    lastAt = at;
    say(io, step);
  };
}
