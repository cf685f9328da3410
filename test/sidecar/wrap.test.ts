import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { isAlive } from '../../sidecar/machine/index.ts';
import { listLiving, listTools } from '../../sidecar/supervisor/index.ts';
import { type Provider, startProvider } from './provider.ts';
import { type Ended, type Running, runNode, startNode, until } from './support/run-process.ts';
import { cleanUp, endAll, makeHome, startSidecarProcess } from './support/sidecar-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
const isWindows = process.platform === 'win32';
const started = new Set<Running>();
let provider: Provider;
let home = '';

beforeEach(async () => {
  provider = await startProvider();
  home = makeHome();
});
afterEach(async () => {
  await endAll(started, home);
  await cleanUp();
  await provider.close();
});

const makeEnv = (more: Record<string, string> = {}): Record<string, string> => ({
  HEADROOM_HOME: home,
  HOME: home,
  USERPROFILE: home,
  ...Object.fromEntries(
    ['ANTHROPIC', 'OPENAI', 'GEMINI', 'CHATGPT'].map((name) => [`${name}_TARGET_API_URL`, provider.url]),
  ),
  ...more,
});

/** A tool that is this Node with a script. */
function wrap(
  script: string,
  options: { flags?: string[]; env?: Record<string, string>; input?: string } = {},
): Running {
  const args = [bin, 'wrap', process.execPath, ...(options.flags ?? []), '--', '-e', script];
  const running = startNode(args, {
    env: makeEnv(options.env),
    ...(options.input !== undefined && { input: options.input }),
  });
  started.add(running);
  return running;
}

const ask = `fetch(process.env.ANTHROPIC_BASE_URL + '/v1/messages', { method: 'POST', headers: { 'x-api-key': 'k' }, body: '{"model":"claude-x","messages":[]}' })`;
/** A tool that ends when its wrap is killed, so that no test leaves one behind. */
const orphan = `const parent = process.ppid; setInterval(() => process.ppid === parent || process.exit(), 50)`;
const whenNobody = () => until(async () => (await listLiving(home)).length === 0);

describe('headroom wrap', () => {
  it('leads a tool through a Headroom of its own, and both are gone afterwards', async () => {
    const { code, stdout, stderr } = await wrap(`${ask}.then((r) => r.json()).then((r) => console.log(r.id))`).ended;
    expect([code, stdout, stderr]).toEqual([0, 'msg_1\n', '']);
    expect(provider.received.map(({ url }) => url)).toEqual(['/v1/messages']);
    await whenNobody();
    expect(readdirSync(join(home, 'run'))).toEqual([]);
  });

  it('hands on input, output, errors and the exit code byte for byte', async () => {
    const script = `process.stdin.pipe(process.stdout); process.stdin.on('end', () => { process.stderr.write('\\x1b[31me\\0'); process.exitCode = 42; })`;
    const { code, stdout, stderr } = await wrap(script, { input: 'a\0b\r\n\x1b[2J' }).ended;
    expect([code, stdout, stderr]).toEqual([42, 'a\0b\r\n\x1b[2J', '\x1b[31me\0']);
  });

  it('says what a shell says of a program that is missing or died by a signal', async (context) => {
    const missing: Ended = await runNode([bin, 'wrap', 'no-such-tool'], { env: makeEnv() });
    expect([missing.code, missing.stdout]).toEqual([127, '']);
    expect(missing.stderr).toContain('no-such-tool');
    if (isWindows) context.skip('Windows has no signals');
    expect((await wrap(`process.kill(process.pid, 'SIGKILL')`).ended).code).toBe(137);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'passes %s on and waits for what the tool makes of it',
    async (signal) => {
      if (isWindows) return;
      const script = `process.on('${signal}', () => { console.log('got it'); process.exit(5); }); ${orphan}; console.log('ready')`;
      const running = wrap(script);
      await running.waitFor(/ready/);
      running.child.kill(signal);
      const { code, stdout } = await running.ended;
      expect([code, stdout]).toEqual([5, 'ready\ngot it\n']);
    },
  );

  it('dies as its tool dies of a signal: 128 + n', async (context) => {
    if (isWindows) context.skip('Windows has no signals');
    const running = wrap(`${orphan}; console.log('ready')`);
    await running.waitFor(/ready/);
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
  });

  it('shares one Headroom between tools that start at once; the last one ends it, kill -9 of a wrap or not', async (context) => {
    if (isWindows) context.skip('Windows does not pass signals on');
    const script = `${orphan}; console.log('at ' + process.env.ANTHROPIC_BASE_URL)`;
    const tools = [wrap(script), wrap(script), wrap(script)];
    const urls = await Promise.all(tools.map((tool) => tool.waitFor(/at (\S+)/).then(([, url]) => url)));
    expect(new Set(urls).size).toBe(1);
    tools[0]!.child.kill('SIGTERM');
    tools[1]!.child.kill('SIGKILL');
    await Promise.all([tools[0]!.ended, until(() => tools[1]!.child.signalCode !== null)]);
    expect((await fetch(`${urls[0]}/livez`)).status).toBe(200);
    tools[2]!.child.kill('SIGTERM');
    await whenNobody();
    expect(await listTools(home)).toEqual([]);
  });

  it('uses a Headroom that runs already, and leaves it running', async () => {
    const sidecar = await startSidecarProcess(home, provider.url);
    const { stdout } = await wrap(`console.log(process.env.ANTHROPIC_BASE_URL)`, { flags: ['--no-proxy'] }).ended;
    expect(stdout.trim()).toBe(sidecar.url);
    expect(isAlive(sidecar.pid)).toBe(true);
  });

  it('starts another one when the upstreams differ: what was set for the tool is what Headroom asks', async () => {
    const sidecar = await startSidecarProcess(home, provider.url);
    const other = await startProvider();
    const env = { ANTHROPIC_TARGET_API_URL: '', ANTHROPIC_BASE_URL: `${other.url}/gateway` };
    const { stdout } = await wrap(`${ask}.then(() => console.log(process.env.ANTHROPIC_BASE_URL))`, { env }).ended;
    expect(stdout.trim()).not.toBe(sidecar.url);
    expect(other.received.map(({ url }) => url)).toEqual(['/gateway/v1/messages']);
    expect(provider.received).toEqual([]);
    await other.close();
  });

  it('fails with --no-proxy when none runs, before the tool starts', async () => {
    const { code, stdout, stderr } = await wrap(`console.log('ran')`, { flags: ['--no-proxy'] }).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('headroom start');
  });

  it('replaces the Headroom of a running tool on the same port when it dies or hangs', async (context) => {
    if (isWindows) context.skip('Windows cannot stop a process');
    const script = `${orphan}; console.log('at ' + process.env.ANTHROPIC_BASE_URL)`;
    const tool = wrap(script);
    const [, url = ''] = await tool.waitFor(/at (\S+)/);
    for (const signal of ['SIGKILL', 'SIGSTOP'] as const) {
      const [proxy] = await listLiving(home);
      process.kill(proxy!.owner.pid, signal);
      await until(async () => {
        const [next] = await listLiving(home);
        return next !== undefined && next.owner.pid !== proxy!.owner.pid && next.url === url;
      });
      expect((await fetch(`${url}/livez`)).status).toBe(200);
    }
    tool.child.kill('SIGKILL');
    expect(existsSync(join(home, 'logs', 'wrap-proxy.log'))).toBe(true);
  }, 60_000);
});
