import { describe, expect, it } from 'vitest';
import { formatUsage } from '../../../sidecar/cli/usage-text.ts';
import type { UsageReport, UsageRow } from '../../../sidecar/transcripts/index.ts';

const row = (label: string, over: Partial<UsageRow> = {}): UsageRow => ({
  ...{ label, clients: [], models: [], requests: 2, costUsd: 1.5, unpricedRequests: 0, firstAt: 0, lastAt: 0 },
  usage: { fresh: 1000, write5m: 10, write1h: 5, read: 20_000, output: 7 },
  ...over,
});
const report = (rows: readonly UsageRow[], over: Partial<UsageReport> = {}): UsageReport => ({
  ...{ by: 'day', sinceMs: 0, untilMs: 1, rows, total: row('total'), unpricedModels: [] },
  ...over,
});

describe('formatUsage', () => {
  it('lines up a table with a total', () => {
    const lines = formatUsage(report([row('2026-11-01')])).split('\n');
    expect(lines[1]).toBe('2026-11-01         2  1,000       15  20,000       7  $1.50');
    expect(lines[2]).toMatch(/^total /);
  });

  it('says what is not in the dollars, and what has no price at all', () => {
    const text = formatUsage(
      report([row('a', { costUsd: null }), row('b', { unpricedRequests: 1 })], { unpricedModels: ['odd-1'] }),
    );
    expect(text).toMatch(/^a .* unknown$/m);
    expect(text).toMatch(/^b .* \$1\.50 \+\?$/m);
    expect(text).toContain('odd-1');
  });

  it('shows the newest days and the dearest models when there are too many, and says so', () => {
    const rows = Array.from({ length: 50 }, (_, at) => row(`r${at}`));
    expect(formatUsage(report(rows))).toMatch(/^r49 /m);
    expect(formatUsage(report(rows))).not.toMatch(/^r9 /m);
    expect(formatUsage(report(rows, { by: 'model' }))).toMatch(/^r0 /m);
    expect(formatUsage(report(rows))).toContain('10 more rows');
  });

  it('says so when there is nothing', () => {
    expect(formatUsage(report([], { total: row('total', { requests: 0 }) }))).toContain('No transcript');
  });
});
