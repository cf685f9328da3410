import type { Insight, InsightReport } from '../../../sidecar/contract/insights.ts';
import type { NotesStudy, Study, StudyRun } from '../../../sidecar/contract/studies.ts';
import type { Days } from '../../state/create-insights.ts';
import type { Formats } from '../../ui/format.ts';

/** The first line of the page. */
export function makeOptimiseTitle({ insights }: InsightReport, formats: Formats): string {
  if (insights.length === 0) return 'Nothing stands out';
  const usd = Math.max(...insights.map((insight) => insight.gain?.usd ?? 0));
  const isOne = insights.length === 1;
  const head = `${isOne ? 'One thing' : `${formats.count(insights.length)} things`} you could change`;
  return usd > 0 ? `${head}, ${isOne ? '' : 'the largest '}worth about ${formats.usd(usd)}` : head;
}

/** What the findings stand on, in one sentence. */
export function describeConsidered({ considered }: InsightReport, formats: Formats): string {
  const count = (value: number, one: string): string => `${formats.count(value)} ${value === 1 ? one : `${one}s`}`;
  const part = considered.isPartial ? ' The span holds more; the newest were looked at.' : '';
  return `Looked at ${count(considered.exchanges, 'exchange')} in ${count(considered.conversations, 'conversation')} with ${count(considered.segments, 'tool result')}.${part}`;
}

/** What acting on it is worth; '' when that cannot be said honestly. */
export function describeGain({ gain }: Insight, formats: Formats): string {
  if (gain === null) return '';
  const tokens = `${formats.compact(gain.tokens)} tokens`;
  return gain.usd === null ? `about ${tokens}` : `about ${formats.usd(gain.usd)}, ${tokens}`;
}

/** Parts of the page, by their word in the address. */
export const parts = [
  { value: 'habits', word: 'Habits' },
  { value: 'compressors', word: 'Compressors' },
  { value: 'notes', word: 'Notes' },
  { value: 'vitals', word: 'Projects' },
  { value: 'usage', word: 'Usage' },
] as const;

/** Spans that end now, in days. */
export const spans = [
  { value: '1', word: '1 day' },
  { value: '7', word: '7 days' },
  { value: '30', word: '30 days' },
] as const satisfies readonly { value: Days; word: string }[];

/** The part that an address names; anything unknown is the first. */
export function readPart(word: string | undefined): (typeof parts)[number]['value'] {
  return parts.find(({ value }) => value === word)?.value ?? 'habits';
}

/** A report that is older is said to be old. */
const STALE_MS = 7 * 86_400_000;

/** How a run goes, in one line. */
export function describeRun(run: StudyRun | null): string {
  return `${run?.step || 'Starting'} …`;
}

/** Since when the report is, and how the latest run ended. */
export function describeAge(study: Study<unknown> | undefined, now: number, formats: Formats): string {
  if (study === undefined) return '\u00a0';
  const ended = study.run?.state === 'cancelled' ? 'Cancelled. ' : study.run?.state === 'failed' ? 'It failed. ' : '';
  if (study.reportedAt === null) return `${ended}Nothing has been looked at yet; only this computer reads it.`;
  const old = now - study.reportedAt > STALE_MS ? ' It may be out of date.' : '';
  return `${ended}This is from ${formats.ago(study.reportedAt, now)}.${old}`;
}

/** The first line of the notes. */
export function makeNotesTitle(study: NotesStudy | undefined, formats: Formats): string {
  if (!study?.report) return 'What agents get wrong again and again';
  const lines = study.drafts.reduce((sum, { added }) => sum + added.length, 0);
  if (lines > 0) return lines === 1 ? 'One note could be written' : `${formats.count(lines)} notes could be written`;
  if (study.applied.length > 0) return 'The notes of this project are written';
  return 'No failure was repeated that a note would help with';
}

/** What the notes were drafted from. */
export function describeNotes(study: NotesStudy | undefined, formats: Formats): string {
  if (!study?.report) return 'A failure that agents repeat costs its tokens each time; a line in their file ends it.';
  const { calls, sessions } = study.report;
  return `From ${formats.counted(calls, 'tool call')} in ${sessions === 1 ? 'one session' : `${formats.count(sessions)} sessions`}.`;
}
