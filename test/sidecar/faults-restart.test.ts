import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerEvents, answerJson, type Provider, startProvider } from './provider.ts';
import { makeTurn, readResults, sendTurn } from './support/agent-turns.ts';
import { until } from './support/run-process.ts';
import { cleanUp, makeHome, startSidecarProcess } from './support/sidecar-process.ts';

let provider: Provider;
let home: string;

beforeEach(async (context) => {
  context.skip(
    process.platform === 'win32',
    'Windows has neither signals nor a list of processes that a test could read',
  );
  provider = await startProvider();
  home = makeHome();
});
afterEach(async () => {
  await cleanUp();
  await provider?.close();
});

const sessionOf = (headers: Record<string, unknown>): string => String(headers['x-claude-code-session-id']);
const bodiesOf = (session: string): Buffer[] =>
  provider.received.filter((one) => sessionOf(one.headers) === session).map((one) => one.body);
/** Ids of originals that a text tells the model to look into. */
const idsIn = (text: string): string[] =>
  [...text.matchAll(/originals\/([0-9a-f]{20})\.txt/g)].map(([, id = '']) => id);

describe('a sidecar that is killed', () => {
  it.each(['kept', 'lost'])(
    'under load keeps its rows, and says everything again in the same words (memo %s)',
    async (memo) => {
      const pings = Array.from({ length: 200 }, (_, at) => `event: ping\ndata: {"at":${at}}\n\n`);
      provider.answer = (request, response, nth) =>
        sessionOf(request.headers).startsWith('stream')
          ? answerEvents(pings, 50)(request, response, nth)
          : answerJson(request, response, nth);
      const first = await startSidecarProcess(home, provider.url);
      for (const turns of [1, 2, 3, 4]) await sendTurn(first.url, 'talk', makeTurn(turns));
      await until(async () => (await first.exchanges()).length === 4);
      const streams = Array.from({ length: 10 }, (_, at) => sendTurn(first.url, `stream-${at}`, makeTurn(1)));
      const cut = Promise.allSettled(streams);
      await until(() => provider.received.length === 14);
      const engine = await first.whenEngine();
      await first.kill();
      for (const end of await cut) expect(end.status).toBe('rejected');
      // Its engine notices and ends as well.
      await until(() => !isRunning(engine));
      if (memo === 'lost')
        for (const name of readdirSync(home)) if (name.startsWith('memo.db')) rmSync(join(home, name));

      const second = await startSidecarProcess(home, provider.url);
      for (const turns of [4, 5]) await sendTurn(second.url, 'talk', makeTurn(turns));
      const bodies = bodiesOf('talk');
      expect(readResults(bodies[4]!)).toEqual(readResults(bodies[3]!));
      expect(bodies[4]!.equals(bodies[3]!)).toBe(true);
      expect(readResults(bodies[5]!).slice(0, 4)).toEqual(readResults(bodies[3]!));
      expect(bodies[5]!.length).toBeLessThan(makeTurn(5).length * 0.7);
      await until(async () => (await second.exchanges()).length >= 6);
      const { status, checks } = await second.health();
      expect([status, checks.find(({ id }) => id === 'ledger')]).toEqual([
        'ok',
        { id: 'ledger', ok: true, message: 'ok' },
      ]);
      for (const id of bodies.flatMap((body) => idsIn(body.toString())))
        expect(existsSync(join(home, 'originals', `${id}.txt`))).toBe(true);
    },
    60_000,
  );

  it('remembers which texts had gone out whole', async () => {
    const first = await startSidecarProcess(home, provider.url);
    const engine = await first.whenEngine();
    process.kill(engine, 'SIGSTOP');
    await sendTurn(first.url, 'talk', makeTurn(1));
    process.kill(engine, 'SIGCONT');
    await until(async () => (await first.exchanges()).length === 1);
    await first.kill();
    const second = await startSidecarProcess(home, provider.url);
    await sendTurn(second.url, 'talk', makeTurn(2));
    const [whole = '', next = ''] = bodiesOf('talk').map((body) => body.toString());
    expect(whole).toBe(makeTurn(1));
    expect(readResults(Buffer.from(next))[0]).toBe(readResults(Buffer.from(whole))[0]);
    expect(next.length).toBeLessThan(makeTurn(2).length * 0.9);
  }, 60_000);
});

/** A zombie is none: whoever started it has not asked yet how it ended. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
}
