import { z } from 'zod';
import type { NotesStudy, ProjectRow, StudyRun, UsageStudy, VitalsStudy } from '../../contract/studies.ts';
import type { UsageReport } from '../../contract/usage.ts';
import { change } from './clients.ts';
import { usage } from './exchange.ts';
import { vitalsReport } from './vitals.ts';

const count = z.int().nonnegative();
const texts = z.array(z.string()).readonly();

const run = z
  .strictObject({
    state: z.enum(['running', 'cancelled', 'failed']),
    startedAt: z.number(),
    step: z.string().describe('What is being done, in words.'),
    error: z.strictObject({ message: z.string(), hint: z.string().nullable() }).nullable(),
  })
  .meta({
    id: 'StudyRun',
    description: 'The latest run, unless it has left its report.',
  }) satisfies z.ZodType<StudyRun>;

const study = { run: run.nullable(), reportedAt: z.number().nullable().describe('When the report was made.') };

const usageRow = z.strictObject({
  label: z.string(),
  clients: texts,
  models: texts,
  requests: count,
  usage,
  costUsd: z.number().nullable().describe('At list price; null when none is known.'),
  unpricedRequests: count,
  firstAt: z.number(),
  lastAt: z.number(),
});

const usageReport = z
  .strictObject({
    by: z.enum(['day', 'model', 'project', 'session', 'block', 'client-day']),
    sinceMs: z.number(),
    untilMs: z.number(),
    rows: z.array(usageRow).readonly(),
    total: usageRow,
    unpricedModels: texts,
  })
  .meta({ id: 'UsageReport' }) satisfies z.ZodType<UsageReport>;

export const project = z
  .strictObject({
    path: z.string(),
    sources: z.array(z.enum(['transcripts', 'ledger', 'reports'])).readonly(),
    lastAt: z.number().nullable(),
  })
  .meta({ id: 'Project', description: 'A directory that agents worked in.' }) satisfies z.ZodType<ProjectRow>;

export const usageStudy = z
  .strictObject({
    ...study,
    report: z.strictObject({ reports: z.array(usageReport).readonly(), files: count, troubles: texts }).nullable(),
    connected: z.array(z.strictObject({ client: z.string(), sinceMs: z.number() })).readonly(),
  })
  .meta({ id: 'UsageStudy', description: 'What transcripts say was used.' }) satisfies z.ZodType<UsageStudy>;

export const vitalsStudy = z
  .strictObject({ ...study, report: vitalsReport.nullable() })
  .meta({ id: 'VitalsStudy', description: 'The vitals of a project.' }) satisfies z.ZodType<VitalsStudy>;

const note = z.strictObject({
  rule: z.string(),
  text: z.string(),
  times: count,
  sessions: count,
  client: z.string(),
  lastAt: z.number(),
});

export const notesStudy = z
  .strictObject({
    ...study,
    report: z.strictObject({ notes: z.array(note).readonly(), calls: count, sessions: count }).nullable(),
    drafts: z
      .array(
        z.strictObject({
          path: z.string(),
          change,
          added: texts,
          revision: z.string().describe('Given back to apply: just this is written, or nothing.'),
        }),
      )
      .readonly(),
    applied: texts.describe('Files with notes of ours, which undo takes back.'),
  })
  .meta({ id: 'NotesStudy', description: 'Notes for the agents of a project.' }) satisfies z.ZodType<NotesStudy>;
