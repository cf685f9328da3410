import { describe, expect, it } from 'vitest';
import { createAccounting } from '../../../sidecar/analytics/index.ts';
import type { ActivityQuestion, ExchangeFilter } from '../../../sidecar/contract/api.ts';
import type { Exchange } from '../../../sidecar/contract/exchange.ts';
import { Ledger } from '../../../sidecar/store/ledger.ts';
import { makeExchange, makeUsage } from '../analytics/make-exchange.ts';

const retention = { originalsCapBytes: 1e9, originalsIdleDays: 14, exchangeDays: 400, detailDays: 30 };
const start = 1_700_000_000_000;

function open(rows: readonly Partial<Exchange>[]): Ledger {
  const accounting = createAccounting({ override: null, cacheOf: () => 'breakpoints' });
  const ledger = new Ledger({ home: null, retention, accounting, now: () => start });
  rows.forEach((row, at) => {
    const id = String(at).padStart(6, '0');
    const exchange = makeExchange({ usage: makeUsage({ write5m: 100 }), id, at: start + at, ...row });
    ledger.add(at + 1, JSON.stringify(exchange));
  });
  ledger.flush();
  return ledger;
}
const ask = (ledger: Ledger, question: Partial<ActivityQuestion> = {}) =>
  ledger.ask('activity', [{ filter: {}, offset: 0, limit: 10, ...question }]);

describe('the list of exchanges', () => {
  it('can be entered anywhere and stands still while others are added', () => {
    const ledger = open(Array.from({ length: 25 }, () => ({})));
    const first = ask(ledger);
    expect([first.total, first.through, first.exchanges[0]?.id]).toEqual([25, '000024', '000024']);
    ledger.add(99, JSON.stringify(makeExchange({ id: '000099', at: start + 99 })));
    ledger.flush();
    const later = ask(ledger, { offset: 20, through: first.through });
    expect(later.total).toBe(25);
    expect(later.exchanges.map((row) => row.id)).toEqual(['000004', '000003', '000002', '000001', '000000']);
    expect(ask(ledger, { limit: 0 })).toMatchObject({ total: 26, exchanges: [] });
    expect(ask(ledger, { offset: 1000, through: first.through }).exchanges).toEqual([]);
  });

  it('is empty in an empty ledger', () => {
    expect(ask(open([]))).toEqual({ total: 0, through: '', exchanges: [] });
  });

  it.each<[ExchangeFilter, readonly string[]]>([
    [{ client: 'codex' }, ['000001']],
    [{ client: '' }, ['000002']],
    [{ model: 'gpt-6' }, ['000001']],
    [{ conversation: 'other' }, ['000003']],
    [{ outcome: 'shortened' }, ['000000']],
    [{ outcome: 'fault' }, ['000004', '000003', '000001']],
    [{ outcome: 'loss' }, ['000005']],
    [{ outcome: 'untouched' }, ['000003', '000002', '000001']],
    [{ sinceMs: start + 1, untilMs: start + 2 }, ['000002', '000001']],
    [{ text: 'GPT' }, ['000001']],
    [{ text: '100%_sure' }, ['000002']],
    [{ text: '%' }, ['000002']],
    [{ text: 'nobody' }, []],
  ])('with %o holds %j', (filter, ids) => {
    const ledger = open([
      { treatment: 'edited' },
      { treatment: 'untouched', client: 'codex', model: 'gpt-6', status: 529 },
      { treatment: 'bypassed', client: '', project: '100%_sure' },
      { treatment: 'relayed', conversation: 'other', fault: 'upstream-reset' },
      { treatment: 'failed-open', fault: 'deadline' },
      { treatment: 'replayed', fault: 'client-abort' },
    ]);
    expect(ask(ledger, { filter }).exchanges.map((row) => row.id)).toEqual(ids);
  });
});

it('counts the kinds of edits that are suspended', () => {
  const ledger = open([{ conversation: 'a' }, { conversation: 'b' }]);
  const remember = (conversation: string, suspended: readonly string[], at: number): void =>
    ledger.addWrite({ kind: 'memory', conversation, memory: { suspended, pinned: [] }, at });
  remember('a', ['log', 'json'], start);
  remember('b', ['log'], start);
  remember('c', [], start);
  ledger.flush();
  const found = ledger.ask('suspensions', []);
  expect(found.map(({ compressor, conversations }) => [compressor, conversations])).toEqual([
    ['log', 2],
    ['json', 1],
  ]);
});
