import { describe, expect, it } from 'vitest';
import { insightRules } from '../../../../sidecar/insights/rules/index.ts';
import type { Evidence } from '../../../../sidecar/insights/types.ts';
import { bill, makeConversation, makeEvidence, makeRow, makeSegment } from '../make-evidence.ts';

function judge(id: string, evidence: Partial<Evidence>) {
  return insightRules.find((rule) => rule.id === id)!.judge(makeEvidence(evidence));
}

describe('every rule', () => {
  it.each(insightRules.map(({ id }) => id))('%s says nothing about nothing', (id) => {
    expect(judge(id, {})).toBeNull();
    expect(judge(id, { transcripts: [] })).toBeNull();
  });
});

describe('cache-breaks', () => {
  it('tells what was paid again, why, and what to do about the main cause', () => {
    const exchanges = [
      makeRow(0, { write5m: 50_000 }),
      makeRow(1, { write5m: 51_000 }, { breakCause: 'client' }),
      makeRow(2, { write5m: 52_000 }, { breakCause: 'client' }),
      makeRow(0, { write5m: 9000 }, { conversation: 'c9' }),
      makeRow(1, { write5m: 9000 }, { conversation: 'c9', breakCause: 'provider' }),
    ];
    const found = judge('cache-breaks', { exchanges });
    expect(found?.title).toContain('3 requests paid again for 110 k tokens');
    expect(found?.evidence.slice(0, 2)).toEqual([
      '2 times: the client changed what it had sent before',
      '1 time: the provider had let go of it early',
    ]);
    expect(found?.gain).toEqual({ usd: expect.closeTo(0.99, 9), tokens: 110_000 });
    expect(found?.action).toContain('MCP servers');
  });

  it('sees another model in the middle, though the ledger holds it for a conversation of its own', () => {
    const switched = [2, 3].map((minutes) =>
      makeRow(minutes, minutes === 2 ? { write5m: 51_000 } : { read: 51_000 }, { model: 'other' }),
    );
    const found = judge('cache-breaks', { exchanges: [makeRow(0, { write5m: 50_000 }), ...switched] });
    expect(found?.evidence[0]).toBe('1 time: another model was chosen in the middle');
    expect(found?.action).toContain('Choose the model');
  });

  it('leaves long pauses to their own rule', () => {
    const exchanges = [makeRow(0, { write5m: 50_000 }), makeRow(20, { write5m: 51_000 })];
    expect(judge('cache-breaks', { exchanges })).toBeNull();
    expect(judge('idle-caches', { exchanges })?.evidence[0]).toContain('after 20 min');
    expect(judge('idle-caches', { exchanges })?.action).toContain('CLAUDE_CODE_PROMPT_CACHE_TTL=1h');
  });

  it('does not advise an hour’s cache for a night', () => {
    const exchanges = [makeRow(0, { write5m: 50_000 }), makeRow(600, { write5m: 51_000 })];
    expect(judge('idle-caches', { exchanges })?.action).toContain('new conversation');
  });
});

describe('inlined-tools', () => {
  const begin = (tokens: number, conversation: string) => makeRow(0, { write5m: tokens }, { conversation });

  it('sees that most conversations of Claude Code begin heavily', () => {
    const exchanges = ['a', 'b', 'c'].map((name) => begin(45_000, name));
    expect(judge('inlined-tools', { exchanges })).toMatchObject({
      gain: { tokens: 30_000, usd: expect.closeTo(0.3, 9) },
      action: expect.stringContaining('ENABLE_TOOL_SEARCH=true'),
    });
  });

  it('says nothing about a few, about pasted results, or about other clients', () => {
    expect(judge('inlined-tools', { exchanges: [begin(45_000, 'a'), begin(45_000, 'b')] })).toBeNull();
    const pasted = ['a', 'b', 'c'].map((name) => ({ ...begin(45_000, name), tokensAfter: 30_000 }));
    expect(judge('inlined-tools', { exchanges: pasted })).toBeNull();
    const others = ['a', 'b', 'c'].map((name) => ({ ...begin(45_000, name), client: 'codex' }));
    expect(judge('inlined-tools', { exchanges: others })).toBeNull();
  });
});

describe('giant-results', () => {
  it('groups by program and subcommand, and counts only what is beyond the limit', () => {
    const segments = [
      makeSegment({ command: 'cd app && npm test -- --all', tokensAfter: 9000 }),
      makeSegment({ command: 'CI=1 npm test; git status', tokensAfter: 5000 }),
      makeSegment({ tool: 'mcp__db__query', command: '', tokensAfter: 6000 }),
      makeSegment({ tokensAfter: 3999 }),
    ];
    const found = judge('giant-results', { segments });
    expect(judge('giant-results', { segments: [makeSegment({ tokensAfter: 4251 })] })).toBeNull();
    expect(judge('giant-results', { segments: [makeSegment({ tokensAfter: 9000 })] })?.title).toContain(
      '1 tool result stayed longer than 4000 tokens; it comes from `npm test`.',
    );
    expect(found?.title).toContain('3 tool results');
    expect(found?.evidence[0]).toBe('`npm test`: 2 results, 14 k tokens, the largest 9000 tokens');
    expect(found?.evidence[1]).toContain('mcp__db__query');
    expect(found?.gain).toEqual({ tokens: 8000, usd: expect.closeTo(0.08, 9) });
  });
});

describe('re-reads', () => {
  it('counts what a file cost from its third reading on', () => {
    const segments = Array.from({ length: 4 }, () =>
      makeSegment({ tool: 'Read', path: 'src/a.ts', tokensAfter: 3000 }),
    );
    expect(judge('re-reads', { segments })).toMatchObject({
      evidence: ['src/a.ts: 4 times, 6000 tokens'],
      gain: { tokens: 6000 },
    });
  });

  it('is content with readings in different conversations, and with references that cost little', () => {
    const apart = ['a', 'b', 'c'].map((conversation) => makeSegment({ path: 'x', conversation, tokensAfter: 9000 }));
    const short = Array.from({ length: 5 }, () => makeSegment({ path: 'x', tokensAfter: 30 }));
    expect(judge('re-reads', { segments: apart })).toBeNull();
    expect(judge('re-reads', { segments: short })).toBeNull();
  });
});

describe('worst-conversations', () => {
  const cost = (usd: number, savedUsd = 0) => makeConversation({ bill: { ...bill, actualUsd: usd, savedUsd } });

  it('names the one that takes most of the bill', () => {
    expect(judge('worst-conversations', { conversations: [cost(1), cost(1), cost(1), cost(9)] })?.title).toContain(
      '75 %',
    );
    expect(judge('worst-conversations', { conversations: [cost(1), cost(9)] })).toBeNull();
    // Of so few one always takes about as much.
    const even = [cost(2), cost(1), cost(1), cost(1), cost(1)];
    expect(judge('worst-conversations', { conversations: even })).toBeNull();
    expect(judge('worst-conversations', { conversations: [...even, ...even, ...even, cost(9)] })?.title).toContain(
      '33 %',
    );
  });

  it('tells losses of ours first, beyond the error of the estimate', () => {
    expect(judge('worst-conversations', { conversations: [cost(1, -0.5)] })).toMatchObject({ gain: { usd: 0.5 } });
    expect(judge('worst-conversations', { conversations: [cost(1, -0.04)] })).toBeNull();
  });
});

describe('unpriced-models', () => {
  it('names them, and where their prices are set', () => {
    const summary = { ...makeEvidence().summary, unpricedModels: ['m-1'], bill: { ...bill, unpricedRequests: 3 } };
    const found = judge('unpriced-models', { summary });
    expect(found).toMatchObject({ title: expect.stringContaining('3 requests'), gain: null });
    expect(found?.action).toContain('headroom prices set m-1 --input');
    const odd = judge('unpriced-models', { summary: { ...summary, unpricedModels: ['$(rm) m'] } });
    expect(odd?.action).toContain('headroom prices set <model> --input');
  });
});

describe('bypassing-clients', () => {
  const summary = { ...makeEvidence().summary, byClient: [{ client: 'codex', requests: 4, bill }] };

  it('names clients most of whose answers did not come through', () => {
    const found = judge('bypassing-clients', { summary, transcripts: [{ client: 'codex', requests: 20, costUsd: 2 }] });
    expect(found?.evidence).toEqual([
      'codex: 20 answers in its transcripts, $2.00 at list price; 4 of them came through',
    ]);
  });

  it('is content when most came through, or few were made', () => {
    expect(
      judge('bypassing-clients', { summary, transcripts: [{ client: 'codex', requests: 7, costUsd: 2 }] }),
    ).toBeNull();
    expect(judge('bypassing-clients', { transcripts: [{ client: 'codex', requests: 9, costUsd: 2 }] })).toBeNull();
  });
});
