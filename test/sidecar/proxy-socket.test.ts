import { connect, type Socket } from 'node:net';
import { WebSocket } from 'undici';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openaiResponses } from '../../sidecar/dialects/openai-responses.ts';
import { digest } from '../../sidecar/lib/hash.ts';
import { encodeString } from '../../sidecar/lib/json-tape.ts';
import { encodeTextFrame } from '../../sidecar/lib/socket-frames.ts';
import { type Provider, startProvider } from './provider.ts';
import { nothing, type Rig, startRig, type Think, until } from './rig.ts';
import { acceptSockets, type Speak } from './support/socket-provider.ts';

let provider: Provider;
let rig: Rig;
const clients: { close(): void }[] = [];

beforeEach(async () => {
  provider = await startProvider();
  rig = await startRig({ upstream: provider.url, think: shorten });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await rig.close();
  await provider.close();
});

/** An engine that puts "-" in the place of every text that begins with "long". */
const shorten: Think = (body, { pinned, suspended }) => {
  const { segments } = openaiResponses.read(body)!;
  const isEdited = (at: number): boolean => {
    const { text, isNew } = segments[at]!;
    return text.startsWith('long') && !pinned.includes(digest(text)) && !(isNew && suspended.includes('log'));
  };
  return {
    ...nothing,
    edits: segments.flatMap(({ start, end }, at) => (isEdited(at) ? [{ start, end, bytes: encodeString('-') }] : [])),
    segments: segments.map(({ isNew, hint }, index) => ({
      ...{ index, tool: hint.tool, command: hint.command, path: '', by: isEdited(index) ? ['log'] : [], reason: null },
      ...{ tokensBefore: 10, tokensAfter: isEdited(index) ? 1 : 10, lossy: null, originalId: null, isNew },
    })),
    digests: segments.map(({ text }) => digest(text)),
    tokensBefore: 10,
    tokensAfter: 1,
  };
};

const call = { type: 'function_call', call_id: 'c', name: 'shell', arguments: '{"cmd":"make"}' };
const output = (text: string) => ({ type: 'function_call_output', call_id: 'c', output: text });
const ask = (input: unknown, previous?: string) =>
  JSON.stringify({ type: 'response.create', ...(previous && { previous_response_id: previous }), input });
const done = (id: string, items: readonly unknown[] = []) => ({
  type: 'response.completed',
  response: { id, model: 'gpt-x', status: 'completed', output: items, usage: { input_tokens: 9, output_tokens: 2 } },
});
const refusal = (status: number) => ({
  type: 'error',
  status,
  error: { type: 'invalid_request_error', message: 'no' },
});
/** Answers every request with a call of a tool. */
const answerCalls: Speak = (_message, peer, nth) => {
  peer.send({ type: 'response.created', response: { id: `r${nth}` } });
  peer.send(done(`r${nth}`, [call]));
};

/** A client as programs have it; keeps the messages that it got. */
async function dial(headers: Record<string, string> = {}) {
  const got: Record<string, unknown>[] = [];
  const socket = new WebSocket(`ws://127.0.0.1:${rig.port}/v1/responses`, {
    headers: { authorization: 'Bearer sk-test', 'session-id': 's', ...headers },
  });
  clients.push(socket);
  socket.addEventListener('message', ({ data }) => got.push(JSON.parse(String(data))));
  const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  return {
    socket,
    got,
    closed,
    ends: () => got.filter(({ type }) => type === 'response.completed' || type === 'error'),
  };
}

function serve(speak: Speak, extra = '') {
  const { accept, peers } = acceptSockets(speak, extra);
  provider.onUpgrade = accept;
  return peers;
}

it('shortens what is new in a continued request, and records every response', async () => {
  const peers = serve(answerCalls);
  const { socket, ends } = await dial();
  socket.send(ask([{ role: 'user', content: 'go' }]));
  await until(() => ends().length === 1);
  socket.send(
    `{ "type":"response.create","previous_response_id":"r1", "input" : [${JSON.stringify(output('long text'))}], "x":1e2}`,
  );
  await until(() => ends().length === 2);
  expect(peers[0]!.messages[1]).toBe(
    '{ "type":"response.create","previous_response_id":"r1", "input" : [{"type":"function_call_output","call_id":"c","output":"-"}], "x":1e2}',
  );
  const [first, second] = [await rig.exchange(1), await rig.exchange(2)];
  expect(first).toMatchObject({ treatment: 'untouched', status: 200, model: 'gpt-x', usage: { fresh: 9, output: 2 } });
  expect(second).toMatchObject({
    ...{ treatment: 'edited', status: 200, dialect: 'openai-responses', path: '/v1/responses', fault: null },
    segments: [{ command: 'make', by: ['log'], isNew: true }],
  });
  expect(second.conversation).toBe(first.conversation);
  expect(second.bytesSent).toBeLessThan(second.bytesIn);
});

it('withdraws the offer of compression, adds nothing, and leaves all of that alone when bypassed', async () => {
  const peers = serve(answerCalls);
  await dial();
  await dial({ 'x-headroom-bypass': 'true' });
  expect(peers[0]!.head.headers['sec-websocket-extensions']).toBeUndefined();
  expect(peers[1]!.head.headers['sec-websocket-extensions']).toMatch(/permessage-deflate/);
  const names = (nth: number) =>
    peers[nth]!.head.rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
  expect(names(0)).toEqual(names(1).filter((name) => name !== 'sec-websocket-extensions'));
});

it('an extension that was agreed on all the same makes the connection opaque', async () => {
  const peers = serve(() => {}, 'Sec-WebSocket-Extensions: x-private\r\n');
  const raw = await dialRaw();
  raw.socket.write(frameOf(ask([output('long text')])));
  await until(() => peers[0]!.messages.length === 1);
  expect(peers[0]!.messages[0]).toBe(ask([output('long text')]));
});

/** A client that writes frames of its own making. */
async function dialRaw(): Promise<{ socket: Socket; text(): string; bytes(): Buffer }> {
  const chunks: Buffer[] = [];
  const socket = connect(rig.port, '127.0.0.1');
  clients.push({ close: () => socket.destroy() });
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => {}); // a reset is expected when the test ends
  socket.write(
    'GET /v1/responses HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\nSession-Id: s\r\n\r\n',
  );
  const bytes = () => Buffer.concat(chunks);
  await until(() => bytes().includes('\r\n\r\n'));
  return { socket, bytes, text: () => bytes().toString('latin1') };
}

const MASK = Uint8Array.of(9, 8, 7, 6);
function frameOf(text: string, first = 0x81): Buffer {
  const frame = Buffer.from(encodeTextFrame(Buffer.from(text), MASK));
  frame[0] = first;
  return frame;
}

it('passes on what it does not edit frame for frame: fragments, masks, pings, binary, close', async () => {
  const peers = serve((message, peer) => {
    if (message.type === 'response.create') peer.send(done('r'));
  });
  const { socket, text } = await dialRaw();
  const message = ask([output('short')]);
  const frames = [
    frameOf(message.slice(0, 10), 0x01),
    frameOf('between', 0x89),
    frameOf(message.slice(10, 20), 0x00),
    frameOf(message.slice(20), 0x80),
    frameOf('\u0000bin', 0x02),
    frameOf('ary', 0x80),
    frameOf('{"type":"response.cancel"}'),
    frameOf('\u0003\u00e8', 0x88),
  ];
  for (const byte of Buffer.concat(frames)) socket.write(Uint8Array.of(byte));
  await until(() => peers[0]!.frames.length === frames.length);
  const order = [1, 0, 2, 3, 4, 5, 6, 7]; // a control frame may overtake the fragments that are held
  const got = peers[0]!.frames.map(({ bytes }) => Buffer.from(bytes).toString('hex'));
  expect(got).toEqual(order.map((at) => frames[at]!.toString('hex')));
  await until(() => text().includes('response.completed'));
});

it('the close code goes through', async () => {
  serve((_message, peer) => void peer.socket.end(Buffer.from([0x88, 2, 0x0f, 0xa1])));
  const { socket, closed } = await dial();
  socket.send(ask([output('long text')]));
  expect(await closed).toBe(4001);
  expect(await rig.exchange(1)).toMatchObject({ treatment: 'edited', fault: 'upstream-reset', status: 0 });
});

it('an edited request that is refused goes again as it came; the client sees one answer', async () => {
  const peers = serve((_message, peer, nth) => {
    peer.send({ type: 'codex.rate_limits' });
    if (nth === 1) peer.send(refusal(400));
    else answerCalls(_message, peer, nth);
  });
  const { socket, got, ends } = await dial();
  socket.send(ask([output('long text')]));
  await until(() => ends().length === 1);
  expect(got.map(({ type }) => type)).toEqual([
    ...['codex.rate_limits', 'codex.rate_limits', 'response.created', 'response.completed'],
  ]);
  expect(peers[0]!.messages).toEqual([ask([output('-')]), ask([output('long text')])]);
  expect(await rig.exchange(1)).toMatchObject({ treatment: 'replayed', fault: 'refused-400', status: 200 });
  expect([...rig.remembered.values()]).toMatchObject([{ suspended: ['log'], pinned: [digest('long text')] }]);
  socket.send(ask([output('long other text')], 'r2'));
  await until(() => ends().length === 2);
  expect(peers[0]!.messages[2]).toBe(ask([output('long other text')], 'r2'));
});

it('learns nothing from a refusal of both, nor from one that no edit can have caused', async () => {
  const peers = serve((_message, peer, nth) => peer.send(refusal(nth === 3 ? 429 : 400)));
  const { socket, got } = await dial();
  socket.send(ask([output('long text')]));
  await until(() => got.length === 1);
  socket.send(ask([output('long text')]));
  await until(() => got.length === 2);
  expect(got.map(({ status }) => status)).toEqual([400, 429]);
  expect(peers[0]!.messages).toEqual([ask([output('-')]), ask([output('long text')]), ask([output('-')])]);
  expect([...rig.remembered.values()].filter(({ suspended, pinned }) => suspended.length + pinned.length > 0)).toEqual(
    [],
  );
  expect([await rig.exchange(1), await rig.exchange(2)]).toMatchObject([
    { treatment: 'replayed', status: 400 },
    { treatment: 'edited', status: 429 },
  ]);
});

it('a refusal after the answer has begun is passed on, and its edits are suspended', async () => {
  serve((_message, peer) => {
    peer.send({ type: 'response.created', response: { id: 'r' } });
    peer.send(refusal(400));
  });
  const { socket, ends } = await dial();
  socket.send(ask([output('long text')]));
  await until(() => ends().length === 1);
  expect(await rig.exchange(1)).toMatchObject({ treatment: 'edited', status: 400 });
  expect([...rig.remembered.values()]).toMatchObject([{ suspended: ['log'], pinned: [digest('long text')] }]);
});

it('a request goes as it came when the engine fails, and when what stands before it is not known', async () => {
  const peers = serve(answerCalls);
  rig.think = () => Promise.reject(new Error('defect'));
  const { socket, ends } = await dial();
  socket.send(ask([output('long text')]));
  await until(() => ends().length === 1);
  rig.think = shorten;
  socket.send(ask([output('long way back')], 'of another connection'));
  await until(() => ends().length === 2);
  expect(peers[0]!.messages).toEqual([
    ask([output('long text')]),
    ask([output('long way back')], 'of another connection'),
  ]);
  expect([await rig.exchange(1), await rig.exchange(2)]).toMatchObject([
    { treatment: 'failed-open', fault: 'engine-fault', usage: { fresh: 9 } },
    { treatment: 'untouched', fault: 'unknown-history', usage: { fresh: 9 } },
  ]);
  expect([...rig.remembered.values()][0]!.pinned).toContain(digest('long way back'));
});

it('what the provider holds already is never packed anew, however long the connection was silent', async () => {
  serve(answerCalls);
  const { socket, ends } = await dial();
  socket.send(ask([{ role: 'user', content: 'go' }]));
  await until(() => ends().length === 1);
  const { now } = Date;
  Date.now = () => now() + 7 * 86_400_000;
  try {
    socket.send(ask([output('long text')], 'r1'));
    await until(() => ends().length === 2);
  } finally {
    Date.now = now;
  }
  expect(rig.jobs.map(({ isCold }) => isCold)).toEqual([false, false]);
});

it('a slow reader holds the provider back, and gets everything', async () => {
  const size = 40 << 20;
  const peers = serve((_message, peer) => {
    const piece = { type: 'response.output_text.delta', delta: 'x'.repeat(1 << 20) };
    for (let sent = 0; sent < size; sent += 1 << 20) peer.send(piece);
    peer.send(done('r'));
  });
  const { socket, bytes } = await dialRaw();
  socket.pause();
  socket.write(frameOf(ask([output('long text')])));
  await until(() => (peers[0]?.messages.length ?? 0) === 1);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(peers[0]!.socket.writableLength).toBeGreaterThan(size / 4);
  socket.resume();
  await until(() => bytes().subarray(-500).includes('response.completed'));
  expect(bytes().length).toBeGreaterThan(size);
});

it('a client that leaves in the middle of an answer ends the connection, and its request is recorded', async () => {
  const peers = serve((_message, peer) => peer.send({ type: 'response.created', response: { id: 'r' } }));
  const { socket, text } = await dialRaw();
  socket.write(frameOf(ask([output('long text')])));
  await until(() => text().includes('response.created'));
  socket.destroy();
  expect(await rig.exchange(1)).toMatchObject({ fault: 'client-abort', status: 200, usage: null });
  await until(() => provider.sockets.size === 0);
  expect(peers).toHaveLength(1);
});
