import type { ConversationRow } from '../../sidecar/contract/api.ts';

export type BreakCause = ConversationRow['breaks'][number]['cause'];

const words: Readonly<Record<BreakCause, string>> = {
  ours: 'an edit of ours changed what was sent before',
  client: 'the client changed what it had sent before',
  compaction: 'the client shortened its history, by a summary or by going back',
  ttl: 'the pause was longer than the cache lives',
  model: 'another model was asked',
  provider: 'the provider no longer had it',
};

/** Who broke the provider's cache and how, without a full stop. */
export function describeBreak(cause: BreakCause): string {
  return words[cause];
}

const short: Readonly<Record<BreakCause, string>> = {
  ours: 'by Headroom',
  client: 'by the client',
  compaction: 'by a compaction of the client',
  ttl: 'by a pause',
  model: 'by a change of model',
  provider: 'by the provider',
};

/** "2 by a pause, 1 by Headroom"; what we did comes first. '' when nothing broke. */
export function countBreaks(breaks: ConversationRow['breaks'], count: (count: number) => string = String): string {
  return [...breaks]
    .sort((a, b) => Number(b.cause === 'ours') - Number(a.cause === 'ours') || b.count - a.count)
    .map((each) => `${count(each.count)} ${short[each.cause]}`)
    .join(', ');
}
