/** Semantic versions (semver.org, 2.0.0), as far as two of them are to be compared; what is built into one (+…) says nothing. */
const VERSION = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z.-]{1,64}))?(?:\+[0-9A-Za-z.-]{1,64})?$/;

export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/** Above 0 when the first is the newer one, below when the second is; 0 also when one is no version. */
export function compareVersions(first: string, second: string): number {
  const [one, two] = [VERSION.exec(first), VERSION.exec(second)];
  if (one === null || two === null) return 0;
  for (const at of [1, 2, 3]) {
    const difference = Number(one[at]) - Number(two[at]);
    if (difference !== 0) return difference;
  }
  return compareTrials(one[4], two[4]);
}

/** A trial ("rc.2") comes before the version that it is for; its parts count as numbers where they are some. */
function compareTrials(first: string | undefined, second: string | undefined): number {
  if (first === undefined || second === undefined) return Number(second !== undefined) - Number(first !== undefined);
  const [one, two] = [first.split('.'), second.split('.')];
  for (let at = 0; at < Math.max(one.length, two.length); at++) {
    const difference = compareParts(one[at], two[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareParts(first: string | undefined, second: string | undefined): number {
  if (first === undefined || second === undefined) return Number(first !== undefined) - Number(second !== undefined);
  const areNumbers = [/^\d+$/.test(first), /^\d+$/.test(second)];
  if (areNumbers[0] && areNumbers[1]) return Number(first) - Number(second);
  // Numbers come before words.
  if (areNumbers[0] !== areNumbers[1]) return areNumbers[0] ? -1 : 1;
  return first < second ? -1 : Number(first > second);
}

/** Whether it is a trial of a version to come ("2.0.0-rc.1"). */
export function isTrial(text: string): boolean {
  return VERSION.exec(text)?.[4] !== undefined;
}

/**
 * Whether a newer version may break who used the older one: the first number that is not 0 is another ("1.4.0" → "2.0.0",
 * "0.4.1" → "0.5.0"), as caret ranges of npm and Cargo have it. False also when one is no version.
 */
export function mayBreak(newer: string, older: string): boolean {
  const [one, two] = [VERSION.exec(newer), VERSION.exec(older)];
  if (one === null || two === null || compareVersions(newer, older) <= 0) return false;
  const at = Number(two[1]) > 0 || one[1] !== two[1] ? 1 : Number(two[2]) > 0 || one[2] !== two[2] ? 2 : 3;
  return one[at] !== two[at];
}
