import { isAbsolute, resolve } from 'node:path';
import { AppError } from '../contract/errors.ts';
import type {
  ProjectRow,
  ProjectSource,
  StudiesDoor,
  Study,
  StudyKind,
  StudyRun,
  UsageStudy,
} from '../contract/studies.ts';
import { expandHome, isDirectory } from '../machine/index.ts';
import { createExamine } from './examine.ts';
import { listShelved, readShelf, writeShelf } from './shelf.ts';
import type { Examine, Reports } from './types.ts';

export interface StudiesOptions {
  /** Of Headroom. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Clients in the ledger, with their first exchange. */
  readonly connected: () => Promise<UsageStudy['connected']>;
  /** Projects that the ledger names; those that are no directory are left out. */
  readonly named: () => Promise<readonly { readonly project: string; readonly lastAt: number }[]>;
  /** Default: Headroom's own command line, in a process of its own. */
  readonly examine?: Examine;
  readonly now?: () => number;
}

/** What api asks, and the end of it. */
export interface Studies extends StudiesDoor {
  /** Ends what runs. */
  close(): void;
}

/** Loaded when notes are first asked for: a sidecar without them pays nothing for it. */
const loadDrafts = () => import('./drafts.ts');

interface Running extends StudyRun {
  readonly project: string;
  readonly isOnline: boolean;
  readonly stop: AbortController;
}

/** The studies of one home. Nothing runs until it is asked for. */
export function createStudies(options: StudiesOptions): Studies {
  const { home, now = Date.now, examine = createExamine(home, options.env) } = options;
  const runs = new Map<StudyKind, Running>();
  const look = async <Kind extends keyof Reports>(kind: Kind, project: string): Promise<Study<Reports[Kind]>> => {
    const kept = await readShelf(home, kind, project);
    const run = runs.get(kind);
    const { state, startedAt, step, error } = run ?? {};
    const isShown = run?.project === project && state !== undefined && startedAt !== undefined;
    return {
      run: isShown ? { state, startedAt, step: step ?? '', error: error ?? null } : null,
      report: kept?.report ?? null,
      reportedAt: kept?.reportedAt ?? null,
    };
  };
  const carryOut = async (kind: StudyKind, run: Running): Promise<void> => {
    const set = (change: Partial<Running>): void => {
      if (runs.get(kind)?.stop === run.stop) runs.set(kind, { ...run, ...change });
    };
    const { signal } = run.stop;
    try {
      const onStep = (step: string): void => set({ step });
      const report = await examine({ kind, project: run.project, isOnline: run.isOnline, onStep, signal });
      await writeShelf(home, { kind, project: run.project, reportedAt: now(), report });
      if (runs.get(kind)?.stop === run.stop) runs.delete(kind);
    } catch (cause) {
      set(signal.aborted ? { state: 'cancelled' } : { state: 'failed', error: tell(cause) });
    }
  };
  return {
    projects: () => listProjects(options),
    usage: async () => ({ ...(await look('usage', '')), connected: await options.connected() }),
    vitals: async (project) => look('vitals', makePath(project)),
    notes: async (given) => {
      const project = makePath(given);
      const [study, { draftNotes, listApplied }] = await Promise.all([look('notes', project), loadDrafts()]);
      const drafts = study.report === null ? [] : await draftNotes(study.report, { project, home, now: now() });
      return { ...study, drafts, applied: await listApplied(project, home) };
    },
    start: async (kind, given, { isOnline = false } = {}) => {
      const project = kind === 'usage' ? '' : makePath(given);
      if (kind !== 'usage' && !(await isDirectory(project))) throw noDirectory(project);
      if (runs.get(kind)?.state === 'running') throw busy();
      const stop = new AbortController();
      const run: Running = { state: 'running', startedAt: now(), step: '', error: null, project, isOnline, stop };
      runs.set(kind, run);
      void carryOut(kind, run);
    },
    cancel: (kind) => runs.get(kind)?.stop.abort(),
    apply: async (given, revisions) => {
      const project = makePath(given);
      const kept = await readShelf(home, 'notes', project);
      if (kept === null) {
        throw new AppError('study.nothing', 'There are no drafts for this project.', { hint: 'Draft them first.' });
      }
      const { applyDrafts } = await loadDrafts();
      return applyDrafts(kept.report, revisions, { project, home, now: now() });
    },
    undo: async (project) => (await loadDrafts()).undoNotes(makePath(project), home),
    close: () => {
      for (const { stop } of runs.values()) stop.abort();
    },
  };
}

async function listProjects({ home, named }: StudiesOptions): Promise<ProjectRow[]> {
  const rows = new Map<string, { sources: Set<ProjectSource>; lastAt: number | null }>();
  const add = (path: string, source: ProjectSource, lastAt: number | null): void => {
    const row = rows.get(path) ?? { sources: new Set<ProjectSource>(), lastAt: null };
    row.sources.add(source);
    row.lastAt = lastAt === null ? row.lastAt : Math.max(row.lastAt ?? 0, lastAt);
    rows.set(path, row);
  };
  const usage = await readShelf(home, 'usage', '');
  for (const row of usage?.report.reports.find(({ by }) => by === 'project')?.rows ?? []) {
    if (isAbsolute(row.label)) add(row.label, 'transcripts', row.lastAt);
  }
  for (const { project, lastAt } of await named()) if (isAbsolute(project)) add(project, 'ledger', lastAt);
  for (const path of await listShelved(home)) add(path, 'reports', null);
  const there = await Promise.all([...rows].map(async ([path]) => isDirectory(path)));
  return [...rows]
    .filter((_, at) => there[at])
    .map(([path, { sources, lastAt }]) => ({ path, sources: [...sources], lastAt }))
    .sort((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0) || (a.path < b.path ? -1 : 1));
}

function makePath(project: string): string {
  const path = project.trim();
  if (path === '~' || /^~[\\/]/.test(path)) return resolve(expandHome(path));
  if (isAbsolute(path)) return resolve(path);
  throw noDirectory(path);
}

function noDirectory(path: string): AppError {
  return new AppError('file.unreadable', `${path || 'Nothing'} is not a directory of this computer.`, {
    hint: 'Give the whole path of a project, for example ~/code/shop.',
  });
}

function busy(): AppError {
  return new AppError('study.busy', 'Another look of this kind is under way.', {
    hint: 'Wait for it, or cancel it first.',
  });
}

function tell(cause: unknown): NonNullable<StudyRun['error']> {
  if (cause instanceof AppError) return { message: cause.message, hint: cause.hint ?? null };
  process.stderr.write(`headroom: defect in a study: ${cause instanceof Error ? cause.stack : String(cause)}\n`);
  return { message: 'Headroom failed because of a defect.', hint: 'Its stack is on stderr.' };
}
