import { afterEach, beforeEach, expect, it } from 'vitest';
import { answerJson, type Provider, startProvider } from './provider.ts';
import { call } from './rig.ts';
import { makeTurn } from './support/agent-turns.ts';
import { until } from './support/run-process.ts';
import { cleanUp, makeHome, startSidecarProcess } from './support/sidecar-process.ts';

let provider: Provider;
beforeEach(async () => {
  provider = await startProvider();
});
afterEach(async () => {
  await cleanUp();
  await provider?.close();
});

/** A loop over an SDK: no session header, no breakpoint, tools that stay the same. */
function makeLoop(turns: number): string {
  const { messages, ...rest } = JSON.parse(makeTurn(turns, 1));
  const tool = { name: 'Bash', description: 'Runs. '.repeat(1000), input_schema: { type: 'object' } };
  return JSON.stringify({ ...rest, tools: [tool], messages });
}
const ask = (url: string, body: string, headers: Record<string, string>) =>
  call(url, '/v1/messages', { body, headers });
const countMarks = (body: Uint8Array): number => Buffer.from(body).toString().split('"cache_control"').length - 1;
const key = { 'x-api-key': 'sk-ant-api03-x' };

it('sets breakpoints in a loop from its second turn on, and never for a login', async () => {
  const { url } = await startSidecarProcess(makeHome(), provider.url);
  for (const turns of [0, 1, 2, 3]) await ask(url, makeLoop(turns), key);
  await ask(url, makeLoop(2), { authorization: 'Bearer sk-ant-oat01-x' });
  expect(provider.received.map(({ body }) => countMarks(body))).toEqual([0, 2, 3, 3, 0]);
  const stripped = provider.received[3]!.body.toString().replaceAll(',"cache_control":{"type":"ephemeral"}', '');
  expect(stripped).toBe(makeLoop(3));
}, 60_000);

it('sends the original to who refuses them, and sets none again in this conversation', async () => {
  provider.answer = (request, response, nth) => {
    if (countMarks(provider.received[nth - 1]?.body ?? provider.received.at(-1)!.body) === 0)
      answerJson(request, response, nth);
    else response.writeHead(400, { 'content-type': 'application/json' }).end('{"type":"error"}');
  };
  const home = makeHome();
  const { url, exchanges } = await startSidecarProcess(home, provider.url);
  expect((await ask(url, makeLoop(1), key)).status).toBe(200);
  expect((await ask(url, makeLoop(2), key)).status).toBe(200);
  expect(provider.received.map(({ body }) => countMarks(body))).toEqual([2, 0, 0]);
  await until(async () => (await exchanges()).length === 2);
}, 60_000);
