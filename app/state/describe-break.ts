import type { ConversationRow } from '../../sidecar/contract/api.ts';
import { texts } from '../texts/index.ts';

export type BreakCause = ConversationRow['breaks'][number]['cause'];

/** Who broke the provider's cache and how, without a full stop. */
export function describeBreak(cause: BreakCause): string {
  return texts().exchanges.breaks.causes[cause];
}

/** "2 by a pause", "1 by Headroom"; what we did comes first. None when nothing broke. */
export function listBreaks(
  breaks: ConversationRow['breaks'],
  count: (count: number) => string = String,
): readonly string[] {
  const { counted } = texts().exchanges.breaks;
  return [...breaks]
    .sort((a, b) => Number(b.cause === 'ours') - Number(a.cause === 'ours') || b.count - a.count)
    .map((each) => counted[each.cause](count(each.count)));
}

/** The same in one text; '' when nothing broke. */
export function countBreaks(breaks: ConversationRow['breaks'], count: (count: number) => string = String): string {
  return listBreaks(breaks, count).join(', ');
}
