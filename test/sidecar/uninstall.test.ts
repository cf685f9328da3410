import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import type { Change, Removal } from '../../sidecar/contract/changes.ts';
import { readToken } from '../../sidecar/store/token.ts';
import { type Provider, startProvider } from './provider.ts';
import { type ConnectedHome, makeConnectedHome } from './support/connected-home.ts';
import { type Running, runNode, startNode, until } from './support/run-process.ts';
import { cleanUp } from './support/sidecar-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
let provider: Provider;
let user: ConnectedHome;
let main: Running;
let url = '';

beforeEach(async (context) => {
  context.skip(process.platform === 'win32', 'Windows cannot ask a process to end');
  provider = await startProvider();
  user = makeConnectedHome(provider.url);
  main = startNode([bin, 'proxy', '--port', '0', '--supervised'], { env: user.env });
  [url = ''] = await main.waitFor(/http:\/\/127\.0\.0\.1:\d+/);
  await user.connect(url);
});
afterEach(async () => {
  main?.child.kill('SIGTERM');
  await main?.ended;
  await cleanUp();
  await provider?.close();
});

const run = (...args: string[]) => runNode([bin, 'uninstall', '--port', new URL(url).port, ...args], { env: user.env });
const kinds = (changes: readonly Change[]): string[] => [...new Set(changes.map(({ kind }) => kind))].sort();

describe('headroom uninstall', () => {
  it('lists the same as the API, without changing anything', async () => {
    const { code, stdout } = await run('--dry-run', '--json');
    const { changes } = JSON.parse(stdout) as { changes: Change[] };
    expect([code, kinds(changes)]).toEqual([0, ['client', 'data', 'process']]);
    const answer = await fetch(`${url}/api/v1/changes`, {
      headers: { authorization: `Bearer ${readToken(user.home)}` },
    });
    const told = (await answer.json()) as { changes: Change[] };
    // Data may have come meanwhile.
    const name = (list: readonly Change[]) => list.filter(({ kind }) => kind !== 'data').map(({ what }) => what);
    expect(name(told.changes)).toEqual(name(changes));
    expect(kinds(told.changes)).toContain('data');
    expect(user.state(url)).toBe('connected');
  });

  it('asks before it removes, and does nothing where nobody can answer', async () => {
    const { code, stderr } = await run();
    expect([code, user.state(url)]).toEqual([2, 'connected']);
    expect(stderr).toContain('--yes');
  });

  it('leaves nothing but the user’s own files, byte for byte', async () => {
    mkdirSync(join(user.home, 'tools', 'rtk', '0.50.0-01234567'), { recursive: true });
    writeFileSync(join(user.home, 'tools', 'rtk', '0.50.0-01234567', 'rtk'), 'a managed tool');
    const { code, stdout, stderr } = await run('--yes');
    expect([code, stderr]).toEqual([0, expect.stringContaining('Everything is removed')]);
    expect(stdout).toContain('Claude Code goes through Headroom');
    expect(stdout).toContain('Managed tools.');
    expect(user.state()).toBe('own');
    expect((await main.ended).code).toBe(0);
    expect(existsSync(user.home)).toBe(false);
    await until(() => readdirSync(user.userHome).length === 2);
    expect(readdirSync(user.userHome).sort()).toEqual(['.claude', '.codex']);
    expect((await run('--yes')).stdout).toContain('nothing of Headroom');
  });

  it('is done from the page, too: the answer first, then the rest', async () => {
    const answer = await fetch(`${url}/api/v1/uninstall`, {
      method: 'POST',
      headers: { authorization: `Bearer ${readToken(user.home)}` },
    });
    const { removed, left } = (await answer.json()) as Removal;
    expect([answer.status, left, removed.join()]).toEqual([200, [], expect.stringContaining('Claude Code')]);
    expect(user.state()).toBe('own');
    expect((await main.ended).code).toBe(0);
    await until(() => !existsSync(user.home));
    expect(user.state()).toBe('own');
  });

  it('tells what it does not remove: files that are not from Headroom', async () => {
    writeFileSync(join(user.home, 'prices.json'), '{}');
    const { code, stdout } = await run('--yes', '--json');
    const { left } = JSON.parse(stdout) as { left: string[] };
    expect([code, left.join()]).toEqual([1, expect.stringContaining(user.home)]);
    expect(readdirSync(user.home)).toEqual(['prices.json']);
  });

  it('removes nothing by name from a home that was in use for other things before', async () => {
    const shared = mkdtempSync(join(tmpdir(), 'headroom-shared-'));
    mkdirSync(join(shared, 'logs'));
    writeFileSync(join(shared, 'logs', 'mine.txt'), 'mine');
    writeFileSync(join(shared, 'notes.txt'), 'mine');
    const { code, stdout } = await runNode([bin, 'uninstall', '--yes', '--home', shared], { env: { HOME: shared } });
    expect([code, stdout]).toEqual([0, expect.stringContaining('nothing of Headroom')]);
    expect(readdirSync(shared).sort()).toEqual(['logs', 'notes.txt']);
    expect(readdirSync(join(shared, 'logs'))).toEqual(['mine.txt']);
    rmSync(shared, { recursive: true, maxRetries: 9 });
  });
});
