import type { createApi } from '../../sidecar/api/index.ts';
import { AppError } from '../../sidecar/contract/errors.ts';
import type {
  NotesReport,
  NotesStudy,
  Study,
  StudyKind,
  StudyRun,
  UsageReports,
} from '../../sidecar/contract/studies.ts';
import type { UsageRow } from '../../sidecar/contract/usage.ts';
import type { VitalsReport } from '../../sidecar/contract/vitals.ts';

type Door = NonNullable<Parameters<typeof createApi>[0]['studies']>;

export const projectPath = '/home/ann/code/shop';
const DAY_MS = 86_400_000;

/** Reports that are there from the beginning; a test adds runs and faults. */
export interface StudiesWorld {
  readonly usage?: UsageReports;
  readonly vitals?: VitalsReport;
  readonly notes?: NotesReport;
  /** Reports that the next run of a kind makes. */
  readonly next?: { readonly usage?: UsageReports; readonly vitals?: VitalsReport; readonly notes?: NotesReport };
  /** What a look leaves for which registries are asked. */
  readonly online?: VitalsReport;
  /** Runs go on until they are cancelled. */
  readonly isSlow?: boolean;
  /** Runs end with this failure. */
  readonly failure?: string;
  /** Somebody writes the file between showing and applying. */
  readonly isContested?: boolean;
}

export const notesReport: NotesReport = {
  notes: [
    {
      ...{
        rule: 'moved-files',
        text: '`src/cart.ts` does not exist; the file is `lib/cart.ts`.',
        times: 4,
        sessions: 2,
      },
      ...{ client: 'claude-code', lastAt: 1_764_000_000_000 },
    },
  ],
  calls: 412,
  sessions: 9,
};

/** The studies of a sidecar without a disk. */
export function makeStudiesDoor(world: () => StudiesWorld): Door {
  const made: StudiesWorld['next'] & object = {};
  const runs = new Map<StudyKind, StudyRun>();
  const applied: string[] = [];
  const file = `${projectPath}/CLAUDE.local.md`;
  const study = <Report>(kind: StudyKind, given: Report | undefined): Study<Report> => {
    const report = (made as Record<string, Report | undefined>)[kind] ?? given ?? null;
    return { run: runs.get(kind) ?? null, report, reportedAt: report === null ? null : Date.now() - 3.5 * DAY_MS };
  };
  const notes = (): NotesStudy => {
    const known = study('notes', world().notes);
    const added = (known.report?.notes ?? []).map(({ text }) => `- ${text}`);
    const diff = `--- /dev/null\n+++ ${file}\n@@ -0,0 +1,1 @@\n+${added.join('\n+')}\n`;
    const change = { file, kind: 'create', diff, values: [] } as const;
    const isOpen = added.length > 0 && applied.length === 0;
    return { ...known, drafts: isOpen ? [{ path: file, change, added, revision: 'r1' }] : [], applied };
  };
  return {
    projects: async () => [{ path: projectPath, sources: ['transcripts'], lastAt: Date.now() }],
    usage: async () => ({
      ...study('usage', world().usage),
      connected: [{ client: 'claude-code', sinceMs: Date.now() - 3 * DAY_MS }],
    }),
    vitals: async () => study('vitals', world().vitals),
    notes: async () => notes(),
    start: async (kind, _project, options) => {
      const run: StudyRun = { state: 'running', startedAt: Date.now(), step: 'Measuring the code', error: null };
      const { isSlow, failure, next, online } = world();
      if (isSlow) runs.set(kind, run);
      else if (failure) runs.set(kind, { ...run, state: 'failed', error: { message: failure, hint: 'Try later.' } });
      else {
        runs.delete(kind);
        Object.assign(made, { [kind]: options?.isOnline ? online : next?.[kind] });
      }
    },
    cancel: (kind) => {
      const run = runs.get(kind);
      if (run) runs.set(kind, { ...run, state: 'cancelled' });
    },
    apply: async () => {
      if (world().isContested) {
        throw new AppError('file.changed', 'A file changed since its difference was shown; nothing was written.', {
          hint: 'Look at the difference again, then apply it.',
        });
      }
      applied.push(file);
      return [file];
    },
    undo: async () => applied.splice(0),
  };
}

function makeUsageRow(label: string, at: number, over: Partial<UsageRow> = {}): UsageRow {
  return {
    ...{ label, clients: ['claude-code'], models: ['claude-sonnet-4-5'], requests: 12, unpricedRequests: 0 },
    usage: { fresh: 1200, write5m: 80_000, write1h: 0, read: 900_000, output: 22_000 },
    ...{ costUsd: 1.24, firstAt: at, lastAt: at + 1000 },
    ...over,
  };
}

/** Ten days of one client. @param name a label that is as long as it likes */
export function makeUsage(now: number, name = 'claude-sonnet-4-5'): UsageReports {
  const days = Array.from({ length: 10 }, (_, at) => makeUsageRow(`2026-11-${18 + at}`, now - (10 - at) * DAY_MS));
  const total = makeUsageRow('total', now - 10 * DAY_MS, { requests: 120, costUsd: 12.4, unpricedRequests: 3 });
  const span = { sinceMs: now - 30 * DAY_MS, untilMs: now, total, unpricedModels: ['house-model'] };
  return {
    reports: [
      { by: 'day', rows: days, ...span },
      { by: 'model', rows: [makeUsageRow(name, now), makeUsageRow('house-model', now, { costUsd: null })], ...span },
      { by: 'client-day', rows: days, ...span },
    ],
    files: 14,
    troubles: ['2 lines of transcripts are not JSON and were left out.'],
  };
}

/** A project with one finding of each kind. @param name a path that is as long as it likes */
export function makeVitals(now: number, name = 'src/cart.ts'): VitalsReport {
  return {
    ...{ path: projectPath, scannedAt: now, tookMs: 900 },
    totals: { files: 80, code: 50, tests: 20, generated: 1, read: 70, waiting: 0, lines: 9000 },
    confidence: { level: 'good', reason: '200 commits.' },
    history: { commits: 200, days: 90, idleDays: 0 },
    hotspots: [{ path: name, score: 100, commits: 31, lines: 700, complexity: 120, coupled: [] }],
    couplings: [],
    largeFiles: [{ path: name, lines: 900, sizeBytes: 40_000 }],
    largeFunctions: [{ path: name, name: 'checkout', line: 12, lines: 140, branches: 30 }],
    duplicates: [{ lines: 40, places: [name, 'lib/b.ts'].map((path) => ({ path, line: 3 })) }],
    knowledge: { authors: 3, truckFactor: 1, orphans: [{ path: name, author: 'Ann', share: 0.9, lastAt: now }] },
    dependencies: {
      manifests: ['package.json'],
      unused: [{ manifest: 'package.json', name: 'left-pad' }],
      ...{ deprecated: [], mismatched: [], stale: [], online: null, notLookedAt: [] },
    },
    drift: {
      ...{ sinceMs: null, grown: [], newHotspots: [] },
      documents: [{ document: 'README.md', line: 4, names: 'scripts/gone.sh' }],
    },
  };
}

/** The same, where registries were asked: one did not answer. */
export function makeAsked(report: VitalsReport): VitalsReport {
  const stale = [{ manifest: 'package.json', name: 'left-pad', version: '1.0.0', newest: '2.1.0' }];
  const troubles = ['index.crates.io cannot be reached; 3 dependencies not looked up.'];
  return { ...report, dependencies: { ...report.dependencies, stale, online: { asked: 40, unasked: 2, troubles } } };
}
