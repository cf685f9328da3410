import { expect, it } from 'vitest';
import { openaiResponses } from '../../../sidecar/dialects/openai-responses.ts';
import { ResponsesChain } from '../../../sidecar/dialects/responses-socket.ts';

const encode = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const decode = (bytes: Uint8Array | null) => JSON.parse(new TextDecoder().decode(bytes ?? encode('null')));
const create = (input: unknown, previous?: string) =>
  encode({
    type: 'response.create',
    model: 'm',
    ...(previous && { previous_response_id: previous }),
    input,
    store: false,
  });
const completed = (id: string, output: unknown[] = []) =>
  encode({ type: 'response.completed', response: { id, output, usage: { input_tokens: 5, output_tokens: 1 } } });
const itemDone = (item: unknown) => encode({ type: 'response.output_item.done', output_index: 0, item });

const question = { type: 'message', role: 'user', content: 'find it' };
const call = { type: 'function_call', call_id: 'c1', name: 'shell', arguments: '{"cmd":"rg foo"}' };
const result = { type: 'function_call_output', call_id: 'c1', output: 'src/a.ts:1:foo' };

const open = (limit = 1 << 20) => new ResponsesChain(limit);

it('gives a continued request all that stands before it, and says where its own part begins', () => {
  const chain = open();
  expect(decode(chain.request(create([]))!.body)).toMatchObject({ input: [] });
  expect(chain.answer(completed('r0'))).toEqual({ kind: 'done' });
  expect(decode(chain.request(create([question], 'r0'))!.body)).toMatchObject({ input: [question] });
  expect(chain.answer(encode({ type: 'response.created', response: { id: 'r1' } }))).toEqual({ kind: 'progress' });
  expect(chain.answer(itemDone(call))).toEqual({ kind: 'progress' });
  expect(chain.answer(completed('r1', [call]))).toEqual({ kind: 'done' });
  const message = create([result], 'r1');
  const request = chain.request(message)!;
  expect(decode(request.body)).toEqual({ ...decode(message), input: [question, call, result] });
  const [segment] = openaiResponses.read(request.body!)!.segments;
  expect(segment).toMatchObject({ text: 'src/a.ts:1:foo', isNew: true });
  expect(segment!.hint).toMatchObject({ tool: 'shell', command: 'rg foo', question: 'find it' });
  expect(segment!.start).toBeGreaterThanOrEqual(request.from);
  const own = message.subarray(segment!.start - request.shift, segment!.end - request.shift);
  expect(decode(own)).toBe('src/a.ts:1:foo');
});

it('takes the items from the end of an answer that did not tell them one by one, and lets a client go back', () => {
  const chain = open();
  chain.request(create([question]));
  chain.answer(completed('r1', [call, { type: 'message', role: 'assistant', content: [] }]));
  for (const id of ['a', 'b']) {
    const body = decode(chain.request(create([result], 'r1'))!.body);
    expect(body.input.map((item: { type: string }) => item.type)).toEqual([
      ...['message', 'function_call', 'message', 'function_call_output'],
    ]);
    chain.answer(completed(id));
  }
});

it.each([
  ['an unknown response', create([result], 'r9')],
  ['an input that is a text', create('hello')],
  ['a member that stands twice', encode('{"type":"response.create","input":[],"input":[]}')],
  ['no input', encode({ type: 'response.create', response: { input: [] } })],
])('does not let %s be edited, nor what continues it', (_, message) => {
  const chain = open();
  expect(chain.request(message)).toEqual({ body: null, from: 0, shift: 0 });
  expect(chain.answer(completed('r1'))).toEqual({ kind: 'done' });
  expect(chain.request(create([result], 'r1'))!.body).toBeNull();
});

it.each(['', 'null', '[]', '{}', '{"type":"response.cancel"}', '{"type":"response.create"', '\u0000'])(
  'a message %j asks for no answer',
  (message) => {
    expect(open().request(encode(message))).toBeNull();
  },
);

it('tells refusals with their status and leaves the request open until it is dropped', () => {
  const chain = open();
  chain.request(create([question]));
  const refusal = encode({ type: 'error', status: 400, error: { code: 'x' } });
  expect(chain.answer(refusal)).toEqual({ kind: 'refused', status: 400 });
  expect(chain.answer(encode({ type: 'error', error: {} }))).toEqual({ kind: 'refused', status: 0 });
  expect(chain.answer(completed('r1'))).toEqual({ kind: 'done' });
  chain.request(create([question]));
  chain.answer(refusal);
  chain.drop();
  expect(chain.answer(completed('r2'))).toEqual({ kind: 'other' });
});

it('what is no part of an answer does not begin one', () => {
  const chain = open();
  expect(chain.answer(completed('r1'))).toEqual({ kind: 'other' });
  chain.request(create([]));
  expect(chain.answer(encode({ type: 'codex.rate_limits', limits: {} }))).toEqual({ kind: 'other' });
  expect(chain.answer(encode('"error" that is no JSON'))).toEqual({ kind: 'progress' });
  expect(chain.answer(encode({ type: 'response.failed', response: { error: {} } }))).toEqual({ kind: 'done' });
});

it('forgets what outgrows its limit, and the oldest of many', () => {
  const small = open(100);
  small.request(create([{ type: 'message', role: 'user', content: 'x'.repeat(200) }]));
  small.answer(completed('r1'));
  expect(small.request(create([], 'r1'))!.body).toBeNull();
  const chain = open();
  for (let at = 0; at < 20; at++) {
    chain.request(create([question]));
    chain.answer(completed(`r${at}`));
  }
  expect(chain.request(create([], 'r19'))!.body).not.toBeNull();
  expect(chain.request(create([], 'r0'))!.body).toBeNull();
});

it('is opened by an upgrade only', () => {
  const head = (method: string) => ({ method, path: '/v1/responses', headers: {} });
  expect(openaiResponses.socket.matches(head('GET'))).toBe(true);
  expect(openaiResponses.socket.matches(head('POST'))).toBe(false);
  expect(openaiResponses.matches(head('GET'))).toBe(false);
});
