import { describe, expect, it } from 'vitest';
import {
  compareClients,
  describeUsage,
  listRows,
  makeUsageTitle,
} from '../../../../../app/pages/optimise/usage-view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import type { UsageStudy } from '../../../../../sidecar/contract/studies.ts';
import { makeUsage } from '../../../../ui/fixture-studies.ts';

const now = Date.UTC(2026, 10, 28);
const dayMs = 86_400_000;
const formats = createFormats('en-GB');
const study = (daysAgo: number): UsageStudy => ({
  ...{ run: null, report: makeUsage(now), reportedAt: now },
  connected: [
    { client: 'claude-code', sinceMs: now - daysAgo * dayMs },
    { client: 'codex', sinceMs: 0 },
  ],
});

describe('usage', () => {
  it('says what was used, and of what there is no price', () => {
    expect(makeUsageTitle(null, formats)).toBe('What agents used on this computer');
    expect(makeUsageTitle({ reports: [], files: 0, troubles: [] }, formats)).toBe('No transcript holds an answer');
    expect(makeUsageTitle(makeUsage(now), formats)).toBe('$12.40 in 120 answers');
    expect(describeUsage(makeUsage(now), formats)).toContain('From 14 transcripts, since ');
    expect(describeUsage(makeUsage(now), formats)).toContain('3 have no known price.');
  });

  it('lists the newest time first, and what cost most first', () => {
    expect(listRows(study(3), 'day', formats)[0]?.label).toBe('27 Nov 2026');
    expect(listRows(study(3), 'day', formats)[0]?.input).toBe(81_200);
    expect(listRows(study(3), 'model', formats).map(({ costUsd }) => costUsd)).toEqual([1.24, null]);
    expect(listRows(undefined, 'block', formats)).toEqual([]);
  });

  it('compares only clients with days on both sides, and leaves out the day between', () => {
    const [row, ...others] = compareClients(study(3));
    expect(others).toEqual([]);
    expect([row?.before.requests, row?.after.requests]).toEqual([84, 24]);
    expect(row?.before.usdPerRequest).toBeCloseTo(1.24 / 12);
    expect(compareClients(study(20))).toEqual([]);
    expect(compareClients(undefined)).toEqual([]);
  });
});
