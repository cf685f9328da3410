import type { FileChurn } from './churn.ts';
import type { History, Knowledge, SourceFile } from './types.ts';

const DAY_MS = 86_400_000;
/** Half a year without a commit: whoever knew a file may have gone. */
const GONE_DAYS = 180;
const MIN_COMMITS = 4;
const MIN_SHARE = 0.8;
const MAX_ORPHANS = 10;

/** Who knows what. Null when the history names nobody. */
export function rateKnowledge(
  { commits, headAt }: History,
  files: readonly SourceFile[],
  churn: ReadonlyMap<string, FileChurn>,
): Knowledge | null {
  const lastSeen = new Map<string, number>();
  for (const { author, at } of commits) lastSeen.set(author, Math.max(lastSeen.get(author) ?? 0, at));
  if (lastSeen.size === 0) return null;
  const mains = files.flatMap(({ path, role }) => {
    const one = churn.get(path);
    if (role !== 'code' || one === undefined) return [];
    const [author = '', count = 0] = [...one.byAuthor].sort((a, b) => b[1] - a[1])[0] ?? [];
    return [{ path, author, commits: one.commits, share: count / one.commits }];
  });
  const orphans = mains
    .filter(({ author, commits: count, share }) => {
      const gone = headAt - (lastSeen.get(author) ?? 0) > GONE_DAYS * DAY_MS;
      return gone && count >= MIN_COMMITS && share >= MIN_SHARE;
    })
    .sort((a, b) => b.commits - a.commits)
    .slice(0, MAX_ORPHANS)
    .map(({ path, author, share }) => ({ path, author, share, lastAt: lastSeen.get(author) ?? 0 }));
  return { authors: lastSeen.size, truckFactor: countTruckFactor(mains), orphans };
}

/** People whose leaving would take the main author of half of the files away; null without files. */
function countTruckFactor(mains: readonly { readonly author: string }[]): number | null {
  if (mains.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { author } of mains) counts.set(author, (counts.get(author) ?? 0) + 1);
  let covered = 0;
  let people = 0;
  for (const count of [...counts.values()].sort((a, b) => b - a)) {
    if (covered >= mains.length / 2) break;
    covered += count;
    people += 1;
  }
  return people;
}
