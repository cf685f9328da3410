import type { Bill, Effects, Evidence, Summary } from '../contract/api.ts';
import { formatCount } from '../lib/counts.ts';

/** One line that is true: what was saved, or that it cost more, or that a price is unknown. */
export function formatSaving({ actualUsd, shadowUsd, savedUsd, errorUsd, basis, unpricedRequests }: Bill): string {
  if (actualUsd === null || shadowUsd === null || savedUsd === null)
    return 'dollars unknown: a model has no known price';
  const range = errorUsd === null ? '' : ` ± ${formatUsd(errorUsd)}`;
  const share = shadowUsd > 0 ? `, ${formatShare(Math.abs(savedUsd) / shadowUsd)}` : '';
  const verdict = savedUsd < 0 ? `${formatUsd(-savedUsd)} MORE than without Headroom` : `${formatUsd(savedUsd)} saved`;
  const rest =
    unpricedRequests > 0 ? `; ${formatCount(unpricedRequests, 'request')} without a known price not counted` : '';
  return `${verdict} (${basis}${range}${share}${rest})`;
}

/** The line that `headroom start` keeps up to date. */
export function formatLive(summary: Summary | null): string {
  if (summary === null || summary.requests === 0) return 'no requests yet';
  const { requests, tokensNotSent, bill, addedMs } = summary;
  const latency = addedMs === null ? '' : ` · ${formatMs(addedMs.p50)} added`;
  return `${formatCount(requests, 'request')} · ${formatNumber(tokensNotSent)} tokens not sent · ${formatSaving(bill)}${latency}`;
}

/** What `headroom stats` prints. @param days that the summary covers */
export function formatSummary(summary: Summary, days: number): string {
  const { requests, edited, failedOpen, errors, usage, bill, addedMs, cacheHitRate } = summary;
  const title = `Headroom, the last ${days === 1 ? 'day' : `${days} days`}`;
  if (requests === 0) return `${title}: no requests.\n`;
  const sent = usage.fresh + usage.write5m + usage.write1h + usage.read;
  const lines: [string, string][] = [
    [
      'requests',
      `${formatNumber(requests)} (${formatNumber(edited)} shortened, ${formatNumber(failedOpen)} failed open, ${formatNumber(errors)} errors)`,
    ],
    [
      'bill',
      bill.actualUsd === null
        ? 'unknown'
        : `${formatUsd(bill.actualUsd)}, ${formatUsd(bill.shadowUsd ?? bill.actualUsd)} without Headroom`,
    ],
    ['saved', formatSaving(bill)],
    ['tokens sent', `${formatNumber(sent)} in, ${formatNumber(usage.output)} out, as the providers counted`],
    [
      'not sent',
      `${formatNumber(summary.tokensNotSent)} over all requests; ${formatNumber(summary.tokensRemovedOnce)} removed at first sight`,
    ],
    [
      'cache',
      cacheHitRate === null
        ? 'nothing known'
        : `${formatShare(cacheHitRate)} of the input was read from the providers’ caches`,
    ],
    [
      'added',
      addedMs === null
        ? 'nothing known'
        : `${formatMs(addedMs.p50)} median, ${formatMs(addedMs.p90)} p90, ${formatMs(addedMs.p99)} p99`,
    ],
  ];
  for (const { model, requests: count, bill: part } of summary.byModel) {
    lines.push([model, `${formatCount(count, 'request')}, ${formatSaving(part)}`]);
  }
  for (const { client, requests: count, bill: part } of summary.byClient) {
    lines.push([client || 'other clients', `${formatCount(count, 'request')}, ${formatSaving(part)}`]);
  }
  if (summary.unpricedModels.length > 0) {
    const count = formatCount(bill.unpricedRequests, 'request');
    lines.push(['no price', `${summary.unpricedModels.join(', ')}: ${count} not in the dollars`]);
  }
  return `${title}\n${formatLines(lines)}`;
}

/** What `headroom stats` prints about the compressors that shortened something; '' when none did. */
export function formatEffects({ compressors }: Effects): string {
  const lines = compressors
    .filter(({ shortened, recalls, reruns }) => shortened + recalls + reruns > 0)
    .map(({ compressor, shortened, seen, tokensRemoved, savedUsd, recalls, reruns }): [string, string] => {
      const asked = recalls + reruns;
      const parts = [
        `${formatNumber(shortened)} of ${formatCount(seen, 'result')}`,
        `${formatNumber(tokensRemoved)} tokens out`,
        savedUsd === null ? 'dollars unknown' : `${formatUsd(savedUsd)} (estimated)`,
        ...(asked > 0 ? [`asked again ${formatCount(asked, 'time')}`] : []),
      ];
      return [compressor, parts.join(', ')];
    });
  return lines.length === 0 ? '' : `What each compressor did\n${formatLines(lines)}`;
}

/** Who broke a provider's cache, in words. */
const CAUSES: Readonly<Record<Evidence['breaks'][number]['cause'], string>> = {
  ours: 'by us',
  client: 'by the client',
  ttl: 'by idle time',
  compaction: 'by a compaction of the client',
  model: 'by a change of model',
  provider: 'by the provider',
};

/** What `headroom stats` prints below the summary: what its figures rest on. '' when nothing is known. */
export function formatEvidence({ calibration, holdout, breaks, trust }: Evidence): string {
  const lines: [string, string][] = [];
  for (const { model, ratio, spread, samples } of calibration) {
    const text = `${ratio.toFixed(2)} of its tokens for one of ours ± ${formatShare(spread)}, from ${formatCount(samples, 'request')}`;
    lines.push([model, text]);
  }
  const { treated, heldOut, savedPerConversation: saved } = holdout;
  if (heldOut.conversations > 0) {
    const counts = `${formatCount(treated.conversations, 'conversation')} with us, ${formatNumber(heldOut.conversations)} held out`;
    const range = saved && `${formatUsd(saved.lowUsd)} to ${formatUsd(saved.highUsd)}`;
    lines.push([
      'held out',
      saved ? `${counts}: ${formatUsd(saved.meanUsd)} saved each, measured (95 %: ${range})` : counts,
    ]);
  }
  for (const { cause, count, usd } of breaks) {
    lines.push(['cache broken', `${formatCount(count, 'time')} ${CAUSES[cause]}, ${formatUsd(usd)}`]);
  }
  for (const { compressor, edits, recalls, reruns, isGentle } of trust) {
    if (recalls + reruns < 0.5) continue;
    const asked = `asked again ${formatNumber(recalls + reruns)} of ${formatNumber(edits)} times`;
    lines.push([compressor, isGentle ? `${asked}: leaves nothing out in new conversations` : asked]);
  }
  return lines.length === 0 ? '' : `What the figures rest on\n${formatLines(lines)}`;
}

function formatLines(lines: readonly (readonly [string, string])[]): string {
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, text]) => `  ${name.padEnd(width)}  ${text}\n`).join('');
}

/** Cents for everyday sums, more digits for small ones, so that a small saving does not read as none. */
function formatUsd(usd: number): string {
  const digits = Math.abs(usd) >= 1 || usd === 0 ? 2 : 4;
  return `$${usd.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function formatMs(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

function formatNumber(value: number): string {
  return Math.round(value).toLocaleString('en');
}
