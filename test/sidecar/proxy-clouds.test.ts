import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Provider, startProvider } from './provider.ts';
import { call, nothing, type Rig, startRig } from './rig.ts';

let provider: Provider;
let rig: Rig;

beforeEach(async () => {
  provider = await startProvider((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"usage":{"input_tokens":7,"output_tokens":2}}');
  });
  const edit = { start: 0, end: 4, bytes: Buffer.from('short') };
  rig = await startRig({ upstream: provider.url, think: () => ({ ...nothing, edits: [edit] }) });
});
afterEach(async () => {
  await rig.close();
  await provider.close();
});

const vertex = '/v1/projects/p/locations/l/publishers/anthropic/models/claude-x@20250929:rawPredict';
const bedrock = '/model/us.anthropic.claude-x-v1%3A0/invoke';

it.each([
  [vertex, 'claude-x@20250929', { authorization: 'Bearer ya29.x' }],
  [bedrock, 'us.anthropic.claude-x-v1:0', { authorization: 'Bearer bedrock-api-key-x' }],
])('%s with a bearer token is shortened, and its model is the one of the path', async (path, model, headers) => {
  rig.think = () => ({
    ...nothing,
    read: { ...nothing.read!, model: '' },
    edits: [{ start: 0, end: 4, bytes: Buffer.from('-') }],
  });
  await call(rig.url, path, { body: 'long text', headers });
  expect(provider.received[0]).toMatchObject({ url: path });
  expect(provider.received[0]!.body.toString()).toBe('- text');
  expect(await rig.exchange(1)).toMatchObject({
    treatment: 'edited',
    dialect: 'anthropic',
    model,
    usage: { fresh: 7 },
  });
});

it.each([
  { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA/x, SignedHeaders=host, Signature=ab' },
  { authorization: 'Bearer x', 'x-amz-content-sha256': 'ab' },
])('a signed body goes as it came, and is still counted: %o', async (headers) => {
  await call(rig.url, bedrock, { body: 'long text', headers });
  expect(provider.received[0]!.body.toString()).toBe('long text');
  expect(provider.received[0]!.headers.authorization).toBe(headers.authorization);
  expect(rig.jobs).toEqual([]);
  expect(await rig.exchange(1)).toMatchObject({ treatment: 'relayed', usage: { fresh: 7 }, fault: null });
});
