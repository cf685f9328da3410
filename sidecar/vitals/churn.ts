import type { Commit, Coupling, History } from './types.ts';

const DAY_MS = 86_400_000;
/** A change counts half after so many days: what is edited now matters more than what was edited last winter. */
const HALF_LIFE_DAYS = 120;
/** Commits with more files tell little about pairs, and cost their square. */
const MAX_PAIRED_FILES = 40;
/** Pairs seen together less often may be chance. */
const MIN_TOGETHER = 5;
/** Lower bound of the share from which two files belong together. */
const MIN_STRENGTH = 0.35;

export interface FileChurn {
  readonly commits: number;
  /** Commits, each weighted by its age. */
  readonly weight: number;
  readonly byAuthor: ReadonlyMap<string, number>;
  readonly lastAt: number;
}

/** How often each file changed, by whom. Only files that still exist. */
export function countChurn({ commits, headAt }: History, exists: (path: string) => boolean): Map<string, FileChurn> {
  const churn = new Map<string, { commits: number; weight: number; byAuthor: Map<string, number>; lastAt: number }>();
  for (const { at, author, files } of commits) {
    const weight = 0.5 ** (Math.max(0, headAt - at) / DAY_MS / HALF_LIFE_DAYS);
    for (const { path } of files) {
      if (!exists(path)) continue;
      const one = churn.get(path) ?? { commits: 0, weight: 0, byAuthor: new Map<string, number>(), lastAt: at };
      one.commits += 1;
      one.weight += weight;
      one.byAuthor.set(author, (one.byAuthor.get(author) ?? 0) + 1);
      one.lastAt = Math.max(one.lastAt, at);
      churn.set(path, one);
    }
  }
  return churn;
}

/** Pairs of files that change together more often than chance explains; the strongest first. */
export function findCouplings(commits: readonly Commit[], isRated: (path: string) => boolean): Coupling[] {
  const alone = new Map<string, number>();
  const together = new Map<string, number>();
  for (const { files } of commits) {
    const paths = [...new Set(files.map(({ path }) => path).filter(isRated))].sort();
    for (const path of paths) alone.set(path, (alone.get(path) ?? 0) + 1);
    if (paths.length > MAX_PAIRED_FILES) continue;
    for (let a = 0; a < paths.length; a++) {
      for (let b = a + 1; b < paths.length; b++) {
        const pair = `${paths[a]}\0${paths[b]}`;
        together.set(pair, (together.get(pair) ?? 0) + 1);
      }
    }
  }
  return [...together]
    .filter(([, count]) => count >= MIN_TOGETHER)
    .map(([pair, count]) => {
      const [first = '', second = ''] = pair.split('\0');
      const rarer = Math.min(alone.get(first) ?? 0, alone.get(second) ?? 0);
      return { files: [first, second] as const, together: count, strength: wilson(count, rarer) };
    })
    .filter(({ strength }) => strength >= MIN_STRENGTH)
    .sort((a, b) => b.strength - a.strength || b.together - a.together);
}

/** Lower bound of a share at 95 % (Wilson 1927): two of two is far less certain than forty of forty. */
export function wilson(hits: number, total: number): number {
  if (total === 0) return 0;
  const z = 1.96;
  const share = hits / total;
  const spread = z * Math.sqrt((share * (1 - share) + (z * z) / (4 * total)) / total);
  return Math.max(0, (share + (z * z) / (2 * total) - spread) / (1 + (z * z) / total));
}
