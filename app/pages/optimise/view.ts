import type { Insight, InsightReport } from '../../../sidecar/contract/insights.ts';
import type { Formats } from '../../ui/format.ts';

/** The first line of the page. */
export function makeOptimiseTitle({ insights }: InsightReport, formats: Formats): string {
  if (insights.length === 0) return 'Nothing stands out';
  const usd = Math.max(...insights.map((insight) => insight.gain?.usd ?? 0));
  const count = insights.length === 1 ? 'One thing' : `${formats.count(insights.length)} things`;
  return usd > 0
    ? `${count} you could change, the largest worth about ${formats.usd(usd)}`
    : `${count} you could change`;
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
