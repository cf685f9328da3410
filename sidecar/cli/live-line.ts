import type { Output } from './types.ts';

/** A log file must not grow with every request: at most one line in this time. */
const QUIET_MS = 10_000;

/** A line that is kept up to date: rewritten in place on a terminal, appended now and then elsewhere. */
export interface LiveLine {
  /** Shows a new text. The same text again shows nothing. */
  show(text: string): void;
  /** Leaves the cursor below the last text and shows no more. */
  end(): void;
}

/** @param now clock in ms, for the pauses where lines are appended. */
export function createLiveLine(output: Output, now: () => number = Date.now): LiveLine {
  let shown = '';
  let pending = '';
  let shownAt = Number.NEGATIVE_INFINITY;
  const append = (text: string): void => {
    output.write(`${text}\n`);
    shown = text;
    shownAt = now();
  };
  if (output.isTTY !== true) {
    return {
      show(text) {
        pending = text;
        if (text !== shown && now() - shownAt >= QUIET_MS) append(text);
      },
      end() {
        if (pending !== shown) append(pending);
      },
    };
  }
  return {
    show(text) {
      // A line that wraps cannot be rewritten: it would leave its first half behind.
      const fitting = text.slice(0, Math.max(20, (output.columns ?? 80) - 1));
      if (fitting === shown) return;
      output.write(`\r\x1b[2K${fitting}`);
      shown = fitting;
    },
    end() {
      if (shown !== '') output.write('\n');
      shown = '';
    },
  };
}
