/** What a filter does with the lines of a command that ended well. Pure. */
export interface LineRules {
  /** Where there are some, only lines stay that one of them finds something in. */
  readonly keep: readonly RegExp[];
  /** Lines that go. */
  readonly drop: readonly RegExp[];
  /** Of three or more such lines in a row only the first stays, with a count. */
  readonly fold: readonly RegExp[];
}

/** What is left of an output. */
export interface FilteredLines {
  readonly text: string;
  readonly shown: number;
  readonly total: number;
}

/** Runs shorter than this cost as much as the line that counts them. */
const MIN_RUN = 3;

/** Words by which a line tells of trouble. Such a line stays whatever a filter says: red output never reads green. */
const red =
  /\b(?:errors?|err|fail(?:ed|s|ure|ures|ing)?|fatal|panic(?:ked)?|exceptions?|traceback|warn(?:ings?)?|denied|critical|abort(?:ed)?|not ok|killed|undefined|unresolved|cannot|missing)\b|ERR!|[✗✘✖×❌]/i;

/** @returns null when the rules take nothing out. */
export function filterLines(text: string, { keep, drop, fold }: LineRules): FilteredLines | null {
  const hasEnd = text.endsWith('\n');
  const lines = (hasEnd ? text.slice(0, -1) : text).split('\n');
  const left = lines.filter((line) => {
    if (red.test(line)) return true;
    const isKept = keep.length === 0 || keep.some((rule) => rule.test(line));
    return isKept && !drop.some((rule) => rule.test(line));
  });
  const folded = foldRuns(left, fold);
  if (folded.shown === lines.length) return null;
  return { text: folded.lines.join('\n') + (hasEnd ? '\n' : ''), shown: folded.shown, total: lines.length };
}

function foldRuns(lines: readonly string[], rules: readonly RegExp[]): { lines: string[]; shown: number } {
  const made: string[] = [];
  let shown = 0;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const rule = red.test(line) ? undefined : rules.find((one) => one.test(line));
    let end = at + 1;
    while (rule !== undefined && end < lines.length && rule.test(lines[end]!) && !red.test(lines[end]!)) end++;
    const isRun = end - at >= MIN_RUN;
    made.push(...(isRun ? [line, `… ${end - at - 1} more lines like this`] : lines.slice(at, end)));
    shown += isRun ? 1 : end - at;
    at = end;
  }
  return { lines: made, shown };
}
