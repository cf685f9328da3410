import type { Hint } from './types.ts';

/** A line that the command line itself prints between the outputs of its commands. */
export interface Separator {
  /** What stands in the line for the variable, '' without one; null when this is another line. */
  match(line: string): string | null;
  /** What is known of the text behind such a line. @param value what {@link Separator.match} gave */
  hintFor(value: string): Partial<Hint>;
}

/** Longer command lines are scripts; their first commands tell enough. */
const LONGEST_COMMAND = 4000;
const MOST_SEPARATORS = 40;
/** Shorter titles ("ok", "-") are printed by other commands as well. */
const MIN_TITLE = 3;
const ECHO =
  /(?:^|[;&|\n({]|\bdo|\bthen)\s*(?:echo|printf)\s+(?:-[neE]+\s+)?(?:"([^"\n]{1,300})"|'([^'\n]{1,300})'|([^\s;&|<>"'][^;&|<>"'\n]{0,200}))/g;
const VARIABLE = /\$(?:\{\w{1,40}\}|\w{1,40})/;
/** Commands that print a file as it is. */
const SHOWS = /^\s*(?:cat|head|tail|sed\s+-n|nl|bat)\s/;

/** The titles that a command line echoes, with what is known of what it prints behind each. */
export function separatorsOf(command: string): readonly Separator[] {
  if (!command.includes('echo') && !command.includes('printf')) return [];
  const source = command.slice(0, LONGEST_COMMAND);
  const found = [...source.matchAll(ECHO)].slice(0, MOST_SEPARATORS);
  return found.flatMap((match, i) => {
    const title = (match[1] ?? match[2] ?? match[3] ?? '').replaceAll('\\n', ' ').trim();
    const behind = source.slice(match.index + match[0].length, found[i + 1]?.index).replace(/^[\s;&|"')}]+/, '');
    return title.length < MIN_TITLE ? [] : [makeSeparator(title, behind, match[2] === undefined)];
  });
}

function makeSeparator(title: string, behind: string, expands: boolean): Separator {
  const variable = expands ? VARIABLE.exec(title) : null;
  if (variable === null) return { match: (line) => (line === title ? '' : null), hintFor: () => ({ command: behind }) };
  const before = title.slice(0, variable.index);
  const after = title.slice(variable.index + variable[0].length);
  const isTelling = !/^[\w\s]*$/.test(before + after) && !VARIABLE.test(after);
  return {
    match: (line) =>
      isTelling && line.length > before.length + after.length && line.startsWith(before) && line.endsWith(after)
        ? line.slice(before.length, line.length - after.length)
        : null,
    hintFor: (value) =>
      SHOWS.test(behind)
        ? { tool: 'read', command: '', path: value }
        : { command: behind.replaceAll(variable[0], value) },
  };
}
