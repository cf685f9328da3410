import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UpdateChannel } from '../../../sidecar/contract/updates.ts';
import { askReleases } from '../../../sidecar/updates/ask-list.ts';
import { createUpdates } from '../../../sidecar/updates/index.ts';
import { type ReleaseServer, startReleaseServer } from './support/release-server.ts';

const DAY_MS = 86_400_000;
let home = '';
let now = 1_700_000_000_000;
let server: ReleaseServer;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'headroom-updates-'));
  server = await startReleaseServer();
});
afterEach(async () => {
  await server.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

const open = (updates: UpdateChannel, updatesUrl: string | null = server.url) =>
  createUpdates({ home, env: {}, settings: { updatesUrl, updates }, current: '1.0.0', now: () => now });

describe('news of Headroom', () => {
  it('are asked for by nobody without an address and a channel', async () => {
    for (const door of [open('off'), open('stable', null)]) {
      await door.checkIfDue();
      expect(await door.read()).toMatchObject({ checkedAt: null, newer: null, problem: null });
    }
    await expect(open('off').check()).rejects.toMatchObject({ code: 'updates.off' });
    await expect(open('stable', null).check()).rejects.toMatchObject({ code: 'updates.absent' });
    expect([server.asked, existsSync(join(home, 'updates.json'))]).toEqual([[], false]);
  });

  it('are asked for once a day, also over a restart, and told of by channel', async () => {
    await open('stable').checkIfDue();
    expect(await open('stable').read()).toMatchObject({ checkedAt: now, newer: { version: '99.1.0' }, problem: null });
    expect((await open('preview').read()).newer?.version).toBe('99.2.0-rc.1');
    expect((await open('off').read()).newer).toBeNull();
    await open('stable').checkIfDue();
    now += DAY_MS - 1;
    await open('stable').checkIfDue();
    expect(server.asked).toEqual(['GET /releases.json']);
    now += 1;
    await open('stable').checkIfDue();
    expect(server.asked).toHaveLength(2);
    if (process.platform !== 'win32') expect(statSync(join(home, 'updates.json')).mode & 0o777).toBe(0o600);
    // What another address said means nothing here.
    expect((await open('stable', 'https://other.example/').read()).newer).toBeNull();
  });

  it('keep what was known when the list cannot be read, say why, and wait a day', async () => {
    await open('stable').check();
    server.answer = (response) => response.writeHead(503).end();
    const failed = await open('stable').check();
    expect(failed).toMatchObject({ newer: { version: '99.1.0' }, problem: { code: 'updates.refused' } });
    await open('stable').checkIfDue();
    expect(server.asked).toHaveLength(2);
    writeFileSync(join(home, 'updates.json'), '{"url":');
    expect(await open('stable').read()).toMatchObject({ checkedAt: null, problem: null });
  });

  it('ask once however many want to know', async () => {
    const door = open('stable');
    await Promise.all([door.check(), door.check(), door.checkIfDue()]);
    expect(server.asked).toHaveLength(1);
  });
});

describe('askReleases', () => {
  const ask = (timeoutMs?: number) =>
    askReleases(server.url, {}, timeoutMs).catch(({ code, message }) => [code, message]);

  it.each([
    ['something else', (end: (text: string) => void) => end('<html>'), 'no list of releases'],
    ['an answer without end', (end: (text: string) => void) => end(' '.repeat(1024 * 1024 + 1)), 'without end'],
  ])('refuses %s', async (_what, write, said) => {
    server.answer = (response) => write((text) => response.end(text));
    expect(await ask()).toEqual(['updates.refused', expect.stringContaining(said)]);
  });

  it('follows nobody who sends it elsewhere', async () => {
    server.answer = (response) => response.writeHead(302, { location: '/other' }).end();
    expect(await ask()).toEqual(['updates.refused', expect.stringContaining('status 302')]);
    expect(server.asked).toHaveLength(1);
  });

  it('waits for nobody for ever, and says when nobody is there', async () => {
    server.answer = () => {};
    expect(((await ask(50)) as string[])[0]).toBe('updates.offline');
    await server.close();
    expect(((await ask()) as string[])[0]).toBe('updates.offline');
  });
});
