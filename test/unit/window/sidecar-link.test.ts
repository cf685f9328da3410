import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSidecarLink } from '../../../sidecar/window/sidecar-link.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** A sidecar that answers every path with what is told for it, and notes who asked. */
async function serve(answers: Readonly<Record<string, object>>) {
  const asked: string[] = [];
  server = createServer((question, answer) => {
    const path = (question.url ?? '').split('?')[0]!.replace('/api/v1/', '');
    asked.push(`${question.method} ${question.url} ${question.headers.authorization}`);
    answer.writeHead(path in answers ? 200 : 404, { 'content-type': 'application/json' });
    answer.end(JSON.stringify(answers[path] ?? { message: 'There is no such path.' }));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const noon = new Date(2026, 10, 27, 12).getTime();
  const link = createSidecarLink(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'tok', () => noon);
  return { link, asked, midnight: new Date(2026, 10, 27).getTime() };
}

const bill = { savedUsd: 2, shadowUsd: 8 };

describe('the link to the sidecar', () => {
  it('asks for today, with the token', async () => {
    const { link, asked, midnight } = await serve({
      summary: { bill },
      health: { status: 'ok', checks: [] },
      'client-states': {},
    });
    expect(await link.readState()).toEqual({ condition: 'running', savedUsd: 2, shadowUsd: 8, problem: null });
    expect(asked).toContain(`GET /api/v1/summary?since=${midnight} Bearer tok`);
  });

  it('names the first check that is not in order', async () => {
    const checks = [
      { id: 'ledger', ok: true, message: 'ok' },
      { id: 'engine', ok: false, message: 'The engine has given up.' },
    ];
    const { link } = await serve({ summary: { bill }, health: { status: 'degraded', checks }, 'client-states': {} });
    expect(await link.readState()).toMatchObject({ condition: 'attention', problem: 'The engine has given up.' });
  });

  it('knows a pause, and a bill without prices', async () => {
    const states = { codex: 'paused', opencode: 'disconnected' };
    const paused = { summary: { bill: { savedUsd: null } }, health: { status: 'ok' }, 'client-states': { states } };
    const { link } = await serve(paused);
    expect(await link.readState()).toEqual({ condition: 'paused', savedUsd: null, shadowUsd: null, problem: null });
  });

  it('is no pause while one of them still goes through', async () => {
    const states = { codex: 'paused', 'claude-code': 'connected' };
    const { link } = await serve({ summary: { bill }, health: { status: 'ok' }, 'client-states': { states } });
    expect(await link.readState()).toMatchObject({ condition: 'running' });
  });

  it('tells what the sidecar refuses', async () => {
    const { link } = await serve({});
    await expect(link.pause()).rejects.toThrow('There is no such path.');
  });
});
