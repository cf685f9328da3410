import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { StudiesDoor, StudyKind } from '../../contract/studies.ts';
import { answerJson } from '../errors.ts';
import { parseJson, readBytes } from '../read-body.ts';
import { problem } from '../schemas/health.ts';
import { notesStudy, project as projectRow, usageStudy, vitalsStudy } from '../schemas/studies.ts';
import type { ApiDeps, Call, Route } from '../types.ts';

const kinds = ['usage', 'vitals', 'notes'] as const satisfies readonly StudyKind[];
const ofProject = z.strictObject({ project: z.string().min(1).max(4096).describe('Its directory; ~ is home.') });
const start = z.strictObject({
  kind: z.enum(kinds),
  project: z.string().max(4096).default('').describe('Needed but for usage.'),
  online: z
    .boolean()
    .default(false)
    .describe('Vitals: registries are asked about dependencies, whose names they hear.'),
});
const cancel = z.strictObject({ kind: z.enum(kinds) });
const apply = ofProject.extend({ revisions: z.array(z.string()).max(16).describe('Of the drafts that were shown.') });
const files = z.strictObject({ files: z.array(z.string()).readonly() });
const began = z.strictObject({ ok: z.literal(true) });
const others = { 403: problem, 409: problem, 422: problem };

export const projects = {
  id: 'projects',
  method: 'get',
  path: '/api/v1/projects',
  access: 'token',
  summary: 'Directories that agents worked in, as far as transcripts and the ledger tell, the latest first.',
  answer: z.strictObject({ projects: z.array(projectRow).readonly() }),
  others,
  handle: async ({ deps }) => answerJson({ projects: await door(deps).projects() }),
} as const satisfies Route;

export const usageOfTranscripts = {
  id: 'usageOfTranscripts',
  method: 'get',
  path: '/api/v1/usage',
  access: 'token',
  summary: 'What the transcripts on this computer say was used: the last report, and how a run goes.',
  answer: usageStudy,
  others,
  handle: async ({ deps }) => answerJson(await door(deps).usage()),
} as const satisfies Route;

export const vitalsOfProject = {
  id: 'vitalsOfProject',
  method: 'get',
  path: '/api/v1/vitals',
  access: 'token',
  summary: 'The vitals of a project: the last report, and how a run goes.',
  query: ofProject,
  answer: vitalsStudy,
  others,
  handle: async ({ deps, query }) => answerJson(await door(deps).vitals(pick(query))),
} as const satisfies Route;

export const notesOfProject = {
  id: 'notesOfProject',
  method: 'get',
  path: '/api/v1/notes',
  access: 'token',
  summary: 'Notes for the agents of a project: the last drafts, what applying would change now, and how a run goes.',
  query: ofProject,
  answer: notesStudy,
  others,
  handle: async ({ deps, query }) => answerJson(await door(deps).notes(pick(query))),
} as const satisfies Route;

export const startStudy = {
  id: 'startStudy',
  method: 'post',
  path: '/api/v1/studies/start',
  access: 'token',
  summary: 'Begin a run in a process of its own; the study tells how it goes. 409 while one of its kind runs.',
  body: start,
  answer: began,
  others,
  handle: async (call) => {
    const { kind, project, online } = await readInput(call, start);
    await door(call.deps).start(kind, project, { isOnline: online });
    return answerJson({ ok: true });
  },
} as const satisfies Route;

export const cancelStudy = {
  id: 'cancelStudy',
  method: 'post',
  path: '/api/v1/studies/cancel',
  access: 'token',
  summary: 'End the run of a kind, if there is one; the last report stays.',
  body: cancel,
  answer: began,
  others,
  handle: async (call) => {
    door(call.deps).cancel((await readInput(call, cancel)).kind);
    return answerJson({ ok: true });
  },
} as const satisfies Route;

export const applyNotes = {
  id: 'applyNotes',
  method: 'post',
  path: '/api/v1/notes/apply',
  access: 'token',
  summary: 'Write the drafts that were shown; 409 and nothing is written when a file changed since.',
  body: apply,
  answer: files,
  others,
  handle: async (call) => {
    const { project, revisions } = await readInput(call, apply);
    return answerJson({ files: await door(call.deps).apply(project, revisions) });
  },
} as const satisfies Route;

export const undoNotes = {
  id: 'undoNotes',
  method: 'post',
  path: '/api/v1/notes/undo',
  access: 'token',
  summary: 'Take the notes of a project back: byte for byte where nobody has written since, else only our block.',
  body: ofProject,
  answer: files,
  others,
  handle: async (call) => {
    const { project } = await readInput(call, ofProject);
    return answerJson({ files: await door(call.deps).undo(project) });
  },
} as const satisfies Route;

function pick(query: Call['query']): string {
  return (query as z.infer<typeof ofProject>).project;
}

/** @throws AppError api.invalid naming what is wrong. */
async function readInput<T>({ context }: Call, schema: z.ZodType<T>): Promise<T> {
  const read = schema.safeParse(parseJson(await readBytes(context.req.raw, 64 * 1024)));
  if (read.success) return read.data;
  throw new AppError('api.invalid', `The body is not valid: ${z.prettifyError(read.error).replaceAll('\n', ' ')}`, {
    hint: 'GET /api/v1/openapi.json tells what it may be.',
  });
}

function door({ studies }: ApiDeps): StudiesDoor {
  if (studies !== undefined && studies !== null) return studies;
  throw new AppError('study.denied', 'This Headroom is stateless: it keeps no reports.', {
    hint: 'Start it without --stateless, or use headroom usage, vitals and learn in a terminal.',
  });
}
