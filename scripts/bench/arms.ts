import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isUp, type Target } from './load.ts';

/** Something that requests can be sent to: the provider itself, or a gateway in front of it. */
export interface Arm extends Target {
  readonly name: string;
  readonly pid: number | null;
  stop(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Another TypeScript gateway; its newest release needs an older HTTP adapter than npm picks, or every stream fails. */
const PEER = { name: '@portkey-ai/gateway', version: '1.15.2', overrides: { '@hono/node-server': '1.13.8' } };

export async function startProvider(): Promise<Arm> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./provider.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const port = await new Promise<string>((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  return {
    name: 'direct',
    base: `http://127.0.0.1:${port}`,
    headers: {},
    pid: child.pid ?? null,
    stop: () => end(child),
  };
}

/** The proxy as a user starts it, with a home of its own. */
export async function startHeadroom(
  upstream: string,
  flags: readonly string[] = [],
): Promise<Arm & { readonly readyMs: number }> {
  const home = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
  const port = await freePort();
  const started = performance.now();
  const args = [
    join(ROOT, 'sidecar/cli/headroom.mjs'),
    'proxy',
    '--port',
    String(port),
    '--anthropic-api-url',
    upstream,
    ...flags,
  ];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, HEADROOM_HOME: home },
  });
  const base = `http://127.0.0.1:${port}`;
  await whenUp(`${base}/livez`, child);
  const readyMs = performance.now() - started;
  const stop = async (): Promise<void> => {
    await end(child);
    rmSync(home, { recursive: true, force: true });
  };
  return { name: 'headroom', base, headers: {}, pid: child.pid ?? null, readyMs, stop };
}

/** The peer from npm, installed once into the temporary folder; null (and a printed reason) when npm cannot bring it. */
export async function startPeer(upstream: string): Promise<Arm | null> {
  const directory = join(tmpdir(), `headroom-bench-peer-${PEER.version}`);
  const script = join(directory, 'node_modules', PEER.name, 'build/start-server.js');
  if (!existsSync(script)) {
    mkdirSync(directory, { recursive: true });
    const manifest = { private: true, dependencies: { [PEER.name]: PEER.version }, overrides: PEER.overrides };
    writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest));
    const npm = spawn(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['install', '--ignore-scripts', '--silent'], {
      cwd: directory,
      stdio: 'ignore',
    });
    const code = await new Promise((resolve) => npm.once('exit', resolve).once('error', resolve));
    if (code !== 0) {
      console.error(`skipped: the peer ${PEER.name} could not be installed from npm`);
      return null;
    }
  }
  const port = await freePort();
  const env = { ...process.env, TRUSTED_CUSTOM_HOSTS: '127.0.0.1', NODE_ENV: 'production' };
  const child = spawn(process.execPath, [script, `--port=${port}`, '--headless'], {
    cwd: directory,
    stdio: 'ignore',
    env,
  });
  const base = `http://127.0.0.1:${port}`;
  await whenUp(`${base}/`, child);
  const headers = { 'x-portkey-provider': 'anthropic', 'x-portkey-custom-host': `${upstream}/v1` };
  return { name: 'peer', base, headers, pid: child.pid ?? null, stop: () => end(child) };
}

async function whenUp(url: string, child: ChildProcess): Promise<void> {
  for (let i = 0; i < 1000; i++) {
    if (child.exitCode !== null) throw new Error(`the process behind ${url} ended with ${child.exitCode}`);
    if (await isUp(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${url} did not answer within 10 s`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 8000);
  await gone;
  clearTimeout(timer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
