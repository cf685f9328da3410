import { homedir } from 'node:os';
import { resolve, sep } from 'node:path';
import { AppError } from '../../contract/errors.ts';
import { formatCount } from '../../lib/counts.ts';
import { findHome, isDirectory } from '../../machine/index.ts';
import { readInteger, usage } from '../args.ts';
import { say, writeAll } from '../output.ts';
import { createTeller } from '../teller.ts';
import { defineCommand, type Io } from '../types.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 90;

export const learn = defineCommand({
  id: 'learn',
  summary: 'Draft notes for a project’s agents from failures that they repeat; shows them, writes only with --apply.',
  args: {
    project: {
      type: 'string',
      valueHint: 'directory',
      description: 'The project; the current directory unless given.',
    },
    apply: { type: 'boolean', description: 'Write the notes into CLAUDE.local.md, AGENTS.md and GEMINI.md.' },
    undo: { type: 'boolean', description: 'Take back what --apply wrote, byte for byte.' },
    days: { type: 'string', valueHint: 'number', description: `Days of transcripts, ${DEFAULT_DAYS} unless given.` },
    json: { type: 'boolean', description: 'Print the notes as JSON.' },
    progress: { type: 'boolean', description: 'Tell on stderr what is being done.' },
  },
  async run(args, io) {
    if (args.apply === true && args.undo === true) throw usage('--apply and --undo are opposites; say one of them');
    const days = readInteger('days', args.days, { min: 1, max: 36_500 }) ?? DEFAULT_DAYS;
    const project = resolve(args.project ?? '.');
    if (!(await isDirectory(project)))
      throw new AppError('file.unreadable', `${project} is not a directory.`, { hint: 'Give the path of a project.' });
    const home = findHome(io.env);
    const room = await import('../../learn/index.ts');
    if (args.undo === true) {
      const undone = await room.undoNotes(project, home);
      await writeAll(
        io.stdout,
        undone.map((path) => `taken back: ${path}\n`).join('') || 'There is nothing to take back.\n',
      );
      return 0;
    }
    const tell = createTeller(io, args.progress === true);
    const attempts = await readAttempts(project, { days, io, tell });
    const notes = await room.mineNotes(attempts);
    const now = new Date().toISOString().slice(0, 10);
    const plans = await room.planNotes(notes, { project, home, day: now });
    if (args.apply === true) await room.applyNotes(plans, home);
    const files = plans.map(({ path, added }) => ({ path, added }));
    const text =
      args.json === true
        ? `${JSON.stringify({ project, notes, files, calls: attempts.length, sessions: countSessions(attempts) }, null, 2)}\n`
        : format(files);
    await writeAll(io.stdout, text);
    const hasNews = files.some(({ added }) => added.length > 0);
    if (hasNews) say(io, args.apply === true ? 'Written; --undo takes it back.' : 'Nothing is written; --apply does.');
    return 0;
  },
});

async function readAttempts(
  project: string,
  { days, io, tell }: { days: number; io: Io; tell: (step: string) => void },
) {
  const [{ collectAttempts }, { makeReport, readEvents }] = await Promise.all([
    import('../../learn/index.ts'),
    import('../../transcripts/index.ts'),
  ]);
  const options = { userHome: io.env.HOME || homedir(), env: io.env, sinceMs: Date.now() - days * DAY_MS };
  const report = makeReport();
  const isInside = (directory: string): boolean => directory === project || directory.startsWith(project + sep);
  const events = readEvents({ ...options, wanted: 'all' }, report, (files) =>
    tell(`Reading transcripts: ${files} so far`),
  );
  const attempts = await collectAttempts(events, isInside);
  say(
    io,
    `Read ${formatCount(attempts.length, 'tool call')} in ${formatCount(countSessions(attempts), 'session')} of ${project}.`,
  );
  for (const trouble of report.troubles) say(io, trouble);
  return attempts;
}

function countSessions(attempts: readonly { session: string }[]): number {
  return new Set(attempts.map(({ session }) => session)).size;
}

function format(files: readonly { path: string; added: readonly string[] }[]): string {
  const parts = files
    .filter(({ added }) => added.length > 0)
    .map(({ path, added }) => `${path}\n${added.map((line) => `  + ${line}\n`).join('')}`);
  return parts.length === 0 ? 'No failure was repeated that a note would help with.\n' : parts.join('\n');
}
