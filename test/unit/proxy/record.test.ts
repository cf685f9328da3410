import { describe, expect, it } from 'vitest';
import { createId, makeExchange, startTrace } from '../../../sidecar/proxy/record.ts';
import { findRoute } from '../../../sidecar/proxy/route.ts';
import { resolveSettings } from '../../../sidecar/settings.ts';

const route = findRoute(
  { method: 'POST', url: '/p/shop/v1/messages?key=secret', rawHeaders: ['x-api-key', 'secret'] },
  resolveSettings({}, { HOME: '/h' }),
);
const segment = {
  ...{ index: 0, tool: 'Bash', command: 'ls', path: '', by: ['log'], reason: null, tokensBefore: 9, tokensAfter: 3 },
  ...{ lossy: { unit: 'lines', shown: 1, total: 3 }, originalId: 'o', isNew: true },
};
const result = {
  ...{ read: { model: 'asked', stream: true, fingerprint: 'f', session: null }, edits: [], segments: [segment] },
  ...{ digests: ['d'], pin: [], tokensBefore: 9, tokensAfter: 3, engineMs: 1 },
};
const block = { original: 'a', sent: 'b', tokensOriginal: 9, tokensSent: 3, breakpoint: null };
const usage = { fresh: 1, write5m: 2, write1h: 3, read: 4, output: 5, model: 'answered', stop: 'end_turn' };

describe('makeExchange', () => {
  it('shows an edit as it was sent', () => {
    const trace = Object.assign(startTrace(route, 'claude-code', 1000), { treatment: 'edited' as const, result });
    expect(makeExchange(trace, usage, [block])).toMatchObject({
      ...{
        at: 1000,
        project: 'shop',
        client: 'claude-code',
        provider: 'anthropic',
        model: 'answered',
        path: '/v1/messages',
      },
      ...{ tokensBefore: 9, tokensAfter: 3, segments: [segment], blocks: [block], usage: { fresh: 1, output: 5 } },
    });
  });

  it.each(['replayed', 'holdout', 'failed-open'] as const)('shows nothing as saved that was not: %s', (treatment) => {
    const trace = Object.assign(startTrace(route, '', 1000), { treatment, result });
    expect(makeExchange(trace, null, [block])).toMatchObject({
      ...{ tokensBefore: 9, tokensAfter: 9, model: 'asked', usage: null },
      segments: [{ by: [], tokensAfter: 9, lossy: null, originalId: null }],
      blocks: [{ original: 'a', sent: 'a', tokensSent: 9 }],
    });
  });

  it('holds neither query nor headers', () => {
    expect(JSON.stringify(makeExchange(startTrace(route, '', 0), usage, []))).not.toContain('secret');
  });

  it('counts what we add from the last request byte to the dispatch', () => {
    const trace = Object.assign(startTrace(route, '', 0), { received: 100, dispatched: 103.5 });
    expect(makeExchange(trace, null, []).addedMs).toBe(3.5);
    expect(makeExchange(startTrace(route, '', 0), null, []).addedMs).toBe(0);
  });
});

describe('createId', () => {
  it('sorts by time and does not repeat', () => {
    const ids = [0, 1, 31, 32, 1_700_000_000_000, 1_700_000_000_001].map((at) => createId(at));
    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(new Set(Array.from({ length: 1000 }, () => createId(5))).size).toBe(1000);
  });

  it('repeats nothing when the clock is set back, and is well formed before 1970', () => {
    const day = 86_400_000;
    const now = 1_700_000_000_000;
    const ids = [now, now + day, now, now - day, now].flatMap((at) => Array.from({ length: 200 }, () => createId(at)));
    expect(new Set(ids).size).toBe(1000);
    expect(createId(-day)).toMatch(/^0{10}[0-9A-HJKMNP-TV-Z]{16}$/);
  });
});
