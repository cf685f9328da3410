import { describe, expect, it } from 'vitest';
import {
  formatEffects,
  formatEvidence,
  formatLive,
  formatSaving,
  formatSummary,
} from '../../../sidecar/cli/summary-text.ts';
import type { Bill, Summary } from '../../../sidecar/contract/api.ts';

const bill: Bill = { actualUsd: 3, shadowUsd: 4, savedUsd: 1, errorUsd: 0.05, basis: 'estimated', unpricedRequests: 0 };
const usage = { fresh: 10, write5m: 2000, write1h: 0, read: 30_000, output: 400 };
const summary: Summary = {
  sinceMs: 0,
  untilMs: 1,
  requests: 1234,
  edited: 1000,
  failedOpen: 1,
  errors: 2,
  usage,
  tokensNotSent: 56_789,
  tokensRemovedOnce: 5_678,
  bill,
  cacheHitRate: 0.931,
  addedMs: { p50: 1.234, p90: 3, p99: 12.6 },
  unpricedModels: ['some-model'],
  byModel: [{ model: 'claude-x', requests: 1, usage, bill }],
  byClient: [{ client: '', requests: 1233, bill: { ...bill, actualUsd: null } }],
};

describe('formatSaving', () => {
  it('says what it is: saved, lost or unknown; measured or estimated', () => {
    expect(formatSaving(bill)).toBe('$1.00 saved (estimated ± $0.0500, 25.0 %)');
    expect(formatSaving({ ...bill, unpricedRequests: 2 })).toBe(
      '$1.00 saved (estimated ± $0.0500, 25.0 %; 2 requests without a known price not counted)',
    );
    expect(formatSaving({ ...bill, actualUsd: 5, savedUsd: -1, errorUsd: null, basis: 'measured' })).toBe(
      '$1.00 MORE than without Headroom (measured, 25.0 %)',
    );
    expect(formatSaving({ ...bill, savedUsd: null, shadowUsd: null })).toMatch(/unknown/);
    expect(formatSaving({ ...bill, actualUsd: 0, shadowUsd: 0, savedUsd: 0, errorUsd: null })).toBe(
      '$0.00 saved (estimated)',
    );
    expect(formatSaving({ ...bill, savedUsd: 0.0012 })).toContain('$0.0012 saved');
  });
});

describe('formatLive', () => {
  it('is one line', () => {
    expect(formatLive(summary)).toBe(
      '1,234 requests · 56,789 tokens not sent · $1.00 saved (estimated ± $0.0500, 25.0 %) · 1.2 ms added',
    );
    expect(formatLive({ ...summary, requests: 0 })).toBe('no requests yet');
    expect(formatLive({ ...summary, requests: 1, addedMs: null })).toMatch(/^1 request · /);
  });
});

describe('formatSummary', () => {
  it('names models, clients, losses and what has no price', () => {
    const text = formatSummary(summary, 7);
    expect(text).toContain('the last 7 days\n');
    expect(text).toMatch(/claude-x +1 request, /);
    expect(text).toMatch(/other clients +1,233 requests, dollars unknown/);
    expect(text).toMatch(/no price +some-model/);
    expect(text).toContain('93.1 %');
    expect(text.endsWith('\n')).toBe(true);
  });

  it('does not make figures out of nothing', () => {
    expect(formatSummary({ ...summary, requests: 0 }, 1)).toBe('Headroom, the last day: no requests.\n');
    expect(formatSummary({ ...summary, cacheHitRate: null, addedMs: null }, 1)).toContain('nothing known');
  });
});

describe('formatEvidence', () => {
  const none = { conversations: 0, meanUsd: null, lowUsd: null, highUsd: null };
  const nothing = {
    sinceMs: 0,
    untilMs: 1,
    calibration: [],
    holdout: { treated: none, heldOut: none, savedPerConversation: null },
    breaks: [],
    trust: [],
  };

  it('is silent where nothing is known', () => {
    expect(formatEvidence(nothing)).toBe('');
  });

  it('tells measured savings with their range, breaks with their cause, and who is asked again', () => {
    const text = formatEvidence({
      ...nothing,
      calibration: [{ model: 'm', ratio: 1.234, spread: 0.02, samples: 7 }],
      holdout: {
        treated: { ...none, conversations: 40 },
        heldOut: { ...none, conversations: 4 },
        savedPerConversation: { meanUsd: 2, lowUsd: -1, highUsd: 5 },
      },
      breaks: [{ cause: 'ttl', count: 3, usd: 1.5 }],
      trust: [
        { compressor: 'log', edits: 30, recalls: 5, reruns: 1, isGentle: true },
        { compressor: 'json', edits: 30, recalls: 0, reruns: 0, isGentle: false },
      ],
    });
    expect(text).toContain('1.23 of its tokens for one of ours ± 2.0 %, from 7 requests');
    expect(text).toContain('40 conversations with us, 4 held out: $2.00 saved each, measured (95 %: $-1.00 to $5.00)');
    expect(text).toContain('3 times by idle time, $1.50');
    expect(text).toContain('asked again 6 of 30 times: leaves nothing out in new conversations');
    expect(text).not.toContain('json');
  });
});

it('tells what each compressor did, and leaves out those that did nothing', () => {
  const none = {
    ...{
      seen: 3,
      shortened: 0,
      lossy: 0,
      tokensBefore: 0,
      tokensRemoved: 0,
      tokensNotSent: 0,
      savedUsd: 0,
      errorUsd: 0,
    },
    ...{ unpricedRequests: 0, recalls: 0, reruns: 0, isGentle: false },
  };
  const log = { ...none, compressor: 'log', shortened: 2, tokensRemoved: 1234, savedUsd: 0.5, recalls: 1 };
  const effects = (compressors: readonly (typeof log)[]) => ({
    sinceMs: 0,
    untilMs: 1,
    countedSinceMs: 0,
    compressors,
  });
  expect(formatEffects(effects([{ ...none, compressor: 'csv' }]))).toBe('');
  const text = formatEffects(effects([log, { ...none, compressor: 'csv' }]));
  expect(text).toContain('log  2 of 3 results, 1,234 tokens out, $0.5000 (estimated), asked again 1 time');
  expect(text).not.toContain('csv');
});
