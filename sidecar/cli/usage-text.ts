import { formatCount } from '../lib/counts.ts';
import type { UsageReport, UsageRow } from '../transcripts/index.ts';

/** Rows shown of projects, models and sessions; JSON has all. */
const MAX_ROWS = 40;

/** What `headroom usage` prints: a table with a total, and what is not in the dollars. */
export function formatUsage(report: UsageReport): string {
  if (report.total.requests === 0) return 'No transcript holds an answer of this span.\n';
  const shown = ['day', 'block'].includes(report.by) ? report.rows.slice(-MAX_ROWS) : report.rows.slice(0, MAX_ROWS);
  const heads = [report.by, 'requests', 'input', 'written', 'read', 'output', 'cost'];
  const table = [heads, ...shown.map(toCells), toCells(report.total)];
  const widths = heads.map((_, column) => Math.max(...table.map((cells) => [...(cells[column] ?? '')].length)));
  const lines = table.map((cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const notes: string[] = [];
  const hidden = report.rows.length - shown.length;
  if (hidden > 0) notes.push(`${formatCount(hidden, 'more row')}; --json gives them all.`);
  if (report.unpricedModels.length > 0) {
    const { unpricedRequests } = report.total;
    notes.push(
      `Without a known price, not in the dollars: ${report.unpricedModels.join(', ')} (${formatCount(unpricedRequests, 'request')}).`,
    );
  }
  notes.push('Dollars are list prices of what the transcripts count; a subscription is not billed by them.');
  return `${lines.join('\n')}\n\n${notes.join('\n')}\n`;
}

function toCells({ label, requests, usage, costUsd, unpricedRequests }: UsageRow): string[] {
  const written = usage.write5m + usage.write1h;
  const counts = [requests, usage.fresh, written, usage.read, usage.output].map((count) => count.toLocaleString('en'));
  return [label, ...counts, costUsd === null ? 'unknown' : `${formatUsd(costUsd)}${unpricedRequests > 0 ? ' +?' : ''}`];
}

function formatUsd(usd: number): string {
  const digits = usd >= 1 || usd === 0 ? 2 : 4;
  return `$${usd.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}
