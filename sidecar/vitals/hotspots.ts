import { formatCount } from '../lib/counts.ts';
import type { FileChurn } from './churn.ts';
import type { Confidence, Coupling, History, Hotspot, Measure, SourceFile } from './types.ts';

const DAY_MS = 86_400_000;
const MAX_HOTSPOTS = 20;
/** Fewer changes than this are no habit. */
const MIN_COMMITS = 3;
/** Commits of a project from which a ranking by change says something. */
const ENOUGH = 50;
const TOO_FEW = 10;
/** What the most entangled file gets on top. */
const COUPLING_SHARE = 0.3;

/** Code that is complex and changes often, the hottest first. Nothing where the history is too short to tell. */
export function rankHotspots(
  files: readonly SourceFile[],
  churn: ReadonlyMap<string, FileChurn>,
  measures: ReadonlyMap<string, Measure>,
  couplings: readonly Coupling[],
): Hotspot[] {
  const partners = new Map<string, string[]>();
  for (const { files: pair } of couplings) {
    for (const [own, other] of [pair, [pair[1], pair[0]] as const])
      partners.set(own, [...(partners.get(own) ?? []), other]);
  }
  const most = Math.max(1, ...[...partners.values()].map((list) => list.length));
  const rated = files.flatMap(({ path, role }) => {
    const changed = churn.get(path);
    const read = measures.get(path);
    if (role !== 'code' || read === undefined || read.isGenerated || changed === undefined) return [];
    if (changed.commits < MIN_COMMITS || read.complexity === 0) return [];
    const coupled = partners.get(path) ?? [];
    // The square root keeps one enormous file from making every other one look cool.
    const heat = changed.weight * Math.sqrt(read.complexity) * (1 + (COUPLING_SHARE * coupled.length) / most);
    const { commits } = changed;
    return [{ path, heat, commits, lines: read.lines, complexity: read.complexity, coupled: coupled.slice(0, 3) }];
  });
  const hottest = Math.max(...rated.map(({ heat }) => heat));
  return rated
    .sort((a, b) => b.heat - a.heat)
    .slice(0, MAX_HOTSPOTS)
    .map(({ heat, ...rest }) => ({ ...rest, score: Math.round((heat / hottest) * 100) }));
}

/** How far figures about change can be trusted, and why. @param now ms since the epoch */
export function rateConfidence(history: History | null, now: number): Confidence {
  if (history === null) return { level: 'none', reason: 'There is no git history; nothing is said about change.' };
  const count = history.commits.length;
  const idleDays = Math.floor((now - history.headAt) / DAY_MS);
  const idle = idleDays > 90 ? ` The last commit is ${idleDays} days old.` : '';
  const partial = history.isPartial ? ' The history is not complete here.' : '';
  const span = history.days <= 365 ? 'year' : `${Math.round(history.days / 365)} years`;
  const found = `${formatCount(count, 'commit')} by people in the ${span} before the last one.${idle}${partial}`;
  if (count < TOO_FEW) return { level: 'none', reason: `Too little history to rank files: ${found}` };
  if (count < ENOUGH) return { level: 'low', reason: `A short history, so the ranking is rough: ${found}` };
  return { level: 'good', reason: found };
}
