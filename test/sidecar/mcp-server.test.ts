import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { createOriginals } from '../../sidecar/store/originals.ts';
import { runNode } from './support/run-process.ts';
import { cleanUp, startSidecarProcess } from './support/sidecar-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
const log = Array.from({ length: 3000 }, (_, at) =>
  at === 1234
    ? '2026-01-01T00:00:34Z ERROR payment gateway refused order 77'
    : `2026-01-01T00:00:00Z INFO tick ${at} ok`,
).join('\n');
let home = '';
let id = '';
const opened: Client[] = [];

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-mcp-'));
  id = createOriginals(join(home, 'originals')).put(log)?.id ?? '';
});
afterAll(async () => {
  await Promise.all(opened.map((client) => client.close()));
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

/** The official client on a real server process. */
async function connect(port: number): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const env = { PATH: process.env.PATH ?? '', HEADROOM_HOME: home, HOME: home, USERPROFILE: home };
  const args = [bin, 'mcp', '--port', String(port)];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env, stderr: 'pipe' }));
  opened.push(client);
  return client;
}

async function call(
  client: Client,
  name: string,
  given: Record<string, unknown>,
): Promise<{ texts: string[]; isError: boolean }> {
  const answer = await client.callTool({ name, arguments: given });
  const content = answer.content as { type: string; text: string }[];
  return { texts: content.map(({ text }) => text), isError: answer.isError === true };
}

describe('headroom mcp without a Headroom that runs', () => {
  let client: Client;
  beforeAll(async () => {
    client = await connect(1);
  });

  it('offers its four tools, each with a description and only reading', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(
      ['compress', 'retrieve', 'search', 'stats'].map((name) => `headroom_${name}`),
    );
    expect(tools.filter(({ description = '' }) => description.length < 40)).toEqual([]);
    expect(client.getInstructions()).toContain('headroom_retrieve');
  });

  it('gives lines of an original as they stand, and bounds an answer', async () => {
    const part = await call(client, 'headroom_retrieve', { id, lines: '1235' });
    expect(part.texts).toEqual(['2026-01-01T00:00:34Z ERROR payment gateway refused order 77']);
    const beyond = await call(client, 'headroom_retrieve', { id, lines: '99999-' });
    expect(beyond.texts).toEqual([`There are only ${log.split('\n').length} lines.`]);
    const [whole = '', note = ''] = (await call(client, 'headroom_retrieve', { id: `~/.headroom/originals/${id}.txt` }))
      .texts;
    expect(log.startsWith(whole)).toBe(true);
    expect(whole.length).toBeLessThanOrEqual(60_000);
    const next = /"(\d+)-"/.exec(note)?.[1];
    const [rest = ''] = (await call(client, 'headroom_retrieve', { id, lines: `${next}-` })).texts;
    expect(log.startsWith(`${whole}\n${rest}`)).toBe(true);
  });

  it('greps an original, and says what is wrong with a pattern, a range or an id', async () => {
    expect((await call(client, 'headroom_retrieve', { id, grep: '(?i)error' })).texts[0]).toBe(
      '1235:2026-01-01T00:00:34Z ERROR payment gateway refused order 77\n',
    );
    for (const [given, named] of [
      [{ id, grep: '(' }, 'malformed'],
      [{ id, lines: '9-3' }, '9-3'],
      [{ id: '0123456789abcdef0123' }, 'no original'],
      [{ id: '../../etc/passwd' }, 'not the id'],
    ] as const) {
      const { texts, isError } = await call(client, 'headroom_retrieve', given);
      expect([isError, texts[0]]).toEqual([true, expect.stringContaining(named)]);
    }
  });

  it('finds originals by words', async () => {
    const [found = ''] = (await call(client, 'headroom_search', { query: 'gateway "refused order"' })).texts;
    expect(found).toContain(id);
    expect(found).toContain('1235: ');
    expect((await call(client, 'headroom_search', { query: 'nowhere-to-be-found' })).texts[0]).toContain('No stored');
  });

  it('shortens a text so that all of it can be had back', async () => {
    const [text = '', note = ''] = (await call(client, 'headroom_compress', { content: log, command: 'cat app.log' }))
      .texts;
    expect(text.length).toBeLessThan(log.length / 2);
    expect(text).toContain('payment gateway refused order 77');
    const stored = /id ([0-9a-f]{20})/.exec(note)?.[1];
    if (stored !== undefined) {
      expect((await call(client, 'headroom_retrieve', { id: stored, lines: '1-2' })).texts[0]).toBe(
        log.split('\n').slice(0, 2).join('\n'),
      );
    }
  });

  it('tells figures from the ledger, of which there is none yet', async () => {
    const [text = ''] = (await call(client, 'headroom_stats', {})).texts;
    expect(JSON.parse(text)).toMatchObject({ days: 7, requests: 0 });
  });
});

describe('headroom mcp beside a Headroom that runs', () => {
  afterAll(cleanUp);

  it('has its engine shorten and its ledger answer', async () => {
    const sidecar = await startSidecarProcess(home, 'http://127.0.0.1:1');
    const client = await connect(Number(new URL(sidecar.url).port));
    const [text = ''] = (await call(client, 'headroom_compress', { content: log, command: 'cat app.log' })).texts;
    expect(text.length).toBeLessThan(log.length / 2);
    expect(JSON.parse((await call(client, 'headroom_stats', { days: 1 })).texts[0] ?? '')).toMatchObject({ days: 1 });
  });
});

describe('the process of headroom mcp', () => {
  const env = () => ({ HEADROOM_HOME: home, HOME: home, USERPROFILE: home });

  it('writes nothing to stdout but the protocol, and ends when the client goes', async () => {
    const hello = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '1' } };
    const input = [
      JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: hello }),
      'this is no JSON',
      JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/list' }),
    ].join('\n');
    const { code, stdout } = await runNode([bin, 'mcp'], { env: env(), input: `${input}\n` });
    expect(code).toBe(0);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { jsonrpc: string; id: number });
    expect(answers.map((answer) => [answer.jsonrpc, answer.id])).toEqual([
      ['2.0', 1],
      ['2.0', 2],
    ]);
  });

  it('prints what to copy into the settings of clients', async () => {
    const { code, stdout } = await runNode([bin, 'mcp', 'config'], { env: env() });
    expect(code).toBe(0);
    expect(stdout).toContain('claude mcp add');
    expect(stdout).toContain('[mcp_servers.headroom]');
    expect(stdout).toContain('"mcpServers"');
  });
});
