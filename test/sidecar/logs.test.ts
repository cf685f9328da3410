import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import type { LogLine, LogPage } from '../../sidecar/contract/logs.ts';
import { readToken } from '../../sidecar/store/token.ts';
import { type Provider, startProvider } from './provider.ts';
import { call } from './rig.ts';
import { runNode, startNode, until } from './support/run-process.ts';
import { cleanUp, makeHome, type SidecarProcess, startSidecarProcess } from './support/sidecar-process.ts';

const LIMIT_MS = 60_000;
const bin = join(root, 'sidecar/cli/headroom.mjs');
/** Shaped as a provider's key; of nobody. */
const KEY = ['sk', 'ant', 'api03', 'Fake9Key'.repeat(10)].join('-');
/** A key without a shape, which the sidecar knows from its environment. */
const PLAIN_KEY = 'correcthorsebattery';
const PROMPT = 'PromptThatNobodyMayRead';
let provider: Provider;
let sidecar: SidecarProcess;
let home = '';

beforeEach(async () => {
  home = makeHome();
  provider = await startProvider();
  sidecar = await startSidecarProcess(home, provider.url, { MISTRAL_API_KEY: PLAIN_KEY });
}, LIMIT_MS);
afterEach(async () => {
  await cleanUp();
  await provider.close();
}, LIMIT_MS);

const environment = () => ({ HEADROOM_HOME: home, HOME: home, USERPROFILE: home });
const headroom = (...args: string[]) => runNode([bin, 'logs', ...args], { env: environment() });

async function ask(query = ''): Promise<LogPage> {
  const headers = { authorization: `Bearer ${readToken(home)}` };
  return JSON.parse((await call(sidecar.url, `/api/v1/logs${query}`, { headers })).body.toString()) as LogPage;
}

/** A request that its provider refuses, quoting everything it was given. */
async function refuse(status: number): Promise<void> {
  provider.answer = ({ body, headers }, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: `no ${headers['x-api-key']} ${PLAIN_KEY} ${body}` } }));
  };
  const body = JSON.stringify({
    ...{ model: `claude-x ${KEY} ${PLAIN_KEY}`, max_tokens: 9 },
    messages: [{ role: 'user', content: PROMPT }],
  });
  await call(sidecar.url, '/v1/messages', { body, headers: { 'x-api-key': KEY } });
}

describe('the log', () => {
  it(
    'tells what went wrong, through the API and the command line, without a secret or a word of a request',
    async () => {
      await refuse(500);
      const engine = await sidecar.whenEngine();
      process.kill(engine, 'SIGKILL');
      await call(sidecar.url, '/api/v1/clients/pause?secret=1', {
        method: 'POST',
        body: `{"password":"${PROMPT}"}`,
        headers: { authorization: `Bearer ${readToken(home)}` },
      });
      await until(async () => (await ask()).total >= 4);
      const { lines, path } = await ask();
      const told = lines.map(({ level, source, text }) => `${level} ${source} ${text}`).sort();
      expect(told).toEqual([
        'error provider anthropic answered 500 (an odd name)',
        expect.stringMatching(/^info sidecar Headroom .* listens at http:\/\/127\.0\.0\.1:\d+$/),
        'warning api POST /api/v1/clients/pause was answered with 400',
        'warning engine The engine process ended; another takes its place',
      ]);
      const [exchange] = await sidecar.exchanges();
      expect(lines.find(({ source }) => source === 'provider')?.about).toBe(exchange?.id);
      const errors = await ask('?level=error&text=ANSWERED');
      expect([errors.total, errors.lines[0]?.source]).toEqual([1, 'provider']);

      const file = join(home, 'logs', 'headroom.log');
      if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
      const shown = await headroom();
      const asJson = await headroom('--json', '--level', 'warning', '--lines', '1');
      expect(asJson.stdout.trimEnd().split('\n')).toHaveLength(1);
      const everything = [readFileSync(file, 'utf8'), JSON.stringify(lines), shown.stdout, asJson.stdout, path].join(
        '\n',
      );
      for (const secret of [KEY.slice(14, 30), PLAIN_KEY, PROMPT, readToken(home) ?? ''])
        expect(everything).not.toContain(secret);
      expect(shown.stdout).toMatch(/ERROR {4}provider {4}anthropic answered 500/);
    },
    LIMIT_MS,
  );

  it(
    'is followed on the command line, also when nothing runs any more',
    async () => {
      const following = startNode([bin, 'logs', '--follow', '--json'], { env: environment() });
      await following.waitFor(/listens at/);
      await refuse(429);
      await following.waitFor(/answered 429/);
      sidecar.running.child.kill('SIGTERM');
      await sidecar.running.ended;
      if (process.platform !== 'win32') await following.waitFor(/Headroom stops/);
      following.child.kill('SIGINT');
      const { stdout } = await following.ended;
      const ids = stdout
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as LogLine).id);
      expect(new Set(ids).size).toBe(ids.length);
      expect((await headroom('--text', '429')).stdout).toMatch(/answered 429/);
      const wrong = await headroom('--level', 'loud');
      expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('info, warning, error')]);
    },
    LIMIT_MS,
  );

  it(
    'is not kept by a stateless sidecar',
    async () => {
      const other = makeHome();
      const stateless = await startSidecarProcess(other, provider.url, { HEADROOM_STATELESS: '1' }).catch(() => null);
      await stateless?.kill();
      expect(existsSync(join(other, 'logs'))).toBe(false);
    },
    LIMIT_MS,
  );
});
