import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyChange } from '../../../sidecar/clients/apply.ts';
import { draftIn } from '../../../sidecar/clients/drafts.ts';
import { createClients, createUpstreamLookup } from '../../../sidecar/clients/index.ts';
import { noRecords, readRecords } from '../../../sidecar/clients/record.ts';
import type { FileEdit } from '../../../sidecar/clients/types.ts';

let userHome = '';
let home = '';
beforeEach(() => {
  userHome = mkdtempSync(join(tmpdir(), 'headroom-apply-'));
  home = join(userHome, '.headroom');
  for (const name of ['a.json', 'b.json', 'c.json']) writeFileSync(join(userHome, name), `{"is":"${name}"}\n`);
});
afterEach(() => rmSync(userHome, { recursive: true, force: true }));

const proxyUrl = 'http://127.0.0.1:8787';
const edit = (name: string): FileEdit => ({
  file: join(userHome, name),
  format: 'json',
  path: ['url'],
  set: { route: { suffix: '', slot: 'x' } },
  why: 'a test',
});
const read = (name: string) => readFileSync(join(userHome, name), 'utf8');

async function prepare(names: readonly string[]) {
  const context = { owner: 'x', proxyUrl, home, userHome, records: noRecords };
  const draft = await draftIn(names.map(edit), context);
  const record = { status: 'connected', at: 1, undos: draft.undos, routes: {}, backups: [], directories: [] } as const;
  const change = { client: 'x', kind: 'in', drafts: draft.drafts, record, stained: [] } as const;
  return () => applyChange(change, { home, userHome, records: noRecords, now: 1 });
}

describe('a plan of several files', () => {
  it('is taken back as a whole when one of them changed since it was read', async () => {
    const apply = await prepare(['a.json', 'b.json', 'c.json']);
    writeFileSync(join(userHome, 'c.json'), '{"is":"somebody else\'s"}\n');
    await expect(apply()).rejects.toMatchObject({ code: 'client.conflict' });
    expect([read('a.json'), read('b.json')]).toEqual(['{"is":"a.json"}\n', '{"is":"b.json"}\n']);
    expect(read('c.json')).toBe('{"is":"somebody else\'s"}\n');
    expect(readdirSync(userHome).sort()).toEqual(['.headroom', 'a.json', 'b.json', 'c.json']);
    expect(readdirSync(join(home, 'clients'))).not.toContain('journal.json');
    expect(await readRecords(home)).toEqual(noRecords);
  });

  it('is refused when a file has gone, or has come, meanwhile', async () => {
    const gone = await prepare(['a.json', 'b.json']);
    rmSync(join(userHome, 'b.json'));
    await expect(gone()).rejects.toMatchObject({ code: 'client.conflict' });
    expect(read('a.json')).toBe('{"is":"a.json"}\n');
    const come = await prepare(['a.json', 'd.json']);
    writeFileSync(join(userHome, 'd.json'), '{}');
    await expect(come()).rejects.toMatchObject({ code: 'client.conflict' });
    expect([read('a.json'), read('d.json')]).toEqual(['{"is":"a.json"}\n', '{}']);
  });

  it('is taken back when the records cannot be written', async () => {
    const apply = await prepare(['a.json', 'b.json']);
    mkdirSync(join(home, 'clients', 'records.json'), { recursive: true });
    await expect(apply()).rejects.toThrow();
    expect([read('a.json'), read('b.json')]).toEqual(['{"is":"a.json"}\n', '{"is":"b.json"}\n']);
  });
});

describe('the upstream of a client whose base URL was another one', () => {
  it('is known to every process at once, and still after a disconnect', async () => {
    mkdirSync(join(userHome, '.claude'));
    const file = join(userHome, '.claude', 'settings.json');
    const before = '{"env": {"ANTHROPIC_BASE_URL": "https://mine.example/api/"}}';
    writeFileSync(file, before);
    const find = createUpstreamLookup(home);
    expect(find('claude-code')).toBeNull();
    const clients = createClients({ home, userHome, env: { PATH: '' }, proxyUrl });
    expect((await clients.plan('claude-code')).upstreams).toEqual(['https://mine.example/api']);
    await clients.connect('claude-code');
    expect(JSON.parse(readFileSync(file, 'utf8')).env.ANTHROPIC_BASE_URL).toBe(`${proxyUrl}/via/claude-code`);
    expect(find('claude-code')).toEqual({ base: 'https://mine.example/api', suffix: '' });
    await clients.disconnect('claude-code');
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(find('claude-code')).toEqual({ base: 'https://mine.example/api', suffix: '' });
    expect(find('__proto__')).toBeNull();
  });

  it('is not one that requests cannot be sent to', async () => {
    mkdirSync(join(userHome, '.claude'));
    const url = 'https://me:secret@mine.example/';
    writeFileSync(join(userHome, '.claude', 'settings.json'), JSON.stringify({ env: { ANTHROPIC_BASE_URL: url } }));
    const clients = createClients({ home, userHome, env: { PATH: '' }, proxyUrl });
    await expect(clients.connect('claude-code')).rejects.toMatchObject({ code: 'client.conflict' });
  });

  it('comes from the environment when the file has none, and outlives a pause in another process', async () => {
    mkdirSync(join(userHome, '.claude'));
    const open = (env: Record<string, string>) =>
      createClients({ home, userHome, env: { PATH: '', ...env }, proxyUrl });
    await open({ ANTHROPIC_BASE_URL: 'https://mine.example' }).connect('claude-code', { force: true });
    await open({}).pause();
    await open({}).resume();
    expect(createUpstreamLookup(home)('claude-code')?.base).toBe('https://mine.example');
    expect(read('.claude/settings.json')).toContain('/via/claude-code');
  });
});
