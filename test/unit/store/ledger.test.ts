import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { createAccounting } from '../../../sidecar/analytics/index.ts';
import type { Exchange } from '../../../sidecar/contract/exchange.ts';
import { Ledger } from '../../../sidecar/store/ledger.ts';
import { ledgerPath, openLedger, readTrouble } from '../../../sidecar/store/open.ts';
import { makeBlocks, makeExchange, makeUsage } from '../analytics/make-exchange.ts';

const base = mkdtempSync(join(tmpdir(), 'headroom-ledger-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const retention = { originalsCapBytes: 1e9, originalsIdleDays: 14, exchangeDays: 400, detailDays: 30 };
const hour = 3_600_000;
const start = 1_700_000_000_000;

function open(home: string | null, clock: { now: number } = { now: start }): Ledger {
  const accounting = createAccounting({ override: null, cacheOf: () => 'breakpoints' });
  return new Ledger({ home, retention, accounting, now: () => clock.now });
}

function add(ledger: Ledger, seq: number, over: Partial<Exchange> = {}): Exchange {
  const exchange = makeExchange({
    blocks: makeBlocks([['sys!', 10_000, 'short', 6000]]),
    usage: makeUsage({ write5m: 6000, output: 10 }),
    ...over,
  });
  ledger.add(seq, JSON.stringify(exchange));
  return exchange;
}

const all = { sinceMs: 0, untilMs: start + 1000 * hour };

describe('questions', () => {
  it('are answered alike from whole hours and from ragged ends', () => {
    const ledger = open(null);
    for (let at = 0; at < 300; at++) {
      add(ledger, at + 1, { at: start + at * 7 * 60_000, conversation: `c${at % 7}`, addedMs: at % 10 });
    }
    ledger.flush();
    for (const [from, to] of [
      [0, 300],
      [3, 4],
      [0, 5],
      [17, 250],
      [9, 299],
    ] as const) {
      const span = { sinceMs: start + from * 7 * 60_000, untilMs: start + (to - 1) * 7 * 60_000 };
      const summary = ledger.ask('summary', [span]);
      expect(summary.requests).toBe(to - from);
      expect(summary.usage.write5m).toBe(6000 * (to - from));
      expect(summary.bill.actualUsd).toBeCloseTo((to - from) * ((6000 * 3.75 + 150) / 1e6), 9);
    }
  });

  it('tell the sums over time like the sums of the whole span', () => {
    const ledger = open(null);
    for (let at = 0; at < 100; at++) {
      add(ledger, at + 1, { at: start + at * 17 * 60_000, client: at % 3 === 0 ? 'codex' : 'claude-code' });
    }
    ledger.flush();
    const span = { sinceMs: start, untilMs: start + 100 * 17 * 60_000 };
    const summary = ledger.ask('summary', [span]);
    for (const by of ['hour', 'day', 'month'] as const) {
      const { buckets } = ledger.ask('history', [{ by, group: 'client', ...span }]);
      const sum = (pick: (bucket: (typeof buckets)[number]) => number) =>
        buckets.reduce((total, bucket) => total + pick(bucket), 0);
      expect(sum(({ requests }) => requests)).toBe(100);
      expect(sum(({ usage }) => usage.write5m)).toBe(summary.usage.write5m);
      expect(sum(({ bill }) => bill.savedUsd ?? 0)).toBeCloseTo(summary.bill.savedUsd ?? 0, 9);
      expect(sum(({ groups }) => groups.find(({ name }) => name === 'codex')?.requests ?? 0)).toBe(34);
    }
  });

  it('tell what the figures rest on: hold-outs apart, and what a break cost', () => {
    const ledger = open(null);
    const turn = (seq: number, conversation: string, over: Partial<Exchange>) =>
      add(ledger, seq, { conversation, at: start + seq, blocks: makeBlocks([['sys!', 10_000]]), ...over });
    for (const seq of [1, 2, 3])
      turn(seq, `held${seq}`, { treatment: 'holdout', usage: makeUsage({ write5m: 10_000 }) });
    for (const seq of [4, 5]) turn(seq, `treated${seq}`, { usage: makeUsage({ write5m: 8000 }) });
    // Six minutes later the entry is gone, and all of it is written again.
    turn(6, 'treated5', { at: start + 400_000, usage: makeUsage({ write5m: 8000 }) });
    ledger.flush();
    const found = ledger.ask('evidence', [all]);
    expect(found.holdout.heldOut).toMatchObject({ conversations: 3, meanUsd: 0.0375 });
    expect(found.holdout.treated).toMatchObject({ conversations: 2 });
    expect(found.holdout.savedPerConversation?.meanUsd).toBeCloseTo(0.0375 - 0.045, 9);
    expect(found.breaks).toEqual([{ cause: 'ttl', count: 1, usd: expect.closeTo((8000 * (3.75 - 0.3)) / 1e6, 9) }]);
    expect(found.calibration.map(({ model }) => model)).toEqual(['claude-sonnet-4-5']);
  });

  it('page through exchanges and conversations without gap or repetition', () => {
    const ledger = open(null);
    const ids: string[] = [];
    for (let at = 0; at < 25; at++) ids.push(add(ledger, at + 1, { at: start + at, conversation: `c${at % 5}` }).id);
    ledger.flush();
    const seen: string[] = [];
    for (;;) {
      const before = seen.at(-1);
      const page = ledger.ask('exchanges', [{ limit: 10, ...(before !== undefined && { before }) }]);
      if (page.length === 0) break;
      seen.push(...page.map((row) => row.id));
    }
    expect(seen).toEqual(ids.toReversed());
    expect(ledger.ask('exchanges', [{ limit: 10, conversation: 'c3' }])).toHaveLength(5);
    const first = ledger.ask('conversations', [{ limit: 2 }]);
    const second = ledger.ask('conversations', [{ limit: 9, before: first[1]?.lastAt ?? 0 }]);
    expect([...first, ...second].map((row) => [row.conversation, row.turns])).toEqual(
      ['c4', 'c3', 'c2', 'c1', 'c0'].map((id) => [id, 5]),
    );
  });

  it('give an exchange back as it was recorded', () => {
    const ledger = open(null);
    const segment = {
      index: 0,
      tool: 'Bash',
      command: "echo 'ü'",
      path: '',
      by: ['log'],
      reason: null,
      tokensBefore: 10,
      tokensAfter: 4,
      lossy: { unit: 'lines', shown: 1, total: 9 },
      originalId: '0123456789abcdef0123',
      isNew: true,
    };
    const exchange = add(ledger, 1, { segments: [segment], fault: 'client-abort', firstByteMs: null });
    const { rows } = ledger.flush();
    const detail = ledger.ask('exchange', [exchange.id]);
    const { segments: _segments, blocks: _blocks, ...rest } = exchange;
    expect(detail?.exchange).toMatchObject(rest);
    expect(detail?.exchange).toEqual(rows[0]);
    expect(detail?.segments).toEqual([segment]);
    expect(detail?.classes.find((each) => each.name === 'write5m')).toMatchObject({
      actualTokens: 6000,
      shadowTokens: 10_000,
    });
    expect(ledger.ask('exchange', ['unknown'])).toBeNull();
  });

  it('write an exchange once, however often it comes', () => {
    const ledger = open(null);
    const exchange = add(ledger, 1);
    ledger.flush();
    ledger.add(2, JSON.stringify(exchange));
    expect(ledger.flush().seqs).toEqual([2]);
    expect(ledger.ask('summary', [all]).requests).toBe(1);
  });

  it('remember what must outlive a restart', () => {
    const home = join(base, 'memory');
    const before = open(home);
    const memory = { suspended: ['json'], pinned: ['abc'] };
    before.addWrite({ kind: 'memory', conversation: 'c1', memory, at: start });
    before.addWrite({ kind: 'memory', conversation: 'c1', memory, at: start + 5 });
    before.flush();
    before.close();
    const after = open(home);
    expect(after.ask('memories', [])).toEqual(new Map([['c1', { ...memory, lastAt: start + 5 }]]));
    expect(after.ask('conversations', [{ limit: 5 }])).toEqual([]);
    after.close();
  });

  it('bill the turn after a restart as if there had been none', () => {
    const turns = (ledger: Ledger, seq: number): void => {
      add(ledger, seq, {
        id: `x${seq}`,
        blocks: makeBlocks(
          [
            ['sys!', 10_000, 'short', 6000],
            ['next!', 100],
          ].slice(0, seq) as never,
        ),
        usage: seq === 1 ? makeUsage({ write5m: 6000 }) : makeUsage({ read: 6000, write5m: 100 }),
      });
      ledger.flush();
    };
    const home = join(base, 'restart');
    const before = open(home);
    turns(before, 1);
    before.close();
    const after = open(home);
    turns(after, 2);
    expect(after.ask('exchange', ['x2'])?.exchange.bill.savedUsd).toBeCloseTo((4000 * 0.3) / 1e6, 12);
    after.close();
  });
});

describe('troubles', () => {
  it('keep the queue while another program holds the ledger, and tell', () => {
    const home = join(base, 'locked');
    const clock = { now: start };
    const ledger = open(home, clock);
    const other = new DatabaseSync(ledgerPath(home));
    other.exec('BEGIN IMMEDIATE');
    add(ledger, 1);
    expect(ledger.flush().seqs).toEqual([]);
    expect(ledger.health()).toMatchObject({ ok: false, waiting: 1 });
    expect(ledger.health().messages[0]).toMatch(/holds the ledger/);
    other.exec('ROLLBACK');
    other.close();
    clock.now += 1000;
    expect(ledger.flush().seqs).toEqual([1]);
    expect(ledger.health()).toEqual({ ok: true, messages: [], waiting: 0, dropped: 0 });
    ledger.close();
  });

  it.each([-24, 24])('are over as soon as they are over, though the clock jumps by %d hours', (jump) => {
    const home = join(base, `jump${jump}`);
    const clock = { now: start };
    const ledger = open(home, clock);
    const other = new DatabaseSync(ledgerPath(home));
    other.exec('BEGIN IMMEDIATE');
    add(ledger, 1, { id: 'x1', at: clock.now });
    expect(ledger.flush().seqs).toEqual([]);
    other.exec('ROLLBACK');
    other.close();
    clock.now += jump * hour;
    add(ledger, 2, { id: 'x2', at: clock.now });
    expect(ledger.flush().seqs).toEqual([1, 2]);
    expect(ledger.ask('summary', [all]).requests).toBe(2);
    expect(ledger.ask('conversations', [{ limit: 9 }])).toMatchObject([
      { turns: 2, lastAt: Math.max(start, clock.now) },
    ]);
    ledger.sweep();
    expect(ledger.ask('exchanges', [{ limit: 9 }])).toHaveLength(2);
    ledger.close();
  });

  it('give up one impossible entry, not its neighbours', () => {
    const ledger = open(null);
    add(ledger, 1);
    add(ledger, 2, { status: null as unknown as number });
    ledger.add(3, '{"not": "an exchange"');
    add(ledger, 4);
    expect([...ledger.flush().seqs].sort()).toEqual([1, 2, 3, 4]);
    expect(ledger.ask('summary', [all]).requests).toBe(2);
    expect(ledger.health().dropped).toBe(2);
  });

  it('start afresh when the file was deleted', () => {
    const home = join(base, 'deleted');
    const ledger = open(home);
    add(ledger, 1);
    ledger.flush();
    for (const suffix of ['', '-wal', '-shm']) rmSync(ledgerPath(home) + suffix, { force: true });
    add(ledger, 2);
    expect(ledger.flush().seqs).toEqual([2]);
    expect(ledger.health().messages[0]).toMatch(/deleted/);
    ledger.close();
  });

  it('refuse the ledger of a newer version, leave it alone, and go on in memory', () => {
    const home = join(base, 'newer');
    openLedger(home).close();
    const db = new DatabaseSync(ledgerPath(home));
    db.exec('PRAGMA user_version = 999');
    db.close();
    const ledger = open(home);
    add(ledger, 1);
    expect(ledger.flush().seqs).toEqual([1]);
    expect(ledger.health().messages[0]).toMatch(/newer Headroom.*in memory/);
    ledger.close();
  });

  it('are sorted by what can be done about them', () => {
    const of = (errcode: number) => readTrouble({ errcode });
    expect([of(5), of(261), of(11), of(26), of(13), of(10), of(14), of(8)]).toEqual([
      'locked',
      'locked',
      'corrupt',
      'corrupt',
      'full',
      'full',
      'denied',
      'denied',
    ]);
    expect(of(19)).toBeNull();
    expect(readTrouble({ code: 'ENOSPC' })).toBe('full');
    // A drive that is gone, a name that is too long, a link that leads nowhere.
    for (const code of ['ENOENT', 'ENAMETOOLONG', 'ELOOP'])
      expect(readTrouble({ code, syscall: 'mkdir' })).toBe('denied');
    expect(readTrouble(new TypeError('x'))).toBeNull();
  });
});
