import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findSettings } from '../../../sidecar/cli/own-settings.ts';
import { defaults } from '../../../sidecar/contract/settings.ts';
import { type Owner, readOwner } from '../../../sidecar/machine/index.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-own-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

function write(owner: Owner, url: string | null): void {
  mkdirSync(join(home, 'run'), { recursive: true });
  writeFileSync(join(home, 'run', 'main.json'), JSON.stringify({ owner, kind: 'main', url, version: '1', since: 1 }));
}

async function find(flags: Record<string, string> = {}, env: Record<string, string> = {}): Promise<string> {
  const { host, port } = await findSettings({ home, ...flags }, env);
  return `${host}:${port}`;
}

const usual = `${defaults.host}:${defaults.port}`;

it('lead to where the Headroom of the home listens, unless a port is named', async () => {
  expect(await find()).toBe(usual);
  write(await readOwner(), 'http://127.0.0.2:4321');
  expect(await find()).toBe('127.0.0.2:4321');
  expect(await find({ port: '99' })).toBe('127.0.0.1:99');
  expect(await find({}, { HEADROOM_PORT: '98' })).toBe('127.0.0.1:98');
  write(await readOwner(), 'http://[::1]:4321');
  expect(await find()).toBe('::1:4321');
});

it('are the usual ones where the record is of a process that is gone, or names no address', async () => {
  write(await readOwner(), null);
  expect(await find()).toBe(usual);
  write({ ...(await readOwner()), identity: 'another boot' }, 'http://127.0.0.1:4321');
  expect(await find()).toBe(usual);
  writeFileSync(join(home, 'run', 'main.json'), '{"own');
  expect(await find()).toBe(usual);
});
