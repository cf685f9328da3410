import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../sidecar/contract/errors.ts';
import { type Sidecar, startSidecar } from '../../sidecar/main.ts';
import { resolveSettings } from '../../sidecar/settings.ts';
import { answerJson, type Provider, startProvider } from './provider.ts';
import { call, until } from './rig.ts';

let home: string;
let provider: Provider;
let sidecar: Sidecar | undefined;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headroom-main-'));
  provider = await startProvider();
});
afterEach(async () => {
  await sidecar?.close();
  sidecar = undefined;
  await provider.close();
  await rm(home, { recursive: true, force: true });
});

const start = async (flags: Record<string, string | number | boolean> = {}) => {
  sidecar = await startSidecar(resolveSettings({ port: 0, home, 'anthropic-api-url': provider.url, ...flags }, {}));
  return sidecar;
};

/** A turn of an agent that has just run a command with a wide and dull answer. */
function makeBody(rows: number): string {
  const content = JSON.stringify(
    Array.from({ length: rows }, (_, id) => ({
      id,
      name: `service-${id}`,
      state: 'running',
      region: 'eu-central-1',
      healthy: true,
    })),
  );
  return JSON.stringify({
    model: 'claude-sonnet-4-5',
    max_tokens: 100,
    messages: [
      { role: 'user', content: 'Which services are there?' },
      {
        role: 'assistant',
        content: [{ type: 'tool_use', id: 't1', name: 'Bash', input: { command: 'services --json' } }],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content }] },
    ],
  });
}

describe('startSidecar', () => {
  it('edits a request with the real engine, the same way again, and writes it down', async () => {
    const { url, services } = await start();
    await services.engine.whenReady;
    const body = makeBody(300);
    for (let turn = 0; turn < 2; turn++) {
      const reply = await call(url, '/v1/messages?beta=true', { body, headers: { 'x-claude-code-session-id': 's' } });
      expect(reply.status).toBe(200);
    }
    const [first, second] = provider.received;
    expect(first!.body.length).toBeLessThan(body.length * 0.7);
    expect(second!.body.equals(first!.body)).toBe(true);
    expect(JSON.parse(first!.body.toString())).toMatchObject({
      model: 'claude-sonnet-4-5',
      messages: [{}, {}, { role: 'user' }],
    });
    let rows = await services.store.exchanges({ limit: 10 });
    while (rows.length < 2) rows = await services.store.exchanges({ limit: 10 });
    expect(rows.map((row) => row.treatment)).toEqual(['edited', 'edited']);
    expect(rows[0]!.tokensAfter).toBeLessThan(rows[0]!.tokensBefore);
    const headers = { authorization: `Bearer ${services.token}` };
    const texts = await call(url, `/api/v1/exchanges/${rows[0]!.id}/segments/0`, { headers });
    const { original, sent, reason } = JSON.parse(texts.body.toString());
    expect(reason).toBe('complete');
    expect(body).toContain(JSON.stringify(original));
    expect(first!.body.includes(JSON.stringify(sent))).toBe(true);
    const found = await call(url, '/api/v1/originals?query=service-299', { headers });
    const { hits, isComplete } = JSON.parse(found.body.toString());
    expect(isComplete).toBe(true);
    expect(hits).toEqual([expect.objectContaining({ text: expect.stringContaining('service-299') })]);
    expect(services.originals?.get(hits[0].id)).toBe(original);
  });

  it('survives the death of its engine under load: every request is answered', async () => {
    const { url, services } = await start();
    await services.engine.whenReady;
    const body = makeBody(200);
    const calls = Array.from({ length: 12 }, (_, i) =>
      call(url, '/v1/messages', { body, headers: { 'x-claude-code-session-id': `s${i}` } }),
    );
    for (const { pid } of services.engine.status().workers) process.kill(pid, 'SIGKILL');
    expect((await Promise.all(calls)).map((reply) => reply.status)).toEqual(Array.from({ length: 12 }, () => 200));
    for (const { body: got } of provider.received) expect(JSON.parse(got.toString()).model).toBe('claude-sonnet-4-5');
  });

  it('knows the conversation of a turn that its dead engine never read', async () => {
    const { url, services } = await start();
    await services.engine.whenReady;
    const body = makeBody(200);
    await call(url, '/v1/messages', { body });
    await services.engine.close();
    await call(url, '/v1/messages', { body });
    let rows = await services.store.exchanges({ limit: 10 });
    while (rows.length < 2) rows = await services.store.exchanges({ limit: 10 });
    const [dead, alive] = rows;
    expect([alive!.treatment, dead!.treatment]).toEqual(['edited', 'failed-open']);
    expect(dead!.conversation).toBe(alive!.conversation);
    expect(dead!.conversation).not.toBe('');
  });

  it('answers its own paths itself and sends the rest to providers', async () => {
    const { url } = await start();
    expect((await call(url, '/livez')).status).toBe(200);
    expect((await call(url, '/v1/models', { headers: { 'x-api-key': 'k' } })).status).toBe(200);
    expect((await call(url, '/', { method: 'HEAD', headers: { 'x-api-key': 'k' } })).status).toBe(200);
    expect((await call(url, '/', { method: 'HEAD', headers: { accept: 'text/html' } })).status).toBe(200);
    expect(provider.received.map((one) => `${one.method} ${one.url}`)).toEqual(['GET /v1/models', 'HEAD /']);
  });

  it('says when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const error = await start({ port }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'port.taken', hint: expect.stringContaining('--port') });
    await new Promise((resolve) => other.close(resolve));
  });

  it('writes nothing when stateless', async () => {
    const { url } = await start({ stateless: true });
    await call(url, '/v1/messages', { body: makeBody(300) });
    await sidecar?.close();
    sidecar = undefined;
    expect(await readdir(home)).toEqual([]);
  });

  it('lets an answer under way finish when it stops', async () => {
    const { url } = await start();
    provider.answer = (request, response, nth) => void setTimeout(() => answerJson(request, response, nth), 200);
    const reply = call(url, '/v1/messages', { body: '{"model":"m"}' });
    await until(() => provider.received.length === 1);
    await sidecar?.close();
    sidecar = undefined;
    expect((await reply).status).toBe(200);
    await expect(call(url, '/livez')).rejects.toThrow();
  });
});
