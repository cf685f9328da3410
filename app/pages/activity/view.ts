import type { ExchangeFilter } from '../../../sidecar/contract/api.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';

export const outcomes = ['shortened', 'loss', 'fault', 'untouched'] as const satisfies readonly NonNullable<
  ExchangeFilter['outcome']
>[];

/** The filter that an address names; what makes no sense is left out. */
export function readFilter(query: Readonly<Record<string, string>>): ExchangeFilter {
  const outcome = outcomes.find((value) => value === query.outcome);
  const sinceMs = readTime(query.since);
  const untilMs = readTime(query.until);
  return {
    ...(query.text && { text: query.text }),
    ...(query.client !== undefined && { client: query.client }),
    ...(query.model !== undefined && { model: query.model }),
    ...(query.conversation && { conversation: query.conversation }),
    ...(outcome && { outcome }),
    ...(sinceMs !== null && { sinceMs }),
    ...(untilMs !== null && { untilMs }),
  };
}

function readTime(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** The names under which an address keeps a filter. */
export function writeFilter(filter: ExchangeFilter): Readonly<Record<string, string | number | undefined>> {
  const { sinceMs, untilMs, ...rest } = filter;
  return { ...rest, since: sinceMs, until: untilMs };
}

export function isFiltered(filter: ExchangeFilter): boolean {
  return Object.keys(filter).length > 0;
}

/** What the list holds, in a line under its title. */
export function describeCount(total: number | undefined, filter: ExchangeFilter, formats: Formats): string {
  if (total === undefined) return '\u00a0';
  const { nothingYet, count, noMatch, matches } = texts().activity;
  if (!isFiltered(filter)) return total === 0 ? nothingYet : count(total, formats);
  return total === 0 ? noMatch : matches(total, formats);
}

/** "27 Nov, 14:00 – 15:00" for a span within a day, else both days. */
export function describeSpan({ sinceMs, untilMs }: ExchangeFilter, formats: Formats): string {
  if (sinceMs === undefined || untilMs === undefined) {
    const { since, until } = texts().activity;
    return sinceMs === undefined ? until(formats.moment(untilMs ?? 0)) : since(formats.moment(sinceMs));
  }
  const isOneDay = new Date(sinceMs).toDateString() === new Date(untilMs).toDateString();
  const isWholeDay = isOneDay && untilMs - sinceMs > 22 * 3_600_000;
  if (isWholeDay) return formats.day(sinceMs);
  if (isOneDay) return `${formats.day(sinceMs, 'short')}, ${formats.hour(sinceMs)} – ${formats.hour(untilMs + 1)}`;
  return `${formats.day(sinceMs, 'short')} – ${formats.day(untilMs, 'short')}`;
}
