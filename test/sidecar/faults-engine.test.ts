import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerEvents, answerJson, type Provider, startProvider } from './provider.ts';
import { makeTurn, readResults, sendTurn } from './support/agent-turns.ts';
import { until } from './support/run-process.ts';
import { cleanUp, makeHome, type SidecarProcess, startSidecarProcess } from './support/sidecar-process.ts';

const isWindows = process.platform === 'win32';
let provider: Provider;
let sidecar: SidecarProcess;

beforeEach(async (context) => {
  context.skip(isWindows, 'Windows has neither signals nor a list of processes that a test could read');
  provider = await startProvider();
  sidecar = await startSidecarProcess(makeHome(), provider.url);
});
afterEach(async () => {
  await cleanUp();
  await provider?.close();
});

const eventsOf = (session: string): string[] =>
  Array.from({ length: 12 }, (_, at) => `event: ping\ndata: {"type":"ping","of":"${session}","at":${at}}\n\n`);
const sessionOf = (headers: Record<string, unknown>): string => String(headers['x-claude-code-session-id']);
/** What the provider saw of one conversation: the tool results of each request. */
const seenOf = (session: string): string[][] =>
  provider.received.filter((one) => sessionOf(one.headers) === session).map((one) => readResults(one.body));

/** Earlier results are sent in the same words with every later turn. */
function expectStable(turns: readonly string[][]): void {
  turns.slice(1).forEach((later, at) => {
    expect(later.slice(0, turns[at]!.length)).toEqual(turns[at]);
  });
}

describe('an engine that is killed', () => {
  it('under load costs no request, no stream and no prefix', async () => {
    provider.answer = (request, response, nth) => {
      const session = sessionOf(request.headers);
      return session.startsWith('stream')
        ? answerEvents(eventsOf(session), 60)(request, response, nth)
        : answerJson(request, response, nth);
    };
    const { url } = sidecar;
    for (const turns of [1, 2, 3]) expect((await sendTurn(url, 'talk', makeTurn(turns))).status).toBe(200);
    const first = await sidecar.whenEngine();
    const streams = Array.from({ length: 20 }, (_, at) => sendTurn(url, `stream-${at}`, makeTurn(1)));
    await until(() => provider.received.length === 23);
    const plain = Array.from({ length: 19 }, (_, at) => sendTurn(url, `plain-${at}`, makeTurn(1, 300)));
    const talk = sendTurn(url, 'talk', makeTurn(4));
    process.kill(first, 'SIGKILL');
    for (const [at, reply] of (await Promise.all(streams)).entries())
      expect([reply.status, reply.body.toString()]).toEqual([200, eventsOf(`stream-${at}`).join('')]);
    for (const reply of [...(await Promise.all(plain)), await talk])
      expect([reply.status, JSON.parse(reply.body.toString()).content[0].text]).toEqual([200, 'ok']);
    expect(await sidecar.whenEngine([first])).not.toBe(first);
    for (const turns of [5, 6]) await sendTurn(url, 'talk', makeTurn(turns));
    const turns = seenOf('talk');
    expect(turns.map((results) => results.length)).toEqual([1, 2, 3, 4, 5, 6]);
    expectStable(turns);
    expect(turns[5]).not.toEqual(readResults(Buffer.from(makeTurn(6))));
    // Nobody who merely waited is blamed: the others are edited again, too.
    for (let at = 0; at < 19; at++) await sendTurn(url, `plain-${at}`, makeTurn(2, 300));
    for (let at = 0; at < 19; at++)
      expect(seenOf(`plain-${at}`)[1]!.join('').length).toBeLessThan(makeTurn(2, 300).length * 0.7);
    expect(await sidecar.health()).toMatchObject({ status: 'ok' });
  }, 60_000);

  it('again and again is given up: requests go through as they are, and health says so', async () => {
    const killed: number[] = [];
    const body = makeTurn(1);
    // What comes while there is no process waits for the next one, until there is none any more.
    for (let death = 0; death < 5; death++) {
      const pid = await sidecar.whenEngine(killed);
      killed.push(pid);
      process.kill(pid, 'SIGKILL');
      await until(() => !sidecar.enginePids().includes(pid));
      expect((await sendTurn(sidecar.url, `s${death}`, body)).status).toBe(200);
    }
    const started = performance.now();
    for (let turn = 0; turn < 5; turn++) await sendTurn(sidecar.url, 'after', body);
    expect(performance.now() - started).toBeLessThan(2000);
    for (const { body: got } of provider.received.slice(-5)) expect(got.toString()).toBe(body);
    const health = await sidecar.health();
    expect(health.status).toBe('degraded');
    expect(health.checks).toContainEqual({ id: 'engine', ok: false, message: expect.stringContaining('keeps dying') });
    await until(() => sidecar.enginePids().length === 0);
    const rows = await sidecar.exchanges();
    // Being without an engine is no one's fault: nothing is quarantined by it.
    expect(rows.slice(0, 5).map((row) => [row.treatment, row.fault])).toEqual(
      Array.from({ length: 5 }, () => ['failed-open', 'worker-absent']),
    );
  }, 60_000);
});

it('an engine that hangs holds nobody up for long, and goes on where it was', async () => {
  const { url } = sidecar;
  for (const turns of [1, 2]) await sendTurn(url, 'talk', makeTurn(turns));
  const pid = await sidecar.whenEngine();
  process.kill(pid, 'SIGSTOP');
  const started = performance.now();
  const replies = await Promise.all([
    sendTurn(url, 'talk', makeTurn(3)),
    ...Array.from({ length: 8 }, (_, at) => sendTurn(url, `other-${at}`, makeTurn(1))),
  ]);
  expect(performance.now() - started).toBeLessThan(6000);
  expect(replies.map((reply) => reply.status)).toEqual(Array.from({ length: 9 }, () => 200));
  expect(seenOf('talk')[2]).toEqual(readResults(Buffer.from(makeTurn(3))));
  process.kill(pid, 'SIGCONT');
  await until(() => sidecar.enginePids().includes(pid));
  // The next turns go back to the stream that was cached before.
  for (const turns of [4, 5]) await sendTurn(url, 'talk', makeTurn(turns));
  const turns = seenOf('talk');
  expectStable([turns[0]!, turns[1]!, turns[3]!, turns[4]!]);
  expect(turns[4]!.join('').length).toBeLessThan(readResults(Buffer.from(makeTurn(5))).join('').length * 0.7);
  // What went out whole in a first turn stays whole, what comes new is shortened.
  await sendTurn(url, 'other-0', makeTurn(2));
  const [whole, next] = seenOf('other-0');
  expect(next![0]).toBe(whole![0]);
  expect(sidecar.enginePids()).toEqual([pid]);
}, 60_000);
