import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClients } from '../../../sidecar/clients/index.ts';
import type { ClientPlan, ClientResult, ClientRow } from '../../../sidecar/contract/clients.ts';
import { makeApi } from './make-api.ts';

const proxyUrl = 'http://127.0.0.1:8787';
let userHome = '';
let settings = '';
beforeEach(() => {
  userHome = mkdtempSync(join(tmpdir(), 'headroom-api-clients-'));
  mkdirSync(join(userHome, '.claude'));
  settings = join(userHome, '.claude', 'settings.json');
  writeFileSync(settings, '{\n  "model": "opus"\n}\n');
});
afterEach(() => rmSync(userHome, { recursive: true, force: true }));

const api = () => {
  const home = join(userHome, '.headroom');
  const traffic = async () => [{ client: 'claude-code', lastAt: 5 }];
  const clients = createClients({ home, userHome, env: { PATH: '' }, proxyUrl, traffic });
  return makeApi({ clients: () => clients }).ask;
};
const post = { method: 'POST' };
const digest = () => createHash('sha256').update(readFileSync(settings)).digest('hex');

describe('/api/v1/clients', () => {
  it('lists, plans, connects, pauses, resumes and disconnects; in the end the file is as it was', async () => {
    const ask = api();
    const before = digest();
    const list = async () => {
      const { clients } = (await (await ask('/api/v1/clients')).json()) as { clients: ClientRow[] };
      return clients.find(({ id }) => id === 'claude-code');
    };
    expect(await list()).toMatchObject({ state: 'disconnected', installed: true, lastSeenAt: 5 });
    const plan = (await (await ask('/api/v1/clients/claude-code/plan')).json()) as ClientPlan;
    expect(plan.changes[0]?.diff).toContain(`+    "ANTHROPIC_BASE_URL": "${proxyUrl}"`);
    expect(digest()).toBe(before);
    const change = async (path: string, body?: string) => {
      const answer = await ask(`/api/v1/clients/${path}`, { ...post, ...(body !== undefined && { body }) });
      expect(answer.status).toBe(200);
      const { results } = (await answer.json()) as { results: ClientResult[] };
      return results.map(({ outcome }) => outcome);
    };
    expect(await change('claude-code/connect', '{"dryRun":true}')).toEqual(['connected']);
    expect(digest()).toBe(before);
    expect(await change('claude-code/connect')).toEqual(['connected']);
    expect(JSON.parse(readFileSync(settings, 'utf8')).env.ANTHROPIC_BASE_URL).toBe(proxyUrl);
    expect((await list())?.state).toBe('connected');
    expect(await change('pause')).toEqual(['paused']);
    expect(digest()).toBe(before);
    expect(await change('resume')).toEqual(['resumed']);
    expect(await change('all/disconnect')).toEqual(['disconnected']);
    expect(digest()).toBe(before);
  });

  it('answers failures with their status', async () => {
    const ask = api();
    expect((await ask('/api/v1/clients/nobody/plan')).status).toBe(404);
    expect((await ask('/api/v1/clients/zed/connect', post)).status).toBe(409);
    expect((await ask('/api/v1/clients/claude-code/connect', { ...post, body: '{"dry":1}' })).status).toBe(400);
    expect((await ask('/api/v1/clients/claude-code/connect', { ...post, body: '{' })).status).toBe(400);
    writeFileSync(settings, '{"model": ');
    const malformed = await ask('/api/v1/clients/claude-code/connect', post);
    expect(malformed.status).toBe(422);
    expect(await malformed.json()).toMatchObject({
      code: 'client.malformed',
      message: expect.stringContaining('line 1'),
    });
  });

  it('wants the token, and refuses in a stateless sidecar', async () => {
    const headers = { authorization: 'Bearer wrong' };
    expect((await api()('/api/v1/clients', { headers })).status).toBe(401);
    expect((await makeApi().ask('/api/v1/clients')).status).toBe(403);
  });
});
