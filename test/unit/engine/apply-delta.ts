/** The inverse of a delta, written from its legend alone. */

const HEAD = /^\[headroom: new lines; "=12-40" stands for lines 12 to 40(, numbers in front apart,)? of (.*)\]$/;
const GUTTER = /^(\s*)(\d+)(\t|→|[:|])/;

export const isDelta = (text: string): boolean => HEAD.test(text.split('\n')[0]!);

/** Whether the delta says that the earlier copy shows other numbers in front of its lines, or none. */
export const hasOtherNumbers = (delta: string): boolean => HEAD.exec(delta.split('\n')[0]!)![1] !== undefined;

/** How many tool results above the named copy stands. */
export function stepsAbove(delta: string): number {
  const place = HEAD.exec(delta.split('\n')[0]!)![2]!;
  if (place.endsWith('in this same result')) return 0;
  if (place.endsWith('in the tool result before this one')) return 1;
  return Number(/(\d+) tool results above$/.exec(place)![1]);
}

/** A line without the number in front. */
export const bare = (line: string): string => line.replace(GUTTER, '');

/** Writes the newer text again. Line numbers are those that the lines of the base show, if most do, else their place. */
export function applyDelta(base: string, delta: string): string {
  const lines = base.split('\n');
  const numbered = lines.filter((line) => GUTTER.test(line)).length >= lines.length * 0.6 && isCounted(lines);
  const find = (label: number): number =>
    numbered ? lines.findIndex((line) => Number(GUTTER.exec(line)?.[2]) === label) : label - 1;
  return delta
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const range = /^=(\d+)-(\d+)(?: \(now (\d+)-\d+\))?$/.exec(line);
      if (range === null) return [line];
      const named = lines.slice(find(Number(range[1])), find(Number(range[2])) + 1);
      const first = range[3];
      return first === undefined ? named : named.map((one, at) => renumber(one, Number(first) + at));
    })
    .join('\n');
}

/** The same line with another number in front, right-aligned as before. */
function renumber(line: string, number: number): string {
  const match = GUTTER.exec(line);
  if (match === null) return line;
  const width = match[1]!.length + match[2]!.length;
  return String(number).padStart(width) + line.slice(width);
}

function isCounted(lines: readonly string[]): boolean {
  const numbers = lines.flatMap((line) => GUTTER.exec(line)?.[2] ?? []).map(Number);
  return numbers.every((number, at) => at === 0 || number > numbers[at - 1]!);
}
