import type { Gain, InsightReport } from '../contract/insights.ts';
import { formatCount } from '../lib/counts.ts';

/** What `headroom insights` prints: per finding a title, what it is worth, what it stands on, and what to do. */
export function formatInsights({ insights, considered }: InsightReport, days: number): string {
  const { exchanges, conversations, transcripts, isPartial } = considered;
  const counts = `${formatCount(exchanges, 'request')} in ${formatCount(conversations, 'conversation')}`;
  const span = days === 1 ? 'the last day' : `the last ${days} days`;
  const notes = [isPartial ? 'the newest only' : '', transcripts ? '' : 'without transcripts']
    .filter(Boolean)
    .join(', ');
  const head = `Looked at ${counts} of ${span}${notes === '' ? '' : ` (${notes})`}.\n`;
  if (insights.length === 0) return `${head}Nothing stands out.\n`;
  const parts = insights.map(({ title, gain, evidence, action }, at) => {
    const lines = evidence.map((line) => `   · ${line}\n`).join('');
    return `\n${at + 1}. ${title}${formatGain(gain)}\n${lines}   → ${action}\n`;
  });
  return head + parts.join('');
}

function formatGain(gain: Gain | null): string {
  if (gain === null || (gain.usd === null && gain.tokens === 0)) return '';
  if (gain.usd === null) return ' (worth in dollars unknown)';
  return ` (about $${gain.usd.toFixed(gain.usd >= 1 ? 2 : 4)})`;
}
