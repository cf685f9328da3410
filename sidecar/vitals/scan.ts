import { join } from 'node:path';
import { type Env, readSource } from '../machine/index.ts';
import { countChurn, findCouplings } from './churn.ts';
import { judgeDependencies } from './dependencies.ts';
import { findDocumentDrift } from './document-drift.ts';
import { findDuplicates } from './duplicates.ts';
import { borrowGit, isInGit, makeGit } from './git.ts';
import { readHistory } from './history.ts';
import { rankHotspots, rateConfidence } from './hotspots.ts';
import { listSourceFiles } from './inventory.ts';
import { rateKnowledge } from './knowledge.ts';
import { type Memory, readMemory, writeMemory } from './memory.ts';
import { keyOf, MAX_SOURCE_BYTES, measureFiles } from './reading.ts';
import type { Drift, History, Hotspot, Measure, SourceFile, VitalsReport } from './types.ts';

const DAY_MS = 86_400_000;
/** At least so long the code is looked through for what seems unused, also where reading took all of its time. */
const NAMING_MS = 4000;
/** Reading ends after this; the rest of a scan of 100,000 files takes less than half as long. */
const READING_MS = 12_000;
const LARGE_LINES = 800;
/** Of code; about a hundred with blanks and comments. */
const LARGE_FUNCTION_LINES = 70;
const MAX_LISTED = 15;
/** A file has grown when it is half as long again and by so many lines. */
const GROWN_LINES = 100;
/** Lockfiles are read whole. Bytes. */
const MAX_LOCK_BYTES = 32 * 1024 * 1024;

export interface ScanOptions {
  /** Told in words what is done next. */
  readonly onStep?: (step: string) => void;
  /** The environment in which registries are asked about dependencies; without it nobody is asked anything. */
  readonly online?: Env;
}

/**
 * Looks a project over. Reads only, but for its own memory in <home>/vitals.
 * @param project absolute path of a directory; @param home of Headroom
 */
export async function scanVitals(
  project: string,
  home: string,
  { onStep = () => undefined, online }: ScanOptions = {},
): Promise<VitalsReport> {
  const scannedAt = Date.now();
  onStep('Listing the files');
  const found = makeGit(project);
  const git = (await isInGit(found)) ? found : null;
  const [memory, files, newest] = await Promise.all([
    readMemory(home, project),
    listSourceFiles(project, git ?? (await borrowGit(project, home))),
    git === null ? null : git(['rev-parse', 'HEAD']),
  ]);
  onStep(`Reading the history beside ${files.length} files`);
  const isSameHead = memory?.history?.head !== undefined && memory.history.head === newest?.stdout.trim();
  const history = isSameHead ? memory.history : git === null ? null : await readHistory(git);
  const exists = new Set(files.map(({ path }) => path));
  const churn = history === null ? new Map() : countChurn(history, (path) => exists.has(path));
  const until = Date.now() + READING_MS;
  const { measures, waiting } = await measureFiles(project, files, churn, {
    memory,
    until,
    onRead: (done, all) => onStep(`Measuring the code: ${done} of ${all} files`),
  });
  onStep('Comparing, and looking for copies and unused dependencies');
  const confidence = rateConfidence(history, scannedAt);
  const code = new Set(files.filter(({ role }) => role === 'code').map(({ path }) => path));
  const couplings = history === null ? [] : findCouplings(history.commits, (path) => code.has(path));
  const hotspots = confidence.level === 'none' ? [] : rankHotspots(files, churn, measures, couplings);
  const read = (path: string): Promise<string | null> =>
    exists.has(path) ? readSource(join(project, path), MAX_LOCK_BYTES) : Promise.resolve(null);
  const judged = await judgeDependencies(files, measures, read, Math.max(until, Date.now() + NAMING_MS));
  const rated = new Map([...measures].filter(([path]) => code.has(path)));
  const report = {
    path: project,
    scannedAt,
    totals: { ...countTotals(files, measures), waiting },
    confidence,
    history: history && summarise(history, scannedAt),
    hotspots,
    couplings: couplings.slice(0, MAX_LISTED),
    largeFiles: findLargeFiles(files, rated),
    largeFunctions: findLargeFunctions(rated),
    duplicates: await findDuplicates(rated, read),
    knowledge: history === null || confidence.level === 'none' ? null : rateKnowledge(history, files, churn),
    dependencies: await askFurther(judged, project, { onStep, ...(online !== undefined && { online }) }),
    drift: { ...findDrift(memory, rated, hotspots), documents: await findDocumentDrift(files, read) },
  };
  await writeMemory(home, project, makeMemory({ scannedAt, files, measures, hotspots, history }));
  return { ...report, tookMs: Date.now() - scannedAt };
}

/** With what registries tell, where they are to be asked. */
async function askFurther(
  { declared, ...found }: Awaited<ReturnType<typeof judgeDependencies>>,
  project: string,
  { online: env, onStep }: ScanOptions,
): Promise<VitalsReport['dependencies']> {
  if (env === undefined) return { ...found, stale: [], online: null };
  const { checkOnline } = await import('./online.ts');
  // Also what git ignores: an .npmrc with a token is.
  const readInProject = (path: string) => readSource(join(project, path), MAX_LOCK_BYTES);
  const told = await checkOnline(declared, { env, readInProject, ...(onStep && { onStep }) });
  const known = new Set(found.deprecated.map(({ manifest, name }) => JSON.stringify([manifest, name])));
  const added = told.deprecated.filter(({ manifest, name }) => !known.has(JSON.stringify([manifest, name])));
  return { ...found, ...told, deprecated: [...found.deprecated, ...added] };
}

function summarise(history: History, now: number): NonNullable<VitalsReport['history']> {
  const idleDays = Math.max(0, Math.floor((now - history.headAt) / DAY_MS));
  return { commits: history.commits.length, days: history.days, idleDays };
}

function countTotals(files: readonly SourceFile[], measures: ReadonlyMap<string, Measure>) {
  const count = (role: SourceFile['role']): number => files.filter((file) => file.role === role).length;
  const lines = [...measures.values()].reduce((sum, { lines: own }) => sum + own, 0);
  const [code, tests, generated] = [count('code'), count('test'), count('generated')];
  return { files: files.length, code, tests, generated, read: measures.size, lines };
}

function findLargeFiles(
  files: readonly SourceFile[],
  measures: ReadonlyMap<string, Measure>,
): VitalsReport['largeFiles'] {
  return files
    .flatMap(({ path, role, sizeBytes }) => {
      const measured = measures.get(path);
      if (role !== 'code' || measured?.isGenerated === true) return [];
      const lines = measured?.lines ?? 0;
      return lines >= LARGE_LINES || sizeBytes > MAX_SOURCE_BYTES ? [{ path, lines, sizeBytes }] : [];
    })
    .sort((a, b) => b.sizeBytes - a.sizeBytes)
    .slice(0, MAX_LISTED);
}

function findLargeFunctions(measures: ReadonlyMap<string, Measure>): VitalsReport['largeFunctions'] {
  return [...measures]
    .filter(([, { isGenerated }]) => !isGenerated)
    .flatMap(([path, { functions }]) => functions.map((one) => ({ path, ...one })))
    .filter(({ lines, branches }) => lines >= LARGE_FUNCTION_LINES && branches > 0)
    .sort((a, b) => b.lines * Math.sqrt(b.branches) - a.lines * Math.sqrt(a.branches))
    .slice(0, MAX_LISTED);
}

function findDrift(
  memory: Memory | null,
  measures: ReadonlyMap<string, Measure>,
  hotspots: readonly Hotspot[],
): Omit<Drift, 'documents'> {
  if (memory === null) return { sinceMs: null, grown: [], newHotspots: [] };
  const grown = [...measures].flatMap(([path, { lines }]) => {
    const before = memory.measures[path]?.measure.lines;
    const isGrown = before !== undefined && lines >= before * 1.5 && lines - before >= GROWN_LINES;
    return isGrown ? [{ path, before, after: lines }] : [];
  });
  const known = new Set(memory.hotspots);
  const newHotspots = hotspots.map(({ path }) => path).filter((path) => !known.has(path));
  return { sinceMs: memory.scannedAt, grown, newHotspots };
}

function makeMemory(scan: {
  scannedAt: number;
  files: readonly SourceFile[];
  measures: ReadonlyMap<string, Measure>;
  hotspots: readonly Hotspot[];
  history: History | null;
}): Memory {
  const measures = scan.files.flatMap((file) => {
    const measure = scan.measures.get(file.path);
    return measure === undefined ? [] : [[file.path, { key: keyOf(file), measure }] as const];
  });
  const { scannedAt, history } = scan;
  return {
    scannedAt,
    measures: Object.fromEntries(measures),
    hotspots: scan.hotspots.map(({ path }) => path),
    history,
  };
}
