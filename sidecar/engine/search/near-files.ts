/** Words of a path that people use for it: parts of folder and file names, lower case, four letters or more. */
const PATH_WORDS = /[A-Z]?[a-z]{3,}|[A-Z]{4,}/g;
/** A word in more than this share of the files says nothing about any of them. */
const COMMON_SHARE = 0.2;

/** Files whose path carries a word of the question that few other paths carry. */
export function findNearFiles(paths: ReadonlySet<string>, words: ReadonlySet<string>): Set<string> {
  const byWord = new Map<string, string[]>();
  for (const path of paths) {
    const seen = new Set<string>();
    for (const part of path.match(PATH_WORDS) ?? []) {
      const word = part.toLowerCase();
      if (!words.has(word) || seen.has(word)) continue;
      seen.add(word);
      const list = byWord.get(word);
      if (list === undefined) byWord.set(word, [path]);
      else list.push(path);
    }
  }
  const near = new Set<string>();
  for (const list of byWord.values()) {
    if (list.length <= Math.max(2, paths.size * COMMON_SHARE)) for (const path of list) near.add(path);
  }
  return near;
}
