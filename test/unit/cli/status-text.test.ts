import { describe, expect, it } from 'vitest';
import type { RunningHeadroom } from '../../../sidecar/cli/neighbour.ts';
import { formatStatus, type Status, toStatusJson } from '../../../sidecar/cli/status-text.ts';

const health: RunningHeadroom = {
  version: '1.2.3',
  pid: 7,
  status: 'ok',
  upstreams: {},
  mode: 'cache',
  optimise: true,
  checks: [{ id: 'ledger', ok: true, message: 'The ledger is whole.' }],
};
const status: Status = {
  url: 'http://127.0.0.1:8787',
  neighbour: { kind: 'headroom', health },
  clients: [
    { id: 'claude-code', name: 'Claude Code', state: 'connected' },
    { id: 'codex', name: 'Codex', state: 'connected' },
    { id: 'goose', name: 'Goose', state: 'not-installed' },
  ],
  today: null,
};

describe('formatStatus', () => {
  it('is short when all is well', () => {
    expect(formatStatus(status)).toBe(
      'Headroom 1.2.3 runs at http://127.0.0.1:8787 (process 7).\nThrough Headroom: Claude Code, Codex.\n',
    );
  });

  it('names what cannot work while nothing runs, and the way out', () => {
    expect(formatStatus({ ...status, neighbour: { kind: 'nobody' } })).toBe(
      [
        'Headroom does not run: nothing listens at http://127.0.0.1:8787.',
        '  → headroom start',
        'Through Headroom: Claude Code, Codex.',
        'What goes through Headroom cannot work until it runs.',
        '  → headroom start, or headroom pause',
        '',
      ].join('\n'),
    );
  });

  it('names a stranger on the port', () => {
    const neighbour = { kind: 'stranger', listener: { pid: 3, name: 'nginx' } } as const;
    expect(formatStatus({ ...status, neighbour })).toMatch(/8787 belongs to nginx \(process 3\)/);
  });

  it('says in its own words why it is not well, and that it shortens nothing', () => {
    const checks = [...health.checks, { id: 'engine', ok: false, message: 'The engine died five times.' }];
    const text = formatStatus({
      ...status,
      neighbour: { kind: 'headroom', health: { ...health, status: 'bypassed', optimise: false, checks } },
    });
    expect(text).toMatch(/sends everything on unchanged for now\.\n {2}The engine died five times\./);
    expect(text).toMatch(/shortens nothing/);
    expect(text).not.toMatch(/ledger is whole/);
  });

  it('tells paused clients, conflicts, and that nobody is connected, each with the next step', () => {
    const clients = [
      { id: 'a', name: 'A', state: 'paused' },
      { id: 'b', name: 'B', state: 'conflict' },
    ] as const;
    const text = formatStatus({ ...status, clients });
    expect(text).toMatch(/Paused: A\.\nIn conflict: B\.\n.*headroom resume.*\n.*headroom clients/);
    expect(formatStatus({ ...status, clients: [] })).toMatch(/No client is connected\.\n {2}→ headroom connect all/);
  });
});

describe('toStatusJson', () => {
  it('says plainly whether it runs', () => {
    expect(toStatusJson(status)).toMatchObject({ running: true, health: { pid: 7 }, listener: null });
    expect(toStatusJson({ ...status, neighbour: { kind: 'nobody' } })).toMatchObject({ running: false, health: null });
  });
});
