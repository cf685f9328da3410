/** Names are compared by this many characters of their line. */
const LONGEST_NAME = 400;

/** Names of the tests that have a report of their own, whole and without what they stand in. */
export function namesOf(headers: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const header of headers) {
    const name = bareName(header);
    names.add(name);
    names.add(name.slice(name.lastIndexOf(' > ') + (name.includes(' > ') ? 3 : 0)));
  }
  return names;
}

/** A test's name without mark, verdict and duration. */
export function bareName(line: string): string {
  return line
    .slice(0, LONGEST_NAME)
    .replace(/^\s*(?:(?:FAIL|ERROR|FAILED)(?::\s*|\s+)|[×✗✘✖❌✕●]\s*|not ok \d+\s*-?\s*|--- FAIL:\s*|\d{1,4}\)\s*)/, '')
    .replace(/\s*(?:\.\.\. (?:FAIL|FAILED|ERROR)|\(?\d+(?:\.\d+)?\s?m?s\)?)$/, '')
    .trim();
}
