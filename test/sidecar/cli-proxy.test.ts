import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, request, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { isAlive } from '../../sidecar/machine/index.ts';
import { type Ended, type Running, runNode, startNode, until } from './support/run-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
const isWindows = process.platform === 'win32';

let home = '';
let upstream: Server;
let upstreamUrl = '';
/** Answers that the fake provider has begun and that the test ends. */
const open: ServerResponse[] = [];
const started: Running[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'headroom-proxy-'));
  upstream = createServer((incoming, response) => {
    incoming.resume();
    incoming.on('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: ping\ndata: {"type":"ping"}\n\n');
      open.push(response);
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const address = upstream.address();
  upstreamUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(async () => {
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});
afterEach(async () => {
  for (const response of open.splice(0)) response.destroy();
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
});

function makeEnv(): Record<string, string> {
  const targets = ['ANTHROPIC', 'OPENAI', 'GEMINI', 'CHATGPT'].map((name) => [`${name}_TARGET_API_URL`, upstreamUrl]);
  return { HEADROOM_HOME: home, HOME: home, USERPROFILE: home, ...Object.fromEntries(targets) };
}

function run(...args: string[]): Promise<Ended> {
  return runNode([bin, ...args], { env: makeEnv() });
}

/** A proxy that listens, and its port. */
async function startProxy(...args: string[]): Promise<{ running: Running; port: string }> {
  const running = startNode([bin, ...args], { env: makeEnv() });
  started.push(running);
  const [, port = ''] = await running.waitFor(/http:\/\/127\.0\.0\.1:(\d+)/);
  return { running, port };
}

/** Begins a message and gives what arrives of its answer. */
function ask(port: string): { text: () => string; ended: Promise<'end' | 'cut'> } {
  let text = '';
  const ended = new Promise<'end' | 'cut'>((resolve) => {
    const headers = { 'content-type': 'application/json', 'x-api-key': 'k', 'anthropic-version': '2023-06-01' };
    const call = request(
      { host: '127.0.0.1', port, path: '/v1/messages', method: 'POST', headers, agent: false },
      (response) => {
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve('end')).on('error', () => resolve('cut'));
      },
    );
    call.on('error', () => resolve('cut'));
    call.end(JSON.stringify({ model: 'claude-x', stream: true, messages: [{ role: 'user', content: 'hi' }] }));
  });
  return { text: () => text, ended };
}

describe('headroom proxy', () => {
  it('prints its address on stdout, serves, and ends with exit code 0', async (context) => {
    const { running, port } = await startProxy('proxy', '--port', '0');
    const answer = await fetch(`http://127.0.0.1:${port}/health`);
    expect(await answer.json()).toMatchObject({ service: 'headroom', status: 'ok', pid: running.child.pid });
    if (isWindows) context.skip('Windows cannot ask a process to end');
    running.child.kill('SIGTERM');
    const { code, stdout } = await running.ended;
    expect(code).toBe(0);
    expect(stdout).toBe(`http://127.0.0.1:${port}\n`);
  });

  it.skipIf(isWindows).each(['--supervised', '--no-supervised'])(
    'serves, and can be asked to end, when whoever started it does not read its address (%s)',
    async (how) => {
      const running = startNode([bin, 'proxy', '--port', '0', how], { env: makeEnv() });
      started.push(running);
      running.child.stdout?.destroy();
      const [url = ''] = await running.waitFor(/http:\/\/127\.0\.0\.1:\d+/, 'stderr');
      expect((await fetch(`${url}/livez`)).status).toBe(200);
      running.child.kill('SIGTERM');
      expect((await running.ended).code).toBe(0);
    },
    60_000,
  );

  it('lets an answer under way finish, and takes signals in quick succession for one', async (context) => {
    if (isWindows) context.skip('Windows cannot ask a process to end');
    const { running, port } = await startProxy('proxy', '--port', '0');
    const answer = ask(port);
    await until(() => answer.text().includes('ping'));
    running.child.kill('SIGINT');
    await running.waitFor(/Stopping/, 'stderr');
    running.child.kill('SIGINT');
    await expect(fetch(`http://127.0.0.1:${port}/livez`)).rejects.toThrow();
    open[0]?.end('event: message_stop\ndata: {"type":"message_stop"}\n\n');
    expect(await answer.ended).toBe('end');
    expect(answer.text()).toContain('message_stop');
    expect((await running.ended).code).toBe(0);
  });

  it('ends at once at the second Ctrl-C', async (context) => {
    if (isWindows) context.skip('Windows cannot ask a process to end');
    const { running, port } = await startProxy('proxy', '--port', '0');
    const answer = ask(port);
    await until(() => answer.text().includes('ping'));
    running.child.kill('SIGINT');
    await running.waitFor(/Stopping/, 'stderr');
    // Until it is taken for another one: signals close together are the same Ctrl-C.
    const again = setInterval(() => running.child.kill('SIGINT'), 100);
    expect((await running.ended).code).toBe(0);
    clearInterval(again);
    expect(await answer.ended).toBe('cut');
  });

  it('says that a Headroom with the same upstreams runs already, and succeeds', async () => {
    const { port } = await startProxy('proxy', '--port', '0');
    const again = await run('proxy', '--port', port);
    expect([again.code, again.stdout]).toEqual([0, '']);
    expect(again.stderr).toContain(`already runs at http://127.0.0.1:${port}`);
  });

  it('refuses a port where a Headroom sends elsewhere', async () => {
    const { port } = await startProxy('proxy', '--port', '0');
    const other = await run('proxy', '--port', port, '--anthropic-api-url', 'http://127.0.0.1:9');
    expect(other.code).toBe(1);
    expect(other.stderr).toContain('other upstreams');
    expect(other.stderr).toContain('--port');
  });

  it('refuses the port of a stranger and names it where the system tells', async () => {
    const { code, stderr } = await run(
      'proxy',
      '--port',
      new URL(upstreamUrl).port,
      '--anthropic-api-url',
      'http://127.0.0.1:9',
      '--openai-api-url',
      'http://127.0.0.1:9',
      '--chatgpt-api-url',
      'http://127.0.0.1:9',
      '--gemini-api-url',
      'http://127.0.0.1:9',
    );
    expect(code).toBe(1);
    expect(stderr).toContain('--port');
    if (process.platform === 'linux') expect(stderr).toContain(String(process.pid));
  });

  it('writes nothing with --stateless', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'headroom-stateless-'));
    const running = startNode([bin, 'proxy', '--port', '0', '--stateless'], {
      env: { ...makeEnv(), HEADROOM_HOME: empty },
    });
    started.push(running);
    const [, port = ''] = await running.waitFor(/127\.0\.0\.1:(\d+)/);
    const answer = ask(port);
    await until(() => answer.text().includes('ping'));
    open[0]?.end();
    await answer.ended;
    running.child.kill();
    await running.ended;
    expect(readdirSync(empty)).toEqual([]);
    rmSync(empty, { recursive: true, maxRetries: 9 });
  });
});

describe('headroom start', () => {
  it('prints addresses, a line per client and, in a file, a summary that grows only with news', async () => {
    const { running, port } = await startProxy('start', '--port', '0', '--no-open');
    await running.waitFor(/Ctrl-C stops/);
    const text = running.stdout();
    expect(text).toContain(`http://127.0.0.1:${port}/`);
    for (const line of [
      'Claude Code',
      `ANTHROPIC_BASE_URL=http://127.0.0.1:${port}`,
      'Codex',
      'OpenCode',
      'Gemini CLI',
    ])
      expect(text).toContain(line);
    await running.waitFor(/no requests yet\n/, 'stderr');
    expect(running.stderr()).not.toContain('\x1b');
    const answer = ask(port);
    await until(() => answer.text().includes('ping'));
    open[0]?.end('event: message_stop\ndata: {"type":"message_stop"}\n\n');
    await answer.ended;
    const stats = async () => JSON.parse((await run('stats', '--json', '--port', port)).stdout) as { requests: number };
    await until(async () => (await stats()).requests > 0);
    const status = await run('status', '--port', port);
    expect([status.code, status.stderr]).toEqual([0, '']);
    expect(status.stdout).toMatch(/^Headroom \S+ runs at http.*\n(.*\n)*Today: \d+ requests? · /);
    if (isWindows) return;
    running.child.kill('SIGTERM');
    const { code, stderr } = await running.ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/1 request · 0 tokens not sent/);
  });
});

describe('headroom stats', () => {
  it('reads the ledger when no Headroom runs any more', async () => {
    const { code, stdout, stderr } = await run('stats', '--port', '1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/requests +\d/);
    expect(stderr).toContain('ledger.db');
  });
});

it('leaves no process behind', async () => {
  const { running } = await startProxy('proxy', '--port', '0');
  const pid = running.child.pid ?? 0;
  running.child.kill('SIGKILL');
  await running.ended;
  expect(isAlive(pid)).toBe(false);
});
