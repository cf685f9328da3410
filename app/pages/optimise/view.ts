import type { Insight, InsightReport } from '../../../sidecar/contract/insights.ts';
import type { NotesStudy, Study, StudyRun } from '../../../sidecar/contract/studies.ts';
import type { Days } from '../../state/create-insights.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';

/** The first line of the page. */
export function makeOptimiseTitle({ insights }: InsightReport, formats: Formats): string {
  const said = texts().optimise.habits;
  const { length } = insights;
  if (length === 0) return said.nothing;
  const usd = Math.max(...insights.map((insight) => insight.gain?.usd ?? 0));
  return usd > 0 ? said.couldChangeFor(length, formats.usd(usd), formats) : said.couldChange(length, formats);
}

/** What the findings stand on, in one sentence. */
export function describeConsidered({ considered }: InsightReport, formats: Formats): string {
  const { lookedAt, newestOnly } = texts().optimise.habits;
  return `${lookedAt(considered, formats)}${considered.isPartial ? ` ${newestOnly}` : ''}`;
}

/** What acting on it is worth; '' when that cannot be said honestly. */
export function describeGain({ gain }: Insight, formats: Formats): string {
  if (gain === null) return '';
  const said = texts().optimise.habits;
  const tokens = formats.compact(gain.tokens);
  return gain.usd === null ? said.gainTokens(tokens) : said.gain(formats.usd(gain.usd), tokens);
}

/** Parts of the page, by their word in the address. */
export const parts = ['habits', 'compressors', 'notes', 'vitals', 'usage'] as const;

/** Spans that end now, in days. */
export const spans = ['1', '7', '30'] as const satisfies readonly Days[];

/** The part that an address names; anything unknown is the first. */
export function readPart(word: string | undefined): (typeof parts)[number] {
  return parts.find((part) => part === word) ?? 'habits';
}

/** A report that is older is said to be old. */
const STALE_MS = 7 * 86_400_000;

/** How a run goes, in one line. */
export function describeRun(run: StudyRun | null): string {
  const { going, starting } = texts().optimise.run;
  return going(run?.step || starting);
}

/** Since when the report is, and how the latest run ended. */
export function describeAge(study: Study<unknown> | undefined, now: number, formats: Formats): string {
  if (study === undefined) return '\u00a0';
  const said = texts().optimise.run;
  const state = study.run?.state;
  const ended = state === 'cancelled' ? [said.cancelled] : state === 'failed' ? [said.failed] : [];
  if (study.reportedAt === null) return [...ended, said.never].join(' ');
  const old = now - study.reportedAt > STALE_MS ? [said.outOfDate] : [];
  return [...ended, said.from(formats.ago(study.reportedAt, now)), ...old].join(' ');
}

/** The first line of the notes. */
export function makeNotesTitle(study: NotesStudy | undefined, formats: Formats): string {
  const said = texts().optimise.notes;
  if (!study?.report) return said.title;
  const lines = study.drafts.reduce((sum, { added }) => sum + added.length, 0);
  if (lines > 0) return said.couldBeWritten(lines, formats);
  return study.applied.length > 0 ? said.areWritten : said.noneRepeated;
}

/** What the notes were drafted from. */
export function describeNotes(study: NotesStudy | undefined, formats: Formats): string {
  const { about, from } = texts().optimise.notes;
  if (!study?.report) return about;
  const { calls, sessions } = study.report;
  return from(calls, sessions, formats);
}
