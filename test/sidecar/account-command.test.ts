import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import type { Account } from '../../sidecar/contract/account.ts';
import { readToken } from '../../sidecar/store/token.ts';
import { type AccountServer, startAccountServer } from '../unit/account/support/account-server.ts';
import { runNode, startNode } from './support/run-process.ts';

const LIMIT_MS = 60_000;
const bin = join(root, 'sidecar/cli/headroom.mjs');
let home = '';
let server: AccountServer;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'headroom-account-command-'));
  server = await startAccountServer();
});
afterEach(async () => {
  await server?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

const own = () => join(home, '.headroom');
const env = (): Record<string, string> => ({ HEADROOM_HOME: own(), HOME: home, USERPROFILE: home });
const configured = () => ({ ...env(), HEADROOM_ACCOUNT_URL: server.url });
const account = (...args: string[]) => runNode([bin, 'account', ...args], { env: configured() });

async function signIn(): Promise<void> {
  const running = startNode([bin, 'account', 'sign-in', '--token-in-file'], { env: configured() });
  await running.waitFor(/^ {4}WDJB-MJHT$/m, 'stderr');
  server.decide('confirm');
  const { code, stdout, stderr } = await running.ended;
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/^Signed in at http.*\n.*account.token\.\n[\s\S]*Plan: Team/),
  ]);
  for (const token of server.given) expect(stdout + stderr).not.toContain(token);
}

describe('headroom account', () => {
  it(
    'signs in with a code, tells the plan, signs out, and shows no token',
    async () => {
      await signIn();
      const { code, stdout } = await account('--json');
      expect([code, JSON.parse(stdout)]).toMatchObject([
        0,
        { state: 'signed-in', plan: { account: 'ann@example.com' } },
      ]);
      for (const token of server.given) expect(stdout).not.toContain(token);
      expect(await account('sign-out')).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('Nobody is signed in'),
      });
      expect([server.asked.at(-1)?.path, existsSync(join(own(), 'account', 'token'))]).toEqual(['/revoke', false]);
    },
    LIMIT_MS,
  );

  it.runIf(process.platform === 'linux')(
    'says where there is no keychain that there is none, asks nobody, and takes no file unasked',
    async () => {
      const { code, stderr } = await account('sign-in');
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(/There is no keychain here\..*\n {2}.*--token-in-file/),
      ]);
      expect([server.asked, existsSync(join(own(), 'account', 'token'))]).toEqual([[], false]);
    },
    LIMIT_MS,
  );

  it.runIf(process.platform !== 'win32')(
    'ends with Ctrl-C, and nothing is kept',
    async () => {
      const running = startNode([bin, 'account', 'sign-in', '--token-in-file'], { env: configured() });
      await running.waitFor(/WDJB-MJHT/, 'stderr');
      running.child.kill('SIGINT');
      const { code, stderr } = await running.ended;
      expect([code, stderr]).toEqual([1, expect.stringContaining('Nobody was signed in.')]);
      expect(existsSync(join(own(), 'account'))).toBe(false);
    },
    LIMIT_MS,
  );

  it(
    'is used wrongly with exit code 2, and needs no service',
    async () => {
      const plain = await runNode([bin, 'account'], { env: env() });
      expect(plain).toMatchObject({ code: 0, stdout: expect.stringContaining('No account service is configured') });
      expect((await account('fly')).code).toBe(2);
      expect((await account('sign-out', '--token-in-file')).code).toBe(2);
      const unsafe = await runNode([bin, 'account', '--account-url', 'http://a.example'], { env: env() });
      expect([unsafe.code, unsafe.stderr]).toEqual([2, expect.stringContaining('https')]);
    },
    LIMIT_MS,
  );

  it(
    'is part of what uninstalling lists and takes back, though no account is configured any more',
    async () => {
      await signIn();
      const uninstall = (...args: string[]) => runNode([bin, 'uninstall', ...args], { env: env() });
      const { changes } = JSON.parse((await uninstall('--dry-run', '--json')).stdout);
      const token = join(own(), 'account', 'token');
      expect(changes).toContainEqual(expect.objectContaining({ kind: 'account', paths: [token] }));
      const refresh = server.given.find((given) => given.startsWith('refresh')) ?? '';
      expect(await uninstall('--yes')).toMatchObject({
        code: 0,
        stderr: expect.stringContaining('Everything is removed'),
      });
      expect([existsSync(own()), server.valid.has(refresh)]).toEqual([false, false]);
    },
    LIMIT_MS,
  );
});

describe('a sidecar', () => {
  it(
    'with an account URL answers for the account, sends nothing unasked, and logs no token',
    async () => {
      const main = startNode([bin, 'proxy', '--port', '0'], { env: configured() });
      try {
        const [url = ''] = await main.waitFor(/http:\/\/127\.0\.0\.1:\d+/);
        const ask = async (path: string, body?: string): Promise<Account> => {
          const headers = { authorization: `Bearer ${readToken(own())}` };
          const post = body === undefined ? {} : { method: 'POST', body };
          return (await (await fetch(`${url}/api/v1/account${path}`, { headers, ...post })).json()) as Account;
        };
        expect(await ask('')).toMatchObject({ state: 'signed-out', url: server.url });
        expect(server.asked).toEqual([]);
        expect(await ask('/sign-in', '{"tokenInFile":true}')).toMatchObject({ signIn: { userCode: 'WDJB-MJHT' } });
        server.decide('confirm');
        await expect.poll(async () => (await ask('')).state, { timeout: 30_000 }).toBe('signed-in');
        expect(await ask('/plan')).toMatchObject({ plan: 'Team' });
        // The command line sees the same sign-in, and ends it for both.
        expect((await account('sign-out')).code).toBe(0);
        expect(await ask('')).toMatchObject({ state: 'signed-out' });
      } finally {
        main.child.kill('SIGTERM');
      }
      const { stdout, stderr } = await main.ended;
      for (const token of server.given) expect(stdout + stderr + readLogs()).not.toContain(token);
    },
    LIMIT_MS,
  );

  it(
    'without one loads nothing of the account',
    async () => {
      const script = join(home, 'loaded.mjs');
      const main = JSON.stringify(new URL('../../sidecar/', import.meta.url).href);
      writeFileSync(
        script,
        `import { registerHooks } from 'node:module';
        const loaded = [];
        registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
        const { resolveSettings } = await import(${main} + 'settings.ts');
        const { startSidecar } = await import(${main} + 'main.ts');
        const sidecar = await startSidecar(resolveSettings({ port: 0 }, process.env));
        await fetch(sidecar.url + '/');
        await fetch(sidecar.url + '/api/v1/account', { headers: { authorization: 'Bearer ' + sidecar.services.token } });
        console.log('loaded ' + JSON.stringify(loaded));
        await sidecar.close();`,
      );
      const list = async (more: Record<string, string>): Promise<string[]> => {
        const { stdout, stderr } = await runNode([script], { env: { ...env(), ...more } });
        const found = /^loaded (.*)$/m.exec(stdout)?.[1];
        if (found === undefined) throw new Error(stderr);
        return (JSON.parse(found) as string[]).filter((url) => /sidecar\/account\/|keychain|keyring/.test(url));
      };
      expect(await list({})).toEqual([]);
      // And with one no keychain, as long as nobody signs in.
      const some = await list({ HEADROOM_ACCOUNT_URL: server.url });
      expect(some.filter((url) => /create-account/.test(url))).toHaveLength(1);
      expect(some.filter((url) => /node_modules/.test(url))).toEqual([]);
    },
    LIMIT_MS,
  );
});

function readLogs(): string {
  return readdirSync(own(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(log|json|ndjson)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}
