import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  isSameAlive,
  isStopped,
  parseProcStat,
  readOwner,
  readProcessIdentity,
} from '../../../sidecar/machine/identities.ts';
import { until } from '../../sidecar/support/run-process.ts';

describe('readProcessIdentity', () => {
  it('stays the same for one process, differs between two, and nobody has none', async () => {
    const own = await readProcessIdentity(process.pid);
    expect(own).toMatch(/\S/);
    expect(await readProcessIdentity(process.pid)).toBe(own);
    expect(await readProcessIdentity(2 ** 31 - 2)).toBeNull();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(other, 'spawn');
    expect(await readProcessIdentity(other.pid!)).not.toBe(own);
    other.kill('SIGKILL');
  });
});

describe('isSameAlive', () => {
  it('is not fooled by a process that got the number of another', async () => {
    const owner = await readOwner();
    expect(await isSameAlive(owner)).toBe(true);
    expect(await isSameAlive({ pid: owner.pid, identity: 'another boot:1' })).toBe(false);
    expect(await isSameAlive({ pid: 2 ** 31 - 2, identity: null })).toBe(false);
  });
});

describe('isStopped', () => {
  it('tells a stopped process from a running one', async (context) => {
    if (process.platform !== 'linux') context.skip('only Linux tells this cheaply');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    expect(await isStopped(child.pid!)).toBe(false);
    child.kill('SIGSTOP');
    await until(() => isStopped(child.pid!));
    child.kill('SIGKILL');
  });
});

describe('parseProcStat', () => {
  it('skips a name that holds brackets and blanks', () => {
    const fields = ['S', ...Array.from({ length: 18 }, (_, at) => String(at)), '4711', '0'].join(' ');
    expect(parseProcStat(`12 (a) R (b) ${fields}`)).toEqual({ state: 'S', startTicks: '4711' });
  });
});
