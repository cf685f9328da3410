import type { Exchange, ExchangeBlock, ExchangeUsage } from '../../../sidecar/contract/exchange.ts';

/** A block of the prompt: [digest, tokens], or [original, tokens, sent, tokens]. "!" behind the digest marks a 5m breakpoint, "!!" one of 1h. */
export type Brick = readonly [string, number] | readonly [string, number, string, number];

export function makeBlocks(bricks: readonly Brick[]): ExchangeBlock[] {
  return bricks.map(([name, tokens, sent = name, tokensSent = tokens]) => ({
    original: name.replace(/!+$/, ''),
    sent: sent.replace(/!+$/, ''),
    tokensOriginal: tokens,
    tokensSent,
    breakpoint: name.endsWith('!!') ? '1h' : name.endsWith('!') ? '5m' : null,
  }));
}

export function makeUsage(usage: Partial<ExchangeUsage>): ExchangeUsage {
  return { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0, ...usage };
}

let made = 0;

export function makeExchange(over: Partial<Exchange> = {}): Exchange {
  made += 1;
  return {
    id: `01J${String(made).padStart(10, '0')}`,
    at: 1_700_000_000_000,
    conversation: 'c1',
    project: 'demo',
    client: 'claude-code',
    provider: 'anthropic',
    dialect: 'anthropic',
    model: 'claude-sonnet-4-5',
    method: 'POST',
    path: '/v1/messages',
    status: 200,
    treatment: 'edited',
    fault: null,
    streamed: true,
    bytesIn: 1000,
    bytesSent: 800,
    bytesOut: 300,
    tokensBefore: 0,
    tokensAfter: 0,
    usage: null,
    addedMs: 1.5,
    firstByteMs: 200,
    totalMs: 1200,
    segments: [],
    blocks: [],
    ...over,
  };
}
