/** The inverse of foldBlocks, as a reader would do it: counts and references point into the lines before them. */
export function unfoldBlocks(folded: readonly string[]): string[] {
  const lines: string[] = [];
  for (const line of folded) {
    const reference = /^… lines (\d+)–(\d+) again(?: \(.*\))?$/.exec(line);
    const counted = / ×(\d+)$/.exec(line);
    if (reference !== null) lines.push(...lines.slice(Number(reference[1]) - 1, Number(reference[2])));
    else if (counted !== null) {
      for (let i = 0; i < Number(counted[1]); i++) lines.push(line.slice(0, counted.index));
    } else lines.push(line);
  }
  return lines;
}
