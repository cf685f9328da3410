import { describe, expect, it } from 'vitest';
import type { History } from '../../../sidecar/contract/api.ts';
import { findConnected } from '../../../sidecar/studies/connected.ts';

const bucket = (startMs: number, groups: Record<string, number>): History['buckets'][number] =>
  ({
    startMs,
    groups: Object.entries(groups).map(([name, requests]) => ({ name, requests })),
  }) as unknown as History['buckets'][number];

describe('findConnected', () => {
  it('takes the first day with a request of each client', () => {
    const buckets = [bucket(1, { codex: 0 }), bucket(2, { codex: 3 }), bucket(3, { codex: 1, 'claude-code': 2 })];
    expect(findConnected({ buckets })).toEqual([
      { client: 'codex', sinceMs: 2 },
      { client: 'claude-code', sinceMs: 3 },
    ]);
  });
});
