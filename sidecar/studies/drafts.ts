import { AppError } from '../contract/errors.ts';
import type { NotesDraft, NotesReport } from '../contract/studies.ts';
import { applyNotes, type FilePlan, planNotes } from '../learn/index.ts';
import { formatDiff } from '../lib/diff.ts';
import { digestOf } from '../lib/hash.ts';
import { shortenHome } from '../machine/index.ts';

interface Place {
  readonly project: string;
  /** Of Headroom. */
  readonly home: string;
  readonly now: number;
}

/** What applying the notes would do to each instruction file, as the files stand now. Nothing is written. */
export async function draftNotes({ notes }: NotesReport, place: Place): Promise<NotesDraft[]> {
  return (await plan(notes, place)).map(toDraft);
}

/**
 * Writes exactly what was shown.
 * @param revisions of the drafts that were shown
 * @throws AppError file.changed when any file, or what would be written, is no longer as it was shown; nothing is written then.
 */
export async function applyDrafts(
  { notes }: NotesReport,
  revisions: readonly string[],
  place: Place,
): Promise<readonly string[]> {
  const plans = await plan(notes, place);
  const now = plans.map((each) => toDraft(each).revision);
  const isSame = now.length === revisions.length && now.every((revision) => revisions.includes(revision));
  if (!isSame) {
    throw new AppError('file.changed', 'A file changed since its difference was shown; nothing was written.', {
      hint: 'Look at the difference again, then apply it.',
    });
  }
  await applyNotes(plans, place.home);
  return plans.map(({ path }) => path);
}

async function plan(notes: NotesReport['notes'], { project, home, now }: Place): Promise<FilePlan[]> {
  const plans = await planNotes(notes, { project, home, day: new Date(now).toISOString().slice(0, 10) });
  return plans.filter(({ text }) => text !== null);
}

function toDraft({ path, document, added, text }: FilePlan): NotesDraft {
  const shown = shortenHome(path);
  const before = document.bytes === null ? '' : Buffer.from(document.bytes).toString('utf8');
  const diff = formatDiff([document.bytes === null ? null : shown, shown], before, text ?? '');
  const kind = document.bytes === null ? 'create' : 'change';
  const revision = digestOf(path, kind, document.bytes ?? '', added.join('\n'));
  return { path, change: { file: shown, kind, diff, values: [] }, added, revision };
}

export { listApplied, undoNotes } from '../learn/index.ts';
