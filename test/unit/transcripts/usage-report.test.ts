import { describe, expect, it } from 'vitest';
import type { UsageEvent } from '../../../sidecar/transcripts/types.ts';
import { reportUsage, UsageLog } from '../../../sidecar/transcripts/usage-report.ts';

const start = new Date(2026, 10, 20, 10, 30).getTime();
const hourMs = 3_600_000;

function event(over: Partial<UsageEvent> & { output?: number } = {}): UsageEvent {
  const { output = 10, ...rest } = over;
  return {
    kind: 'usage',
    client: 'claude-code',
    session: 's1',
    project: '/shop',
    at: start,
    key: null,
    model: 'priced',
    usage: { fresh: 1, write5m: 2, write1h: 3, read: 4, output },
    ...rest,
  };
}

const cost = (model: string, { output }: UsageEvent['usage']) => (model === 'priced' ? output / 100 : null);
const span = { sinceMs: 0, untilMs: start + 1000 * hourMs };

function report(events: readonly UsageEvent[], by: 'day' | 'model' | 'project' | 'session' | 'block') {
  const log = new UsageLog();
  for (const one of events) log.add(one);
  return reportUsage(log, { by, ...span }, cost);
}

describe('UsageLog', () => {
  it('counts an answer once, at the place of its first line, with the most output that was written down', () => {
    const log = new UsageLog();
    log.add(event({ key: 'a', output: 1, session: 's1' }));
    log.add(event({ key: 'a', output: 9, session: 's2' }));
    log.add(event({ key: 'a', output: 5, session: 's3' }));
    expect(log.events()).toEqual([event({ key: 'a', output: 9, session: 's1' })]);
  });

  it('keeps answers apart that nothing tells apart', () => {
    const log = new UsageLog();
    log.add(event());
    log.add(event());
    expect(log.events()).toHaveLength(2);
  });
});

describe('reportUsage', () => {
  it('sums tokens and dollars, and tells what has no price', () => {
    const { total, rows, unpricedModels } = report([event(), event({ model: 'odd', output: 90 })], 'model');
    expect(total).toMatchObject({ requests: 2, costUsd: 0.1, unpricedRequests: 1, models: ['odd', 'priced'] });
    expect(total.usage).toEqual({ fresh: 2, write5m: 4, write1h: 6, read: 8, output: 100 });
    expect(rows.map(({ label, costUsd }) => [label, costUsd])).toEqual([
      ['priced', 0.1],
      ['odd', null],
    ]);
    expect(unpricedModels).toEqual(['odd']);
  });

  it('takes only what lies within the span', () => {
    const log = new UsageLog();
    for (const at of [start - 1, start, start + 1, start + 2]) log.add(event({ at }));
    expect(reportUsage(log, { by: 'day', sinceMs: start, untilMs: start + 1 }, cost).total.requests).toBe(2);
    expect(report([], 'day').total).toMatchObject({ requests: 0, costUsd: null });
  });

  it('groups by local day, in their order', () => {
    const rows = report([event({ at: start + 24 * hourMs }), event()], 'day').rows;
    expect(rows.map(({ label }) => label)).toEqual(['2026-11-20', '2026-11-21']);
  });

  it('begins a block of five hours with the full hour, and the next with the first answer behind it', () => {
    const hours = [0, 4.4, 4.6, 9.4, 30];
    const rows = report(
      hours.map((hour) => event({ at: start + hour * hourMs })),
      'block',
    ).rows;
    expect(rows.map(({ label, requests }) => [label, requests])).toEqual([
      ['claude-code 2026-11-20 10:00–15:00', 2],
      ['claude-code 2026-11-20 15:00–20:00', 2],
      ['claude-code 2026-11-21 16:00–21:00', 1],
    ]);
  });

  it('keeps blocks of different clients apart, and the dearest session first', () => {
    const events = [event(), event({ client: 'codex', output: 50, session: 's2' })];
    expect(report(events, 'block').rows).toHaveLength(2);
    expect(report(events, 'session').rows.map(({ label }) => label)).toEqual(['codex s2', 'claude-code s1']);
  });
});
