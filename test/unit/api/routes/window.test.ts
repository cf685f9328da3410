import { beforeEach, describe, expect, it } from 'vitest';
import { type Harness, makeApi } from '../make-api.ts';

const page = 'http://127.0.0.1:4711';
const fromPage = { origin: page, host: '127.0.0.1:8787', 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' };
const asJson = { 'content-type': 'application/json' };

let api: Harness;
const admit = (origin: string) =>
  api.ask('/api/v1/window', { method: 'POST', body: JSON.stringify({ origin }), headers: asJson });
const preflight = () =>
  api.ask('/api/v1/summary', {
    method: 'OPTIONS',
    headers: { ...fromPage, 'access-control-request-headers': 'authorization' },
  });

beforeEach(() => {
  api = makeApi();
});

describe('the page of the native window', () => {
  it('is a stranger until its companion vouches for it', async () => {
    expect((await api.ask('/api/v1/summary', { headers: fromPage })).status).toBe(403);
    expect((await preflight()).status).toBe(404);
    expect((await admit(page)).status).toBe(200);
    const allowed = await preflight();
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(page);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
    const answer = await api.ask('/api/v1/summary', { headers: fromPage });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(page);
  });

  it('needs the token like everybody, and may read why it was refused', async () => {
    await admit(page);
    const refused = await api.ask('/api/v1/summary', { headers: { ...fromPage, authorization: 'Bearer wrong' } });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('access-control-allow-origin')).toBe(page);
  });

  it('opens nothing for other pages, other names and other doors', async () => {
    await admit(page);
    const other = { ...fromPage, origin: 'http://127.0.0.1:4712' };
    const answer = await api.ask('/api/v1/summary', { headers: other });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect((await api.ask('/api/v1/summary', { headers: { ...fromPage, host: 'evil.example' } })).status).toBe(403);
    expect((await api.ask('/health', { headers: fromPage })).status).toBe(403);
  });

  it.each(['https://example.com', 'http://localhost:4711', 'http://127.0.0.1', 'http://127.0.0.1:1/x', 'null'])(
    'is never %s',
    async (origin) => {
      expect((await admit(origin)).status).toBe(400);
    },
  );

  it('is vouched for by nobody without the token', async () => {
    const headers = { ...asJson, authorization: 'Bearer wrong' };
    const answer = await api.ask('/api/v1/window', { method: 'POST', body: JSON.stringify({ origin: page }), headers });
    expect(answer.status).toBe(401);
    expect((await api.ask('/api/v1/summary', { headers: fromPage })).status).toBe(403);
  });
});
