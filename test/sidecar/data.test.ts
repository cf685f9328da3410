import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import type { DataDeletion, DataImport, DataSizes } from '../../sidecar/contract/data.ts';
import { readToken } from '../../sidecar/store/token.ts';
import { type Provider, startProvider } from './provider.ts';
import { makeTurn, readResults, sendTurn } from './support/agent-turns.ts';
import { runNode, until } from './support/run-process.ts';
import { cleanUp, makeHome, type SidecarProcess, startSidecarProcess } from './support/sidecar-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
let provider: Provider;
let sidecar: SidecarProcess;
let home = '';

beforeEach(async () => {
  provider = await startProvider();
  home = makeHome();
  sidecar = await startSidecarProcess(home, provider.url);
  for (const turns of [1, 2]) await sendTurn(sidecar.url, 'session', makeTurn(turns));
});
afterEach(async () => {
  await cleanUp();
  await provider.close();
});

/** A turn is recorded when its engine has told all about it. */
const whenRecorded = (turns: number) => until(async () => (await sidecar.exchanges()).length === turns);
const headroom = (...args: string[]) => runNode([bin, 'data', ...args], { env: { HEADROOM_HOME: home, HOME: home } });

async function api(path: string, body?: unknown): Promise<Response> {
  const isFile = body instanceof Uint8Array;
  return fetch(`${sidecar.url}/api/v1/data${path}`, {
    headers: { authorization: `Bearer ${readToken(home)}` },
    ...(body !== undefined && { method: 'POST', body: isFile ? new Uint8Array(body) : JSON.stringify(body) }),
  });
}

describe('what was recorded', () => {
  it('is exported, deleted and imported again while Headroom runs, and the conversation goes on as before', async () => {
    await whenRecorded(2);
    expect((await (await api('')).json()) as DataSizes).toMatchObject({ exchanges: 2, conversations: 1 });
    const file = new Uint8Array(await (await api('/export?originals=true')).arrayBuffer());
    const kinds = gunzipSync(file)
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(new Set(kinds)).toEqual(new Set(['headroom-export', 'exchange', 'detail', 'effect', 'original', 'end']));
    const all = { selection: { kind: 'all' } };
    const planned = (await (await api('/delete', { ...all, dryRun: true })).json()) as DataDeletion;
    expect([planned.exchanges, (await sidecar.exchanges()).length]).toEqual([2, 2]);
    const deleted = (await (await api('/delete', all)).json()) as DataDeletion;
    expect(deleted).toEqual(planned);
    expect(deleted.kept.join()).toContain('1 conversation of the last day');
    expect(await sidecar.exchanges()).toEqual([]);
    // The results that were shortened before come out the same.
    await sendTurn(sidecar.url, 'session', makeTurn(3));
    const [second = [], third = []] = provider.received.slice(-2).map(({ body }) => readResults(body));
    expect(third.slice(0, second.length)).toEqual(second);
    expect((await (await api('/import', file)).json()) as DataImport).toEqual({ exchanges: 2, originals: 0, known: 0 });
    await whenRecorded(3);
    expect((await (await api('/import', file)).json()) as DataImport).toMatchObject({ exchanges: 0, known: 2 });
    expect(readdirSync(join(home, 'spool'))).toEqual([]);
  });

  it('is not touched by what is no export, or no question', async () => {
    await whenRecorded(2);
    const bad = await api('/import', Buffer.from('{"kind":"other"}\n'));
    expect([bad.status, await bad.json()]).toEqual([422, expect.objectContaining({ code: 'data.malformed' })]);
    for (const question of [{}, { selection: { kind: 'older', days: 0 } }, { selection: { kind: 'everything' } }])
      expect((await api('/delete', question)).status).toBe(400);
    expect((await fetch(`${sidecar.url}/api/v1/data`)).status).toBe(401);
    expect(await sidecar.exchanges()).toHaveLength(2);
  });

  it('is exported, imported and deleted on the command line', async () => {
    await whenRecorded(2);
    const file = join(home, 'export.jsonl.gz');
    expect((await headroom('export', '--out', file)).code).toBe(0);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    const refused = await headroom('delete', '--all');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--yes')]);
    expect((await headroom('delete', '--all', '--yes')).stdout).toMatch(/^Deleted 2 exchanges of 1 conversation,/);
    expect((await headroom('import', file)).stdout).toMatch(/^Imported 2 exchanges/);
    expect(JSON.parse((await headroom('--json')).stdout)).toMatchObject({ exchanges: 2 });
    writeFileSync(file, 'damaged');
    const damaged = await headroom('import', file);
    expect([damaged.code, damaged.stderr]).toEqual([1, expect.stringContaining('cannot be read')]);
    expect((await headroom('export', '--out', join(home, 'none', 'export'))).code).toBe(0);
    expect(existsSync(join(home, 'none', 'export'))).toBe(true);
  });
});
