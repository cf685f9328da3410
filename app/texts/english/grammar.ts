import type { Formats } from '../../ui/format.ts';
import { createGrammar } from '../grammar.ts';

export const { plural, list, series } = createGrammar('en-GB');

/** A count with its noun: "1 request", "1,234 requests". `many` when it is not the noun with an s. */
export function counted(formats: Formats, count: number, one: string, many = `${one}s`): string {
  return `${formats.count(count)} ${plural(count, { one, other: many })}`;
}

/** "once", "2 times" */
export function times(formats: Formats, count: number): string {
  return plural(count, { one: 'once', other: `${formats.count(count)} times` });
}
