import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { showLive } from '../../../sidecar/cli/show-live.ts';
import type { Summary } from '../../../sidecar/contract/api.ts';

const usage = { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 };
const bill = {
  actualUsd: 1,
  shadowUsd: 2,
  savedUsd: 1,
  errorUsd: null,
  basis: 'estimated',
  unpricedRequests: 0,
} as const;
const summary: Summary = {
  sinceMs: 0,
  untilMs: 0,
  requests: 0,
  edited: 0,
  failedOpen: 0,
  errors: 0,
  usage,
  tokensNotSent: 5,
  tokensRemovedOnce: 5,
  bill,
  cacheHitRate: null,
  addedMs: null,
  unpricedModels: [],
  byModel: [],
  byClient: [],
};

function makeOutput() {
  let written = '';
  const output = new Writable({
    write(chunk, _encoding, done) {
      written += chunk;
      done();
    },
  });
  return { output, text: () => written };
}

describe('showLive', () => {
  it('ends with the latest figures, asks for this run only and lets go of the ledger', async () => {
    const { output, text } = makeOutput();
    let requests = 0;
    let subscribers = 0;
    const began = Date.now();
    const asked: number[] = [];
    const live = showLive(
      {
        async summary({ sinceMs }) {
          asked.push(sinceMs);
          return { ...summary, requests };
        },
        onRecorded() {
          subscribers++;
          return () => {
            subscribers--;
          };
        },
      },
      output,
    );
    requests = 3;
    await live.end();
    await live.end();
    expect(text().trimEnd().split('\n').at(-1)).toMatch(/^3 requests · 5 tokens not sent · \$1\.00 saved/);
    expect(asked.every((sinceMs) => sinceMs >= began)).toBe(true);
    expect(subscribers).toBe(0);
  });

  it('tells a ledger that gives no figures, and goes on', async () => {
    const { output, text } = makeOutput();
    const live = showLive({ summary: () => Promise.reject(new Error('locked')), onRecorded: () => () => {} }, output);
    await live.end();
    expect(text()).toContain('no figures: locked\n');
  });
});
