import { expect, it } from 'vitest';
import type { Exchange } from '../../../sidecar/contract/exchange.ts';
import { describeExchange } from '../../../sidecar/logs/describe-exchange.ts';
import { makeExchange } from '../analytics/make-exchange.ts';

const say = (over: Partial<Exchange>) => {
  const entry = describeExchange(makeExchange({ client: 'codex', model: 'm', provider: 'openai', ...over }) as never);
  return entry && `${entry.level} ${entry.source} ${entry.text}`;
};

it('is silent about what went well and about a person who stops', () => {
  expect(say({})).toBeNull();
  expect(say({ fault: 'client-abort', status: 0 })).toBeNull();
});

it('tells what went wrong, and who is to blame', () => {
  expect(say({ status: 429 })).toBe('warning provider openai answered 429 (codex, m)');
  expect(say({ status: 503 })).toBe('error provider openai answered 503 (codex, m)');
  expect(say({ status: 0, fault: 'upstream-unreachable' })).toMatch(/^error provider openai could not be reached/);
  expect(say({ treatment: 'failed-open', fault: 'deadline' })).toBe(
    'warning engine Sent untouched: deadline (codex, m)',
  );
  expect(say({ treatment: 'replayed', fault: 'refused-400' })).toMatch(
    /^warning provider openai refused the shorter form/,
  );
  expect(say({ fault: 'proxy-fault', status: 500 })).toMatch(/^error sidecar A defect/);
  expect(say({ fault: 'upstream-reset' })).toBe('warning provider An exchange ended early: upstream-reset (codex, m)');
});

it('names the exchange, and repeats no name that is none', () => {
  const entry = describeExchange(makeExchange({ id: 'X', status: 500 }) as never);
  expect(entry?.about).toBe('X');
  for (const model of ['m'.repeat(81), 'please write a poem', 'two\nlines'])
    expect(say({ status: 500, model })).toBe('error provider openai answered 500 (codex, an odd name)');
  expect(say({ status: 500, client: '', model: '' })).toContain('(unnamed client)');
});
