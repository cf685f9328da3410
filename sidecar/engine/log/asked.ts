import type { Hint } from '../types.ts';

/** A word that stands on more lines than this share, and on more than a few, says nothing about which line was meant. */
const MOST_SHARE = 0.02;
const MOST_HITS = 3;
/** Terms that look like an id (a digit or a joiner inside) may stand on more lines. */
const MOST_ID_HITS = 60;
/** Of an id on still more lines, this many first and last lines. */
const ENDS = 12;
/** What stands on more lines than this share is what all of the text is about: fewer of them say it. */
const EVERYWHERE = 0.5;
const ENDS_EVERYWHERE = 1;
const ID = /\d|[a-z0-9][_.:@/#-][a-z0-9]/;

/**
 * Numbers of the lines that carry what was asked for. Terms on many lines are left out, except for ids, of which the
 * first and the last lines count.
 * @param terms lower case, see Hint.terms
 * @param targets those of them that only name what a command ran: on many lines they say nothing, ids or not
 */
export function findAsked(
  lines: readonly string[],
  terms: readonly string[],
  targets: ReadonlySet<string> = new Set(),
): Set<number> {
  const asked = new Set<number>();
  if (terms.length === 0) return asked;
  const lower = lines.map((line) => line.toLowerCase());
  const text = lower.join('\n');
  const starts = startsOf(lower);
  for (const term of new Set(terms)) {
    if (term.length < 2 || term.includes('\n')) continue;
    const isId = ID.test(term) && !targets.has(term);
    const hits = findTerm(text, starts, term);
    const most = isId ? MOST_ID_HITS : Math.max(MOST_HITS, Math.floor(lines.length * MOST_SHARE));
    const isEverywhere = isId && hits.length > Math.max(MOST_HITS, lines.length * EVERYWHERE);
    const ends = isEverywhere ? ENDS_EVERYWHERE : ENDS;
    if (hits.length <= most && !isEverywhere) for (const hit of hits) asked.add(hit);
    else if (isId) for (const hit of [...hits.slice(0, ends), ...hits.slice(-ends)]) asked.add(hit);
  }
  return asked;
}

/** The terms that stand in the command alone: what was built or tested, not what somebody wants to know of it. */
export function findTargets({ command, question, terms }: Hint): Set<string> {
  const [ran, asked] = [command.toLowerCase(), question.toLowerCase()];
  return new Set(terms.filter((term) => ran.includes(term) && !asked.includes(term)));
}

function startsOf(lines: readonly string[]): Int32Array {
  const starts = new Int32Array(lines.length);
  let at = 0;
  for (let i = 0; i < lines.length; i++) {
    starts[i] = at;
    at += lines[i]!.length + 1;
  }
  return starts;
}

/** Lines that hold a term as a whole word, ascending. */
function findTerm(text: string, starts: Int32Array, term: string): number[] {
  const hits: number[] = [];
  let line = 0;
  let at = text.indexOf(term);
  while (at >= 0) {
    if (isWhole(text, at, at + term.length)) {
      line = lineAt(starts, at, line);
      hits.push(line);
      if (line + 1 >= starts.length) break;
      at = text.indexOf(term, starts[line + 1]!);
    } else at = text.indexOf(term, at + 1);
  }
  return hits;
}

function isWhole(text: string, from: number, to: number): boolean {
  return (
    !(isWordCode(text.charCodeAt(from)) && isWordCode(text.charCodeAt(from - 1))) && !isWordCode(text.charCodeAt(to))
  );
}

function isWordCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || code === 95 || code > 127;
}

function lineAt(starts: Int32Array, at: number, from: number): number {
  let low = from;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
