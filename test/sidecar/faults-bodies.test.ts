import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Provider, startProvider } from './provider.ts';
import { call } from './rig.ts';
import { makeResult, makeTurn, readResults, sendTurn } from './support/agent-turns.ts';
import { cleanUp, makeHome, type SidecarProcess, startSidecarProcess } from './support/sidecar-process.ts';

const paths = ['/v1/messages', '/v1/chat/completions', '/v1/responses'];
let provider: Provider;
let sidecar: SidecarProcess;
let engine: number;

beforeAll(async () => {
  if (process.platform === 'win32') return;
  provider = await startProvider();
  sidecar = await startSidecarProcess(makeHome(), provider.url);
  engine = await sidecar.whenEngine();
});
beforeEach((context) =>
  context.skip(process.platform === 'win32', 'Windows has no list of processes that a test could read'),
);
afterAll(async () => {
  await cleanUp();
  await provider?.close();
});

const last = (): Buffer => provider.received.at(-1)!.body;
const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const long = 'x'.repeat(5000);

/** Bodies that are no requests, or that no reader of ours may read in another way than the provider. */
const hostile: Record<string, Uint8Array | string> = {
  'a cut JSON': makeTurn(2).slice(0, -7),
  'JSON with a comma too many': '{"model":"m","messages":[],}',
  'no JSON': 'hello',
  'a number': '1e999',
  null: 'null',
  'zero bytes': new Uint8Array(4096),
  'a byte order mark': `\ufeff${makeTurn(1)}`,
  'UTF-16': Buffer.from(makeTurn(1), 'utf16le'),
  'a text whose UTF-8 is cut': Buffer.concat([
    Buffer.from('{"model":"m","messages":[{"role":"user","content":"'),
    Buffer.from([0xe2, 0x82]),
    Buffer.from('"}]}'),
  ]),
  'control characters in a text': '{"model":"m","messages":[{"role":"user","content":"\u0000\u0001"}]}',
  'a list of 100,000 lists, one in the other': deep(100_000),
  '600 levels beside a tool result': `{"a":${deep(600)},${makeTurn(1).slice(1)}`,
  'messages of the wrong kinds':
    '{"model":7,"messages":[null,1,"x",{"role":3,"content":{}},{"content":[null,[],{"type":"tool_result","content":7}]}],"input":[[],null,{"type":"function_call_output","output":3}]}',
  'messages that are none': '{"model":"m","messages":{"0":{}},"input":{"a":1}}',
  'a name that JavaScript knows':
    '{"__proto__":{"x":1},"constructor":1,"model":"m","messages":[{"__proto__":[],"role":"user","content":"x"}]}',
};

it.each(Object.entries(hostile))('%s goes on as it came, in every dialect', async (_name, body) => {
  for (const path of paths) {
    expect((await call(sidecar.url, path, { body })).status).toBe(200);
    expect(last().equals(Buffer.from(body))).toBe(true);
  }
});

/** Oddities around a tool result: [before it, after it]. */
const odd: Record<string, [string, string]> = {
  'names twice': ['"model":"a","messages":[],"x":1,"x":{"x":2},', ',"model":"b","model":"m"'],
  'numbers beyond every range': [
    '"a":1e999,"b":-1E-999,"c":123456789012345678901234567890,"d":0.10000000000000000000001,',
    ',"e":-0.0',
  ],
  'halves of surrogate pairs': ['"a":"\\ud800","b":"\\udfff\\ud83d",', ',"c":"\\uD83D\\uDE00"'],
  'escapes nobody needs': ['"a":"\\u0041\\/\\u007f",', ',"\\u0061":1'],
  'much white space': ['\r\n\t  "a"  :\n[ ]\t,', '\n\n  ,  "z":{ }  '],
  '300 levels': [`"a":${deep(300)},`, `,"b":${'{"b":'.repeat(300)}1${'}'.repeat(300)}`],
};

it.each(Object.entries(odd))('%s around an edit stay to the byte', async (name, [before, after]) => {
  const turn = makeTurn(1).slice(1, -1);
  const body = `{${before}${turn}${after}}`;
  const value = JSON.stringify(makeResult(0));
  const at = body.indexOf(value);
  await sendTurn(sidecar.url, `odd ${name}`, body);
  const sent = last().toString();
  expect(sent.startsWith(body.slice(0, at))).toBe(true);
  expect(sent.endsWith(body.slice(at + value.length))).toBe(true);
  // Names twice: which of them counts is the provider's to say.
  if (name !== 'names twice') expect(sent.length).toBeLessThan(body.length * 0.8);
});

it('a tool result with half a surrogate pair, which no file can hold, loses nothing', async () => {
  const result = `${makeResult(0).slice(0, -1)},"\ud800"]`;
  const body = makeTurn(1).replace(JSON.stringify(makeResult(0)), () => JSON.stringify(result));
  await sendTurn(sidecar.url, 'half', body);
  const [sent = ''] = readResults(last());
  expect(sent).not.toMatch(/originals\//);
});

it('10,000 messages go through, edited or not, and so does what comes after them', async () => {
  const messages = Array.from({ length: 10_000 }, (_, at) => ({
    role: at % 2 ? 'assistant' : 'user',
    content: `${at} ${long.slice(0, 60)}`,
  }));
  const body = JSON.stringify({ model: 'm', max_tokens: 1, messages });
  for (const path of paths) {
    expect((await call(sidecar.url, path, { body })).status).toBe(200);
    expect(last().toString()).toBe(body);
  }
  const small = JSON.stringify(Array.from({ length: 20 }, (_, id) => ({ id, name: `s${id}`, state: 'running' })));
  const steps = Array.from({ length: 5000 }, (_, at) => [
    { role: 'assistant', content: [{ type: 'tool_use', id: `t${at}`, name: 'Bash', input: { command: 'ls' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${at}`, content: `${at} ${small}` }] },
  ]);
  const many = JSON.stringify({
    model: 'm',
    max_tokens: 1,
    messages: [{ role: 'user', content: 'q' }, ...steps.flat()],
  });
  expect((await sendTurn(sidecar.url, 'many', many)).status).toBe(200);
  expect(JSON.parse(last().toString()).messages).toHaveLength(10_001);
}, 60_000);

it('100 MB pass through without being held, while small requests are edited', async () => {
  const before = await sidecar.rss();
  const block = Buffer.alloc(1 << 20, 'lorem ipsum ');
  const sum = createHash('sha256');
  const seen = createHash('sha256');
  let arrived = 0;
  let peak = 0;
  provider.onHead = (incoming, response) => {
    if (incoming.headers['x-large'] === undefined) return false;
    incoming.on('data', (chunk: Buffer) => {
      arrived += chunk.length;
      seen.update(chunk);
    });
    incoming.on('end', () => response.writeHead(200).end('large'));
    return true;
  };
  const { port } = new URL(sidecar.url);
  const answer = new Promise<string>((resolve, reject) => {
    const large = request({
      host: '127.0.0.1',
      port,
      path: '/v1/messages',
      method: 'POST',
      headers: { 'x-large': '1', 'content-length': 100 * block.length },
    });
    large.once('error', reject);
    large.once('response', (response) => response.setEncoding('utf8').once('data', resolve));
    void (async () => {
      for (let at = 0; at < 100; at++) {
        sum.update(block);
        if (!large.write(block)) await new Promise((resolve) => large.once('drain', resolve));
        if (at % 25 === 0) {
          await sendTurn(sidecar.url, `small-${at}`, makeTurn(1));
          expect(last().length).toBeLessThan(makeTurn(1).length * 0.8);
          peak = Math.max(peak, await sidecar.rss());
        }
      }
      large.end();
    })().catch(reject);
  });
  expect(await answer).toBe('large');
  provider.onHead = null;
  expect([arrived, seen.digest('hex')]).toEqual([100 * block.length, sum.digest('hex')]);
  expect(Math.max(peak, await sidecar.rss()) - before).toBeLessThan(90e6);
}, 60_000);

it('has cost neither process its life', async () => {
  expect(sidecar.enginePids()).toContain(engine);
  const { checks } = await sidecar.health();
  const told = checks.find(({ id }) => id === 'engine');
  expect(told?.ok).toBe(true);
  // On a busy machine the time may be up for the largest ones; none of them is a fault of the engine.
  expect(told?.message).not.toMatch(/worker|engine-fault/);
  await sendTurn(sidecar.url, 'after all', makeTurn(1));
  expect(last().length).toBeLessThan(makeTurn(1).length * 0.8);
});
