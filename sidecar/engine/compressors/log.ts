import { looksLikeBuild, pickBuild } from '../log/build.ts';
import { parseDiagnostic } from '../log/diagnostics.ts';
import { hoistPrefixes, LEVELS } from '../log/hoist.ts';
import { scoreLog } from '../log/kind.ts';
import { foldLossless, shortenRules } from '../log/lossless.ts';
import { pickRecords } from '../log/records.ts';
import { renderSheet } from '../log/sheet.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/** Shorter logs are read as a whole: leaving lines out would save less than the marks cost. */
const FEWEST_LINES = 8;
const FEWEST_FOR_LOSSY = 30;
/** From this score on, by the text alone, lines may go. */
const SURE = 0.6;
/** Beyond this many lines the text is data, not a log that anyone reads. */
const MOST_LINES = 1_000_000;

/** Logs and the output of builds, tests, linters and installers: what repeats is counted, what matters stays verbatim. */
export const log = {
  id: 'log',
  stage: 'shape',

  score: scoreLog,

  compress(text: string, hint: Hint, goal: Goal): Compressed | null {
    const lines = splitLines(text);
    if (lines === null) return null;
    // A command alone is no proof: what the text itself does not show to be a log is not thinned out.
    const mayThin =
      !goal.lossless && lines.length >= FEWEST_FOR_LOSSY && scoreLog(text, { ...hint, command: '' }) >= SURE;
    if (!mayThin) {
      const shorter = foldLossless(lines);
      return shorter === null || shorter.length >= text.length ? null : { text: shorter };
    }
    const isBuild = looksLikeBuild(lines);
    const { lines: kept, shown } = renderSheet(isBuild ? pickBuild(lines, hint) : pickRecords(lines, hint.terms));
    const shorter = (isBuild ? shortenBuild(kept) : kept).join('\n');
    if (shown === lines.length || shorter.length >= text.length) return null;
    return {
      text: shorter,
      lossy: { unit: 'lines', shown, total: lines.length },
    };
  },
} as const satisfies Compressor;

function shortenBuild(kept: readonly string[]): readonly string[] {
  const lines = kept.map(shortenRules);
  return hoistPrefixes(lines, isWhole, LEVELS.build) ?? lines;
}

/** Only "src/a.ts(12,5): …" gives its path away to a heading: "src/a.ts:12:5" is copied and clicked as one word. */
function isWhole(line: string): boolean {
  return parseDiagnostic(line)?.place.startsWith('(') !== true;
}

/** The lines of a log, without the carriage return that some systems put at their ends; null when it is none. */
function splitLines(text: string): string[] | null {
  if (text.includes('\0')) return null;
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) if (++count > MOST_LINES) return null;
  if (count < FEWEST_LINES) return null;
  const lines = text.split(/\r?\n/);
  return lines.some((line) => /\S/.test(line)) ? lines : null;
}
