/** The inverse of a delta, written from its legend alone. */

const HEAD = /^\[headroom: what is new here; "=12-40" stands for the unchanged lines 12 to 40 of (.*)\]$/;
const GUTTER = /^\s*(\d+)(?:\t|→|[:|])/;

export const isDelta = (text: string): boolean => HEAD.test(text.split('\n')[0]!);

/** How many tool results above the named copy stands. */
export function stepsAbove(delta: string): number {
  const place = HEAD.exec(delta.split('\n')[0]!)![1]!;
  if (place.endsWith('in this same result')) return 0;
  if (place.endsWith('in the tool result before this one')) return 1;
  return Number(/(\d+) tool results above$/.exec(place)![1]);
}

/** Writes the newer text again. Line numbers are those that the lines of the base show, if all do, else their place. */
export function applyDelta(base: string, delta: string): string {
  const lines = base.split('\n');
  const numbered = lines.filter((line) => GUTTER.test(line)).length >= lines.length * 0.9 && isCounted(lines);
  const find = (label: number): number =>
    numbered ? lines.findIndex((line) => Number(GUTTER.exec(line)?.[1]) === label) : label - 1;
  return delta
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const range = /^=(\d+)-(\d+)$/.exec(line);
      if (range === null) return [line];
      return lines.slice(find(Number(range[1])), find(Number(range[2])) + 1);
    })
    .join('\n');
}

function isCounted(lines: readonly string[]): boolean {
  const numbers = lines.flatMap((line) => GUTTER.exec(line)?.[1] ?? []).map(Number);
  return numbers.every((number, at) => at === 0 || number > numbers[at - 1]!);
}
