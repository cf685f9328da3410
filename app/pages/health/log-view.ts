import type { LogLevel, LogLine, LogPage } from '../../../sidecar/contract/logs.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';

export const levels = ['info', 'warning', 'error'] as const satisfies readonly LogLevel[];

export const toneOf = { info: 'plain', warning: 'care', error: 'fault' } as const satisfies Record<LogLevel, string>;

/** What is said where no line is: nothing happened, or nothing of what was asked for. */
export function describeNothing(isFiltered: boolean): string {
  return isFiltered ? texts().health.log.noneLikeThat : texts().health.log.nothingYet;
}

/** How many lines there are, when not all are shown. */
export function describeRest({ lines, total }: LogPage, formats: Formats): string | null {
  if (total <= lines.length) return null;
  return texts().health.log.rest(lines.length, total, formats);
}

/** The lines as text to be handed on, in the order in which they were written; times in UTC. */
export function writeLines(lines: readonly LogLine[]): string {
  return lines.toReversed().map(writeLine).join('\n');
}

function writeLine({ at, level, source, text, detail, about }: LogLine): string {
  const head = [new Date(at).toISOString(), level, source, text, ...(about === null ? [] : [about])].join(' ');
  return detail === null ? head : `${head}\n${detail.replace(/^/gm, '    ')}`;
}
