import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clock } from '../../../../sidecar/cli/checks/clock.ts';
import { describeRoom, disk } from '../../../../sidecar/cli/checks/disk.ts';
import { checks } from '../../../../sidecar/cli/checks/index.ts';
import { ledger } from '../../../../sidecar/cli/checks/ledger.ts';
import { node } from '../../../../sidecar/cli/checks/node.ts';
import { port } from '../../../../sidecar/cli/checks/port.ts';
import { upstreams } from '../../../../sidecar/cli/checks/upstreams.ts';
import { rate } from '../../../../sidecar/cli/commands/doctor.ts';
import type { RunningHeadroom } from '../../../../sidecar/cli/neighbour.ts';
import { makeProbe, makeSituation } from './situation.ts';

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-checks-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const settings = () => ({ ...makeSituation().settings, home });
const running: RunningHeadroom = {
  version: '1',
  pid: 1,
  status: 'ok',
  upstreams: { anthropic: 'https://a.example' },
  mode: 'cache',
  optimise: true,
  checks: [],
};

describe('every check', () => {
  it('says what to do about everything that is not fine', async () => {
    const bad = makeSituation({
      settings: settings(),
      nodeVersion: '24.1.0',
      probes: async () => [makeProbe({ status: null, fault: 'refused', clock: null })],
      neighbour: async () => ({ kind: 'stranger', listener: { pid: 5, name: 'nginx' } }),
    });
    const findings = (await Promise.all(checks.map((check) => check.find(bad)))).flat();
    expect(findings.filter(({ level, hint }) => level !== 'ok' && hint === undefined)).toEqual([]);
    expect(rate(findings)).toBe(2);
  });
});

describe('node', () => {
  it('is fine from 24.15 on', async () => {
    for (const [nodeVersion, level] of [
      ['24.15.0', 'ok'],
      ['26.0.0', 'ok'],
      ['24.14.9', 'warning'],
    ] as const) {
      expect((await node.find(makeSituation({ nodeVersion })))[0]?.level).toBe(level);
    }
  });
});

describe('port', () => {
  const find = async (neighbour: Awaited<ReturnType<ReturnType<typeof makeSituation>['neighbour']>>) =>
    (await port.find(makeSituation({ neighbour: async () => neighbour })))[0];

  it('tells nobody, a stranger, and a Headroom that is fine, degraded, or sends elsewhere', async () => {
    expect(await find({ kind: 'nobody' })).toMatchObject({
      level: 'warning',
      hint: expect.stringContaining('headroom start'),
    });
    expect(await find({ kind: 'stranger', listener: null })).toMatchObject({ level: 'broken' });
    expect(await find({ kind: 'headroom', health: running })).toMatchObject({ level: 'ok' });
    expect(await find({ kind: 'headroom', health: { ...running, status: 'degraded' } })).toMatchObject({
      level: 'warning',
    });
    expect(await find({ kind: 'headroom', health: { ...running, upstreams: {} } })).toMatchObject({
      level: 'warning',
      message: expect.stringContaining('anthropic'),
    });
  });
});

describe('upstreams and clock', () => {
  it('take any answer below 500 as reachable, and being offline as a warning', async () => {
    const find = async (changes: Parameters<typeof makeProbe>[0]) =>
      (await upstreams.find(makeSituation({ probes: async () => [makeProbe(changes)] })))[0];
    expect((await find({ status: 404 }))?.level).toBe('ok');
    expect((await find({ status: 503 }))?.level).toBe('warning');
    expect(await find({ status: null, fault: 'the connection is refused' })).toMatchObject({
      level: 'warning',
      message: expect.stringContaining('refused'),
    });
  });

  it('believe the upstream whose clock is nearest', async () => {
    const now = Date.UTC(2026, 0, 1);
    const find = async (...offsets: (number | null)[]) => {
      const probes = offsets.map((offset) => makeProbe({ clock: offset === null ? null : now + offset }));
      return (await clock.find(makeSituation({ now, probes: async () => probes })))[0];
    };
    expect((await find(1000, 3_600_000))?.level).toBe('ok');
    expect(await find(-600_000)).toMatchObject({
      level: 'warning',
      message: expect.stringContaining('10 minutes ahead'),
    });
    expect(await find(600_000)).toMatchObject({ message: expect.stringContaining('10 minutes behind') });
    expect(await find(null)).toMatchObject({ level: 'ok', message: expect.stringContaining('could not be compared') });
  });
});

describe('disk', () => {
  it('weighs what is free against what may be needed', async () => {
    const MIB = 1024 * 1024;
    expect(describeRoom('h', 10 * MIB, 1024 * MIB).level).toBe('broken');
    expect(describeRoom('h', 100 * MIB, 1024 * MIB).level).toBe('warning');
    expect(describeRoom('h', 2000 * MIB, 1024 * MIB).level).toBe('ok');
    expect(
      (await disk.find(makeSituation({ settings: { ...settings(), stateless: true, home: '/dev/null/x' } })))[0]?.level,
    ).toBe('ok');
  });

  it('calls a home that cannot be written broken', async () => {
    writeFileSync(join(home, 'file'), '');
    const [finding] = await disk.find(makeSituation({ settings: { ...settings(), home: join(home, 'file', 'sub') } }));
    expect(finding?.level).toBe('broken');
  });
});

describe('ledger', () => {
  const find = () => ledger.find(makeSituation({ settings: settings() }));

  it('is fine when it is missing or a database, and broken when it is something else', async () => {
    expect((await find()).map(({ level }) => level)).toEqual(['ok']);
    writeFileSync(join(home, 'ledger.db'), 'SQLite format 3\0 and so on');
    expect((await find()).map(({ level }) => level)).toEqual(['ok']);
    writeFileSync(join(home, 'ledger.db'), 'something else altogether');
    expect((await find()).map(({ level }) => level)).toEqual(['broken']);
    rmSync(join(home, 'ledger.db'));
    mkdirSync(join(home, 'ledger.db'));
    expect((await find()).map(({ level }) => level)).toEqual(['broken']);
    rmSync(join(home, 'ledger.db'), { recursive: true });
  });

  it('tells of a damaged one that was moved aside, and what a running Headroom says about itself', async () => {
    writeFileSync(join(home, 'ledger-corrupt-2026.db'), '');
    const health = {
      ...running,
      checks: [
        { id: 'ledger', ok: false, message: 'locked' },
        { id: 'engine', ok: true, message: 'ok' },
      ],
    };
    const findings = await ledger.find(
      makeSituation({ settings: settings(), neighbour: async () => ({ kind: 'headroom', health }) }),
    );
    expect(findings.map(({ level }) => level)).toEqual(['ok', 'warning', 'warning']);
    expect(findings[1]?.message).toContain('ledger-corrupt-2026.db');
    expect(findings[2]?.message).toContain('locked');
  });
});
