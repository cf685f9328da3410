/** Whether a text is as a pattern says, in which `*` stands for anything, also for nothing. Takes time in their product at most. */
export function matchesWildcard(pattern: string, text: string): boolean {
  let [at, inPattern, star, retry] = [0, 0, -1, 0];
  while (at < text.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern++;
      retry = at;
    } else if (pattern[inPattern] === text[at]) {
      inPattern++;
      at++;
    } else if (star >= 0) {
      // The last star takes one more.
      inPattern = star + 1;
      at = ++retry;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern++;
  return inPattern === pattern.length;
}
