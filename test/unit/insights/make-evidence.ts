import type { ConversationRow, ExchangeRow } from '../../../sidecar/contract/api.ts';
import type { ExchangeUsage } from '../../../sidecar/contract/exchange.ts';
import type { SegmentRow } from '../../../sidecar/contract/insights.ts';
import type { Evidence } from '../../../sidecar/insights/types.ts';
import { makeExchange, makeUsage } from '../analytics/make-exchange.ts';

export const start = 1_700_000_000_000;
export const minuteMs = 60_000;

export const bill = {
  actualUsd: 1,
  shadowUsd: 1.2,
  savedUsd: 0.2,
  errorUsd: 0.01,
  basis: 'estimated',
  unpricedRequests: 0,
} as const;

/** A counted request, `minutes` after the start. */
export function makeRow(minutes: number, usage: Partial<ExchangeUsage>, over: Partial<ExchangeRow> = {}): ExchangeRow {
  const { segments: _segments, blocks: _blocks, ...rest } = makeExchange({ at: start + minutes * minuteMs });
  return { ...rest, totalMs: 0, bill, editedSegments: 0, breakCause: null, usage: makeUsage(usage), ...over };
}

export function makeSegment(over: Partial<SegmentRow> = {}): SegmentRow {
  return {
    ...{ exchange: 'e', at: start, conversation: 'c1', project: 'demo', client: 'claude-code', model: 'priced' },
    ...{ tool: 'Bash', command: 'npm test', path: '', tokensBefore: 100, tokensAfter: 100 },
    ...over,
  };
}

export function makeConversation(over: Partial<ConversationRow> = {}): ConversationRow {
  return {
    ...{ conversation: 'c1', client: 'claude-code', project: 'demo', model: 'priced', turns: 3 },
    ...{ firstAt: start, lastAt: start, usage: makeUsage({}), bill, breaks: [] },
    ...over,
  };
}

/** Nothing has happened; writing costs 10 dollars per million tokens, reading one, with any model but "unheard-of". */
export function makeEvidence(over: Partial<Evidence> = {}): Evidence {
  return {
    summary: { requests: 0, byClient: [], byModel: [], unpricedModels: [], bill },
    exchanges: [],
    conversations: [],
    segments: [],
    transcripts: null,
    costUsd: (model, { fresh, write5m, write1h, read }) =>
      model === 'unheard-of' ? null : ((fresh + write5m + write1h) * 10 + read) / 1e6,
    ...over,
  };
}
