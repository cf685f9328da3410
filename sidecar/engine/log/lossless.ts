import { foldBlocks } from './blocks.ts';
import { looksLikeBuild } from './build.ts';
import { roleOf } from './build-lines.ts';
import { type Diagnostic, listPlaces, messageKey, parseDiagnostic } from './diagnostics.ts';
import { hoistPrefixes, LEVELS } from './hoist.ts';
import { severityOf } from './levels.ts';
import { joinPassed } from './passed.ts';
import { isStamped } from './stamp.ts';

const EVERY_PLACE = Number.POSITIVE_INFINITY;
/** "⎯⎯⎯⎯⎯⎯" costs a token per sign or two; ASCII rules are cheap. */
const LONG_RULE = /([⎯─━═—▬])\1{4,}/g;
/** Blocks that return in logs are stack traces and reports. */
const LEAST_BLOCK = 3;

/**
 * Shortens a log without leaving anything out: rules to three signs, equal diagnostics to one line with all their
 * places, tests that passed to lists of names, equal lines and blocks to counts and references, shared beginnings to headings.
 * @returns null when nothing could be shortened
 */
export function foldLossless(lines: readonly string[]): string | null {
  let current: readonly string[] = lines.map(shortenRules);
  current = joinPassed(groupDiagnostics(current));
  current = foldBlocks(current, { leastLines: LEAST_BLOCK }) ?? current;
  current = hoistPrefixes(current, isAlarm, looksLikeBuild(lines) ? LEVELS.build : LEVELS.log) ?? current;
  const text = current.join('\n');
  return current.length === lines.length && current.every((line, at) => line === lines[at]) ? null : text;
}

/** Shortens rules that are drawn with signs beyond ASCII. */
export function shortenRules(line: string): string {
  return line.replace(LONG_RULE, '$1$1$1');
}

/** What fails stands whole on its line, so that it can be found and quoted; in stamped logs only the stamp is shared. */
function isAlarm(line: string): boolean {
  if (line.startsWith('… ')) return true;
  return severityOf(line) === 3 && !isStamped(line) && parseDiagnostic(line) === null && roleOf(line) !== 'pass';
}

/** Equal messages as one line, where no quoted source or explanation follows any of them. */
function groupDiagnostics(lines: readonly string[]): readonly string[] {
  const groups = new Map<
    string,
    {
      at: number;
      first: Diagnostic;
      more: { at: number; one: Diagnostic }[];
      isBare: boolean;
    }
  >();
  for (let at = 0; at < lines.length; at++) {
    const one = parseDiagnostic(lines[at]!);
    if (one === null) continue;
    const isBare = isDetached(lines[at + 1]);
    const key = messageKey(one);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { at, first: one, more: [], isBare });
    else {
      known.more.push({ at, one });
      known.isBare &&= isBare;
    }
  }
  const gone = new Set<number>();
  const notes = new Map<number, string>();
  for (const { at, first, more, isBare } of groups.values()) {
    if (!isBare || more.length === 0) continue;
    for (const { at: other } of more) gone.add(other);
    const places = listPlaces(
      first,
      more.map(({ one }) => one),
      EVERY_PLACE,
    );
    notes.set(at, ` … +${more.length} similar${places === '' ? '' : `: ${places}`}`);
  }
  if (gone.size === 0) return lines;
  return lines.flatMap((line, at) => (gone.has(at) ? [] : [line + (notes.get(at) ?? '')]));
}

/** Whether the line behind a diagnostic belongs to something else. */
function isDetached(next: string | undefined): boolean {
  return next === undefined || parseDiagnostic(next) !== null || /^\S/.test(next);
}
