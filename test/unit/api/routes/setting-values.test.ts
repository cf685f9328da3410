import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settingsInForce } from '../../../../sidecar/api/schemas/setting-values.ts';
import { createPreferences } from '../../../../sidecar/preferences/index.ts';
import { resolveSettings } from '../../../../sidecar/settings.ts';
import { type Harness, makeApi } from '../make-api.ts';

let home = '';
let api: Harness;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-settings-'));
  const settings = resolveSettings({ home, breakpoints: false }, {});
  const preferences = createPreferences({ settings, compressors: async () => ['csv'], onChange() {}, now: () => 0 });
  api = makeApi({ settings, preferences });
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

const patch = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  api.ask('/api/v1/settings', { method: 'PATCH', body: JSON.stringify(body), headers });

describe('PATCH /api/v1/settings', () => {
  it('changes what can be changed, and answers like GET', async () => {
    const response = await patch({ mode: 'token', 'upstreams.openai': 'https://o.example/' });
    expect(response.status).toBe(200);
    const told = settingsInForce.parse(await response.json());
    expect(told).toMatchObject({ mode: 'token', upstreams: { openai: 'https://o.example' }, compressors: ['csv'] });
    expect(told.editable.find(({ id }) => id === 'mode')).toMatchObject({
      source: 'file',
      effect: 'new-conversations',
    });
    expect(told.file).toBe(join(home, 'settings.json'));
    expect(await (await api.ask('/api/v1/settings')).json()).toEqual(told);
  });

  it.each([
    [{}, {}],
    [[], {}],
    [{ mode: { a: 1 } }, { mode: expect.any(String) }],
    [
      { mode: 'odd', nonsense: 1 },
      { mode: 'It must be cache or token.', nonsense: 'There is no such setting.' },
    ],
    [{ breakpoints: true }, { breakpoints: 'It is fixed by --no-breakpoints.' }],
  ])('refuses %j by field', async (body, fields) => {
    const response = await patch(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'settings.invalid', fields });
  });

  it('asks for the token, and answers no other page', async () => {
    expect((await patch({ mode: 'token' }, { authorization: 'Bearer x' })).status).toBe(401);
    expect((await patch({ mode: 'token' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await patch({ mode: 'token' }, { host: 'evil.example' })).status).toBe(403);
    expect(await (await api.ask('/api/v1/settings')).json()).toMatchObject({ mode: 'cache' });
  });

  it('is refused where nothing is kept', async () => {
    const stateless = makeApi();
    const response = await stateless.ask('/api/v1/settings', { method: 'PATCH', body: '{"mode":"token"}' });
    expect(response.status).toBe(503);
    expect(await (await stateless.ask('/api/v1/settings')).json()).toMatchObject({ file: null, editable: [] });
  });
});
