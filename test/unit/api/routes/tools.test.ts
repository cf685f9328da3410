import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toolProgress, toolResult, toolRow } from '../../../../sidecar/api/schemas/tools.ts';
import type { ToolProgress } from '../../../../sidecar/contract/tools.ts';
import { createTools } from '../../../../sidecar/installs/index.ts';
import { type ArtifactServer, startArtifactServer } from '../../installs/support/artifact-server.ts';
import { makeRelease, platform } from '../../installs/support/records.ts';
import { makeApi } from '../make-api.ts';

let home = '';
let server: ArtifactServer;

beforeEach(async (context) => {
  context.skip(process.platform === 'win32', 'the tools of these tests are shell scripts');
  home = mkdtempSync(join(tmpdir(), 'headroom-api-tools-'));
  server = await startArtifactServer(Buffer.alloc(0));
});
afterEach(async () => {
  await server?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

function open() {
  const { tool, archive } = makeRelease(`${server.url}/tool.tar.gz`);
  server.body = archive;
  const tools = createTools({ home, env: {}, platform, records: [tool], wait: async () => {} });
  const ended = new Promise<ToolProgress>((resolve) => {
    tools.onProgress((progress) => {
      if (progress.phase === 'done' || progress.phase === 'failed') resolve(progress);
    });
  });
  const { ask } = makeApi({ tools });
  const post = (action: string, id = 'tool') => ask(`/api/v1/tools/${id}/${action}`, { method: 'POST' });
  return { tools, ask, post, ended };
}

describe('/api/v1/tools', () => {
  it('answers an installation when it begins, and tells by events how it goes on', async () => {
    const { ask, post, ended } = open();
    const stream = (await ask('/api/v1/events')).body?.getReader();
    const begun = await post('install');
    expect(begun.status).toBe(202);
    expect(toolRow.parse(await begun.json())).toMatchObject({ id: 'tool', progress: { phase: expect.any(String) } });
    expect(await ended).toMatchObject({ phase: 'done' });
    const { tools } = (await (await ask('/api/v1/tools')).json()) as { tools: unknown[] };
    expect(toolRow.parse(tools[0])).toMatchObject({ state: 'current', progress: null });
    let text = '';
    while (!text.includes('"phase":"done"')) text += new TextDecoder().decode((await stream?.read())?.value);
    await stream?.cancel();
    const events = [...text.matchAll(/event: tool\ndata: (.+)\n\n/g)].map((match) => JSON.parse(match[1] ?? ''));
    expect(events.map((event) => toolProgress.parse(event).phase)).toContain('check');
  });

  it('keeps why an installation failed, until the next one', async () => {
    const { ask, post, ended } = open();
    server.body = Buffer.alloc(server.body.length);
    expect((await post('install')).status).toBe(202);
    expect(await ended).toMatchObject({ phase: 'failed', error: { code: 'tool.checksum', hint: expect.any(String) } });
    const { tools } = (await (await ask('/api/v1/tools')).json()) as { tools: unknown[] };
    expect(toolRow.parse(tools[0])).toMatchObject({ state: 'absent', progress: { error: { code: 'tool.checksum' } } });
  });

  it('removes and rolls back, with errors that say what to do', async () => {
    const { tools, post } = open();
    await tools.install('tool');
    expect(await (await post('rollback')).json()).toMatchObject({ code: 'tool.not-installed' });
    const removed = await post('remove');
    expect([removed.status, toolResult.parse(await removed.json()).outcome]).toEqual([200, 'removed']);
    for (const [action, id, status] of [
      ['update', 'tool', 409],
      ['rollback', 'tool', 409],
      ['install', 'nothing', 404],
    ] as const) {
      const answer = await post(action, id);
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ message: expect.any(String), hint: expect.any(String) });
    }
  });

  it('is cancelled, keeps what came and goes on from there', async () => {
    const { ask, post, ended } = open();
    const archive = server.body;
    server.answer = (_, response) => {
      response.setHeader('etag', '"v1"');
      response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 3000));
      return true;
    };
    expect((await post('install')).status).toBe(202);
    const cancelled = await post('cancel');
    const error = { code: 'tool.cancelled', hint: expect.stringContaining('kept') };
    expect([cancelled.status, toolRow.parse(await cancelled.json())]).toMatchObject([200, { progress: { error } }]);
    expect(await ended).toMatchObject({ phase: 'failed', error });
    // Nothing runs any more: cancelling again changes nothing.
    expect((await post('cancel')).status).toBe(200);
    expect((await post('cancel', 'nothing')).status).toBe(404);
    server.answer = null;
    expect((await post('install')).status).toBeLessThan(300);
    const whenCurrent = async (): Promise<boolean> => {
      const { tools } = (await (await ask('/api/v1/tools')).json()) as { tools: { state: string }[] };
      return tools[0]?.state === 'current';
    };
    while (!(await whenCurrent())) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('says that it is busy while it installs', async () => {
    const { post, ended } = open();
    let release = (): void => undefined;
    server.answer = (_, response) => {
      release = () => void response.end(server.body);
      return true;
    };
    expect((await post('install')).status).toBe(202);
    const second = await post('install');
    expect([second.status, (await second.json()) as object]).toMatchObject([409, { code: 'tool.busy' }]);
    while (server.ranges.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    release();
    expect(await ended).toMatchObject({ phase: 'done' });
  });

  it('needs the token, and a home', async () => {
    const { ask } = open();
    expect((await ask('/api/v1/tools', { headers: { authorization: 'Bearer x' } })).status).toBe(401);
    expect((await makeApi().ask('/api/v1/tools')).status).toBe(403);
  });
});
