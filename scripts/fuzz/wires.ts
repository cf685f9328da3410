import { type DialectId, dialects } from '../../sidecar/dialects/index.ts';
import type { Dialect, SocketChain } from '../../sidecar/dialects/types.ts';
import { EventStreamReader } from '../../sidecar/lib/event-stream.ts';
import { encodeFrame, FrameReader } from '../../sidecar/lib/frames.ts';
import { digest } from '../../sidecar/lib/hash.ts';
import { continueScan, type JsonTape, NodeType, scanJson } from '../../sidecar/lib/json-tape.ts';
import { sharedLength } from '../../sidecar/lib/shared-bytes.ts';
import { encodeTextFrame, SocketFrameReader } from '../../sidecar/lib/socket-frames.ts';
import { isSpliceable, splice } from '../../sidecar/lib/splice.ts';
import { BodyShelves } from '../../sidecar/worker/body-shelves.ts';
import { type DecisionMemo, type OptimiseJob, Optimiser, type Originals } from '../../sidecar/worker/inline.ts';
import { Dice } from './dice.ts';
import { BrokenLaw, makeHint, type Rig, type Subject, timed } from './laws.ts';
import { shapes } from './requests.ts';

/** About so many pieces at most. */
const MOST_CHUNKS = 2000;
/** Enough results that what stands before them is old. */
const LATER = ['1 ok', '2 ok', '3 ok', '4 ok', '5 ok', '6 ok'] as const;
const names = Object.keys(shapes) as DialectId[];
const keep: Originals = { put: (_text, name) => ({ id: name }) };
/** Remembers bodies from one number to the next, as the engine's process does; what it says must not depend on that. */
let kept: Optimiser | null = null;

/**
 * Requests with the texts in them, of one dialect: only the texts change, an earlier request is still the start of a later
 * one, and an engine that has seen others says the same as one that has not, also about damaged bodies.
 */
export function checkRequest(texts: readonly string[], number: number, { tokens, tally }: Rig): void {
  const dice = new Dice(number ^ 0xb0d1);
  const id = dice.pick(names);
  const indent = dice.next(2);
  const isWrapped = dice.once(2);
  const body = (those: readonly string[]): Buffer =>
    Buffer.from(JSON.stringify(shapes[id].make(those, makeHint(number), isWrapped), null, indent));
  const [start, whole] = [body(texts.slice(0, 1)), body(texts)];
  kept ??= new Optimiser(tokens, keep);
  tally.add(`${id} ${isWrapped ? 'wrapped' : 'plain'}`);
  const before = optimise(id, start, tokens);
  const after = optimise(id, whole, tokens);
  if (before === null || after === null) throw new BrokenLaw(`${id}: not read`);
  const [first] = textsOf(id, before.sent);
  if (first !== textsOf(id, after.sent)[0]) throw new BrokenLaw(`${id}: not prefix-pure`);
  if (hideTexts(id, after.sent) !== hideTexts(id, whole)) throw new BrokenLaw(`${id}: more than texts changed`);
  for (const by of after.by) tally.add(`request ${by}`);
  if (dice.once(2)) {
    const job = { ...makeJob(id), mode: dice.once(4) ? 'token' : 'cache' } as const;
    checkRepack([start, body([...texts, ...LATER])], job, { tokens, tally });
  }
  const damaged = damage(whole, dice);
  tally.add(`${id} damaged${optimise(id, damaged, tokens) === null ? '' : ' but read'}`);
  checkScan(whole, damaged);
  checkShelves([start, whole, damaged, whole]);
}

/** A conversation that is packed anew when it is cold stays as it was packed, also in a process that only has its book. */
function checkRepack([start, whole]: readonly [Buffer, Buffer], job: OptimiseJob, { tokens, tally }: Rig): void {
  const rows = new Map<string, string>();
  const memo: DecisionMemo = {
    get: (key) => rows.get(key) ?? null,
    put: (key, value) => void rows.set(key, value),
    flush: () => true,
  };
  const id = job.dialect as DialectId;
  const run = (optimiser: Optimiser, body: Buffer, over: Partial<OptimiseJob>): Buffer => {
    const { result } = timed('repack', () => optimiser.optimise(body, { ...job, ...over }));
    if (!isSpliceable(body.length, result.edits)) throw new BrokenLaw('repack: edits overlap');
    for (const { by } of result.segments) for (const one of by) tally.add(`repack ${one}`);
    return Buffer.concat(splice(body, result.edits));
  };
  const optimiser = new Optimiser(tokens, keep, memo);
  run(optimiser, start, { epoch: 0 });
  const warm = run(optimiser, whole, { epoch: 0 });
  const cold = run(optimiser, whole, { epoch: 1, isCold: true });
  for (const sent of [warm, cold])
    if (hideTexts(id, sent) !== hideTexts(id, whole)) throw new BrokenLaw('repack: more than texts changed');
  if (job.mode === 'token') return;
  for (const one of [optimiser, new Optimiser(tokens, keep, memo)])
    if (!run(one, whole, { epoch: 1 }).equals(cold)) throw new BrokenLaw('repack: another prefix a turn later');
}

function textsOf(id: DialectId, body: Uint8Array): unknown[] {
  return shapes[id].results(JSON.parse(Buffer.from(body).toString())).map(([holder, key]) => holder[key]);
}

function hideTexts(id: DialectId, body: Uint8Array): string {
  const request: unknown = JSON.parse(Buffer.from(body).toString());
  for (const [holder, key] of shapes[id].results(request)) holder[key] = '';
  return JSON.stringify(request);
}

function damage(body: Uint8Array, dice: Dice): Uint8Array {
  const damaged = Uint8Array.from(body);
  for (let i = 0; i < 1 + dice.next(4); i++) damaged[dice.next(damaged.length)] = dice.next(256);
  return damaged.subarray(0, dice.once(2) ? damaged.length : dice.next(damaged.length));
}

const makeJob = (dialect: DialectId): OptimiseJob => ({
  ...{ dialect, conversation: 'c', mode: 'cache', suspended: [], pinned: [] },
  ...{ canStore: true, originalsDir: '~/o' },
});

/** What is sent for a body, and what made it; null when it cannot be read. */
function optimise(
  dialect: DialectId,
  body: Uint8Array,
  tokens: Rig['tokens'],
): { sent: Uint8Array; by: readonly string[] } | null {
  const job = makeJob(dialect);
  const fresh = new Optimiser(tokens, keep);
  const { result, blocks } = timed(dialect, () => fresh.optimise(body, job));
  if (fresh.faults.size > 0) throw new BrokenLaw(`${dialect}: faults of ${[...fresh.faults.keys()].join()}`);
  if (!isSpliceable(body.length, result.edits)) throw new BrokenLaw(`${dialect}: edits overlap`);
  const again = kept!.optimise(Uint8Array.from(body), job);
  const tell = ({ engineMs: _, edits, ...rest }: typeof result): string =>
    JSON.stringify([rest, edits.map(({ start, end, bytes }) => [start, end, digest(bytes)])]);
  if (tell(result) !== tell(again.result)) throw new BrokenLaw(`${dialect}: memory changes what is said`);
  if (JSON.stringify(blocks()) !== JSON.stringify(again.blocks()))
    throw new BrokenLaw(`${dialect}: memory changes blocks`);
  if (result.read === null) return null;
  return { sent: Buffer.concat(splice(body, result.edits)), by: result.segments.flatMap(({ by }) => by) };
}

/** A scan that goes on where another document ends to be the same gives the nodes of a whole scan. */
function checkScan(one: Uint8Array, other: Uint8Array): void {
  for (const [before, bytes] of [
    [one, other],
    [other, one],
  ] as const) {
    const tape = scanJson(before);
    const isNest = tape !== null && (tape.type(0) === NodeType.object || tape.type(0) === NodeType.array);
    const next = timed('scan', () =>
      continueScan(bytes, isNest ? tape : null, isNest ? sharedLength(before, bytes) : 0),
    );
    if (drawTape(next) !== drawTape(scanJson(bytes))) throw new BrokenLaw('scan: not that of the whole document');
  }
}

function drawTape(tape: JsonTape | null): string {
  if (tape === null) return 'none';
  const drawn = [tape.size, Number(tape.ambiguous)];
  for (let node = 0; node < tape.size; node++) drawn.push(tape.type(node), tape.start(node), tape.end(node));
  return drawn.join();
}

function checkShelves(bodies: readonly Uint8Array[]): void {
  const [here, there] = [new BodyShelves(), new BodyShelves()];
  for (const body of bodies) {
    const { carried, tail } = here.pack(body);
    const came = there.unpack(carried, Uint8Array.from(tail));
    if (!Buffer.from(came).equals(body)) throw new BrokenLaw('shelves: another body');
  }
}

/**
 * What arrives in pieces: every reader gives the same wherever the bytes are cut, and none throws on damaged ones. One
 * dialect for each text: they all read the same stream.
 */
export function checkStreams({ text, number }: Subject, { tally }: Rig): void {
  const dice = new Dice(number ^ 0x57e4);
  const bytes = makeStream(text, dice);
  const cuts = cut(bytes, dice);
  const dialect = dice.pick(dialects);
  tally.add(`${dialect.id} answers`);
  checkAnswer(dialect, { bytes, cuts }, dice);
  if ('socket' in dialect) checkChain(dialect.socket.open(1 << 20), cuts, dice);
  checkSocket(bytes, dice, dice.once(2));
  checkEvents(bytes, cuts);
  checkFrames(text, dice);
}

interface Stream {
  readonly bytes: Uint8Array;
  readonly cuts: readonly Uint8Array[];
}

function checkAnswer(dialect: Dialect, { bytes, cuts }: Stream, dice: Dice): void {
  const type = dice.pick(['text/event-stream', 'application/json', 'application/vnd.amazon.eventstream']);
  const read = (chunks: readonly Uint8Array[]): string => {
    const reader = dialect.usage(type);
    for (const chunk of chunks) reader.push(chunk);
    return JSON.stringify(reader.end());
  };
  if (timed(dialect.id, () => read([bytes])) !== timed(dialect.id, () => read(cuts)))
    throw new BrokenLaw(`${dialect.id}: usage depends on how an answer is cut (${type})`);
}

/** An answer as providers stream it, with the text in it; damaged more often than not. */
function makeStream(text: string, dice: Dice): Uint8Array {
  const usage = { input_tokens: 3, output_tokens: dice.next(99), prompt_tokens: 4, promptTokenCount: 5 };
  const events = [
    { type: 'message_start', message: { model: 'm', usage } },
    { type: 'content_block_delta', delta: { text: text.slice(0, 2000) } },
    {
      type: 'response.completed',
      response: { id: 'r', usage, output: [{ type: 'message', content: text.slice(0, 900) }] },
    },
    { choices: [{ delta: { content: text.slice(0, 500) }, finish_reason: 'stop' }], usage },
    { candidates: [{ finishReason: 'STOP' }], usageMetadata: usage },
  ];
  const lineEnd = dice.pick(['\n', '\r\n', '\r']);
  const lines = events.flatMap((one) => [
    `event: ${dice.pick(['a', one.type ?? ''])}`,
    `data: ${JSON.stringify(one)}`,
    '',
  ]);
  const whole = dice.once(4) ? text : [...lines, text.slice(0, 300), ''].join(lineEnd);
  const bytes = Buffer.from(whole);
  return dice.once(3) || bytes.length === 0 ? bytes : damage(bytes, dice);
}

function cut(bytes: Uint8Array, dice: Dice): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  // One byte at a time is slow for long texts and shows nothing more.
  const most = Math.max(dice.pick([1, 7, 300, 20_000]), bytes.length / MOST_CHUNKS);
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + dice.next(most);
    chunks.push(bytes.slice(at, end));
    at = end;
  }
  return chunks;
}

function checkChain(chain: SocketChain, messages: readonly Uint8Array[], dice: Dice): void {
  const request = Buffer.from('{"type":"response.create","previous_response_id":"r","input":[{"type":"message"}]}');
  timed('chain', () => {
    for (const message of messages.slice(0, 200)) {
      const made = chain.request(dice.once(2) ? request : damage(request, dice));
      const body = made?.body ?? null;
      if (body !== null && made!.from > body.length) throw new BrokenLaw('chain: a request that ends before it begins');
      chain.answer(message);
      if (dice.once(3)) chain.drop();
    }
  });
}

/** All bytes come out again in their order, and what is whole is read as it was written. */
function checkSocket(bytes: Uint8Array, dice: Dice, isMasked: boolean): void {
  const mask = isMasked ? Uint8Array.of(1, 2, 3, dice.next(256)) : null;
  const payloads = [bytes.slice(0, 100), bytes.slice(0, 70_000), bytes.slice(0, dice.next(300))];
  const wire = Buffer.concat([
    ...payloads.map((one) => encodeTextFrame(one, mask)),
    dice.once(2) ? bytes : new Uint8Array(0),
  ]);
  const sent = dice.once(2) ? wire : damage(wire, dice);
  const cuts = cut(sent, dice);
  const { passed, read } = timed('socket', () => {
    const reader = new SocketFrameReader({ limit: 1 << 20, isMasked });
    const frames = cuts.flatMap((chunk) => reader.push(chunk));
    return {
      passed: [...frames.map((frame) => frame.bytes), reader.takeRest()],
      read: frames.map((frame) => frame.payload()),
    };
  });
  if (!Buffer.concat(passed).equals(sent)) throw new BrokenLaw('socket: other bytes are passed on');
  if (sent === wire && payloads.some((one, at) => !Buffer.from(one).equals(read[at] ?? new Uint8Array(1))))
    throw new BrokenLaw('socket: another payload');
}

function checkEvents(bytes: Uint8Array, cuts: readonly Uint8Array[]): void {
  const read = (chunks: readonly Uint8Array[]): string => {
    const seen = timed('events', () => {
      const payloads: string[] = [];
      const reader = new EventStreamReader((payload) => payloads.push(Buffer.from(payload).toString('latin1')));
      for (const chunk of chunks) reader.push(chunk);
      return payloads;
    });
    return JSON.stringify(seen);
  };
  const payload = bytes.subarray(0, 5000);
  const message = Buffer.concat([Buffer.alloc(12), payload, Buffer.alloc(4)]);
  message.writeUInt32BE(message.length, 0);
  const wire = Buffer.concat([message, message, bytes]);
  if (read([wire]) !== read([message, message.subarray(0, 9), message.subarray(9), ...cuts]))
    throw new BrokenLaw('events: depend on how they are cut');
}

function checkFrames(text: string, dice: Dice): void {
  const head = { text: text.slice(0, 200) };
  const tail = Buffer.from(text);
  const seen: string[] = [];
  const reader = new FrameReader((frame) =>
    seen.push(`${JSON.stringify(frame.head)} ${Buffer.from(frame.tail).toString('latin1')}`),
  );
  const wire = Buffer.concat([...encodeFrame(head, tail), ...encodeFrame(head)]);
  for (const chunk of cut(wire, dice)) reader.push(chunk);
  const expected = [`${JSON.stringify(head)} ${tail.toString('latin1')}`, `${JSON.stringify(head)} `];
  if (JSON.stringify(seen) !== JSON.stringify(expected)) throw new BrokenLaw('frames: another message');
}
