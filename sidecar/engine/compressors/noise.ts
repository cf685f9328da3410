import { hasControl, hasSameWords, isProgress, renderTerminal } from '../log/terminal.ts';
import { readNumbered } from '../numbered.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/** Commands that show a file, and diffs: there a blank at the end of a line and an empty line mean something. */
const EXACT_COMMAND =
  /(?:^|[;&|]\s*)(?:cat|bat|head|tail|sed|awk|nl|less|more|xxd|od|hexdump|base64|diff|git\s+(?:diff|show|log|blame|apply|format-patch|stash\s+show))\b/;
const DIFF = /^(?:diff --git |@@ -\d)/m;
/** Progress that is printed line by line is thinned out when at least this many states follow each other. */
const LEAST_STATES = 3;
/** More empty lines in a row than this say nothing more. */
const MOST_EMPTY = 1;

/**
 * What readers do not look at: numbers in front of the lines of data; what terminals act on: colours and other control sequences, lines that were written over by
 * their newer state, backspaces; in the output of commands also blanks at line ends, rows of empty lines and progress
 * printed line by line. No visible word changes.
 */
export const noise = {
  id: 'noise',
  stage: 'clean',

  score(text: string, hint: Hint): number {
    if (text.includes('\0') || !/\S/.test(text)) return 0;
    if (hasControl(text) || isNumberedJson(text)) return 1;
    return isFreeForm(text, hint) && hasLooseSpace(text) ? 0.6 : 0;
  },

  compress(text: string, hint: Hint, _goal: Goal): Compressed | null {
    if (text.includes('\0') || !/\S/.test(text)) return null;
    const bare = isNumberedJson(text) ? withoutNumbers(text) : text;
    const shown = hasControl(bare) ? renderTerminal(bare) : bare;
    const tidy = isFreeForm(shown, hint) ? tidyLines(shown) : shown;
    return tidy === text || tidy.length >= text.length || tidy.trim() === '' ? null : { text: tidy };
  },
} as const satisfies Compressor;

/** Data that a tool for files shows: what its lines are called says nothing about it, and it has no place in JSON. */
function isNumberedJson(text: string): boolean {
  return /^\s{0,8}1(?:\t|→|[:|])\s*[[{]/.test(text);
}

function withoutNumbers(text: string): string {
  const { contents, isNumbered } = readNumbered(text);
  return isNumbered ? contents.join('\n') : text;
}

/** Output of a command whose blanks carry no meaning. */
function isFreeForm(text: string, hint: Hint): boolean {
  return hint.command !== '' && !EXACT_COMMAND.test(hint.command.slice(0, 2000)) && !DIFF.test(text.slice(0, 20_000));
}

function hasLooseSpace(text: string): boolean {
  return /[ \t]\r?\n|\n\r?\n\r?\n/.test(text) || /\d\s?%/.test(text);
}

function tidyLines(text: string): string {
  const lines: string[] = [];
  let empty = 0;
  let states = 0;
  for (const raw of text.split('\n')) {
    const line = trimEnd(raw);
    const isEmpty = line === '' || line === '\r';
    empty = isEmpty ? empty + 1 : 0;
    if (empty > MOST_EMPTY) continue;
    const before = lines.at(-1) ?? '';
    const isNext = !isEmpty && isProgress(line) && isProgress(before) && hasSameWords(before, line);
    states = isNext ? states + 1 : 1;
    // Of a row of states the first and the last stay.
    if (isNext && states >= LEAST_STATES) lines.pop();
    lines.push(line);
  }
  return lines.join('\n');
}

/** Without blanks at the end; a carriage return in front of the line feed stays. */
function trimEnd(line: string): string {
  const last = line.charCodeAt(line.length - 1);
  if (last !== 32 && last !== 9 && last !== 13) return line;
  const end = last === 13 ? '\r' : '';
  const content = end === '' ? line : line.slice(0, -1);
  const trimmed = content.trimEnd();
  return trimmed.length === content.length ? line : trimmed + end;
}
