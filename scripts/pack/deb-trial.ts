/**
 * Installs, runs, updates, removes and purges a .deb in a root of its own, which holds the libraries that the package asks
 * for and no Node. Started by scripts/lib/deb-test.ts in a namespace in which it is root and its processes are alone.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDependencies, checkTexts } from '../lib/deb-checks.ts';
import { listTree, makeTrialRoot, type TrialRoot } from '../lib/trial-root.ts';

const [deb = ''] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'headroom-deb-'));
/** A user's settings, which removing the package must leave byte for byte as they were. */
const settings = 'home/user/.claude/settings.json';
const settingsText = '{ "model":"opus" ,\n "env": {"EDITOR": "vi"}}';
/** What the provider says to everything. */
const answer = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5', content: [] };

let running: ChildProcess | undefined;
let trial: TrialRoot | undefined;
try {
  trial = makeTrialRoot(join(work, 'root'));
  await tryPackage(trial);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  running?.kill('SIGKILL');
  trial?.close();
  rmSync(work, { recursive: true, force: true, maxRetries: 9 });
}

async function tryPackage(root: TrialRoot): Promise<void> {
  const before = listTree(root.path);
  install(root, deb);
  const version = root.query('headroom');
  tell(`installed ${version}`);
  for (const line of [...checkTexts(root.path), ...checkDependencies(root.path)]) tell(line);

  assert.match(root.run('/usr/bin/headroom', ['version']), /^headroom \d+\.\d+\.\d+ \(Node \d/);
  tell('headroom version answers; there is no Node on its machine');

  const provider = await startProvider();
  const proxy = startProxy(root, provider.url);
  const url = await proxy.url;
  await askThrough(url);
  tell('headroom proxy serves a request');

  root.run('/usr/bin/headroom', ['connect', 'claude-code', '--force', '--port', new URL(url).port]);
  assert.ok(readFileSync(join(root.path, settings), 'utf8').includes(url), 'the client is connected');
  const newer = makeNewer(deb, `${version}.1`);
  install(root, newer);
  rmSync(newer);
  assert.equal(root.query('headroom'), `${version}.1`);
  assert.equal(proxy.child.exitCode, null, 'an update leaves what runs alone');
  await askThrough(url);
  assert.match(root.run('/usr/bin/headroom', ['version']), /^headroom /);
  tell(`updated to ${version}.1; what ran goes on and still serves`);

  root.dpkg(['--remove', 'headroom']);
  assert.equal((await proxy.ended).code, 0, proxy.stderr());
  assert.equal(readFileSync(join(root.path, settings), 'utf8'), settingsText);
  tell('removed; what ran has ended and gave the client its own settings back');

  const home = digestHome(root.path);
  install(root, deb);
  root.dpkg(['--remove', 'headroom']);
  root.dpkg(['--purge', 'headroom']);
  assert.deepEqual(digestHome(root.path), home, 'no home is touched');
  // What the user has stays, and is the user's.
  rmSync(join(root.path, 'home/user'), { recursive: true, force: true, maxRetries: 9 });
  assert.deepEqual(listTree(root.path), before);
  tell('purged; nothing is left, no home was touched');
  await provider.close();
}

/** On a machine that lacks what the package asks for, this is told and the rest is tried all the same. */
function install(root: TrialRoot, path: string): void {
  try {
    root.dpkg(['--install', path]);
  } catch (error) {
    if (!/dependency problems/.test((error as Error).message)) throw error;
    tell('not checked: this machine lacks something that the package depends on');
    root.dpkg(['--force-depends', '--install', path]);
  }
}

/** The same package under another version. */
function makeNewer(path: string, version: string): string {
  const tree = join(work, 'newer');
  execFileSync('dpkg-deb', ['--raw-extract', path, tree]);
  const control = join(tree, 'DEBIAN/control');
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, `Version: ${version}`));
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', '-Znone', tree, `${tree}.deb`], { stdio: 'ignore' });
  rmSync(tree, { recursive: true });
  return `${tree}.deb`;
}

interface Proxy {
  readonly child: ChildProcess;
  readonly url: Promise<string>;
  readonly ended: Promise<{ code: number | null }>;
  stderr(): string;
}

function startProxy(root: TrialRoot, upstream: string): Proxy {
  const home = join(root.path, 'home/user');
  mkdirSync(join(home, '.claude'), { recursive: true });
  writeFileSync(join(root.path, settings), settingsText);
  const { file, args } = root.command('/usr/bin/headroom', ['proxy', '--port', '0']);
  const child = spawn(file, args, {
    env: { ...root.env, ANTHROPIC_TARGET_API_URL: upstream },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  let out = '';
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  const ended = new Promise<{ code: number | null }>((resolve) => child.once('close', (code) => resolve({ code })));
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(out);
      if (found !== null) resolve(found[0]);
    });
    void ended.then(() => reject(new Error(`headroom proxy ended: ${out}${said}`)));
  });
  return { child, url, ended, stderr: () => said };
}

async function startProvider(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ...answer, usage: { input_tokens: 3, output_tokens: 1 } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A trial that fails must end, too.
  server.unref();
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function askThrough(url: string): Promise<void> {
  const response = await fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'fake', 'anthropic-version': '2023-06-01' },
    body: JSON.stringify({
      model: answer.model,
      max_tokens: 9,
      messages: [{ role: 'user', content: 'hello' }],
    }),
  });
  assert.equal(response.status, 200);
  assert.equal(((await response.json()) as { id: string }).id, answer.id);
}

function digestHome(root: string): string[] {
  const home = join(root, 'home');
  if (!existsSync(home)) return [];
  return listTree(home).map((path) => `${path} ${statSync(join(home, path)).mtimeMs}`);
}

function tell(line: string): void {
  console.log(`  ${line}`);
}
