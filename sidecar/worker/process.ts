/**
 * The engine's process. Reads jobs from stdin, writes replies to stdout, talks on stderr; ends when stdin ends, so it
 * never outlives the sidecar.
 */
import { dirname, join } from 'node:path';
import { FrameReader, writeFrame } from '../lib/frames.ts';
import { openMemo } from '../store/memo.ts';
import { createOriginals } from '../store/originals.ts';
import { BodyShelves } from './body-shelves.ts';
import { compressMessages } from './compress.ts';
import type { Second } from './open-second.ts';
import { Optimiser } from './optimise.ts';
import { packEdits, type ReplyHead, type SentJobHead } from './protocol.ts';
import type { SecondLaunch } from './second-engine.ts';
import type { OptimiseJob } from './types.ts';
import { loadTokens } from './vocabulary.ts';
import { makeWarmUp } from './warm-up.ts';

/** Arguments: directory of the originals ('' when nothing may be stored), how markers spell it, and the second engine's launch. */
const [originalsPath = '', originalsDir = '', launch = ''] = process.argv.slice(2);

const canStore = originalsPath !== '';
const memo = openMemo(canStore ? join(dirname(originalsPath), 'memo.db') : null);
const tokens = loadTokens();
const originals = canStore ? createOriginals(originalsPath) : { put: () => null };
let optimiser = new Optimiser(tokens, originals, memo);
/** Null, and nothing of it loaded, unless it is switched on. */
let second: Second | null = null;
/**
 * Work that nobody waits for: done when no job has come for a moment. It holds on to bodies, so under steady load every
 * job does as much of it as it adds.
 */
const later: (() => void)[] = [];
/** What makes the first real request faster; only while there is nothing else to do. */
const spare = makeWarmUp(tokens);
const QUIET_MS = 100;
const MOST_LATER = 2;
let timer: NodeJS.Timeout | undefined;

function send(head: ReplyHead, tail?: Uint8Array): void {
  writeFrame(process.stdout, head, tail);
}

function work(head: SentJobHead, tail: Uint8Array): void {
  try {
    const body = shelves.unpack(head.carried, tail);
    if (head.kind === 'compress') compress(head.id, body);
    else optimise(head.id, head.job, body);
  } catch (cause) {
    fail(head.id, cause);
  }
}

/** Fail open: the sidecar forwards the original and counts the defect. */
function fail(id: number, cause: unknown): void {
  send({ kind: 'failed', id, message: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) });
}

async function loadSecond(found: SecondLaunch): Promise<void> {
  const { openSecond } = await import('./open-second.ts');
  second = openSecond(found, memo, (status) => send({ kind: 'second', second: status }));
  optimiser = new Optimiser(tokens, originals, memo, second.engine);
}

function optimise(id: number, job: OptimiseJob, body: Uint8Array): void {
  answerTwice(
    id,
    (mayAsk) => optimiser.optimise(body, { ...job, mayAsk }),
    (made) => deliver(id, made),
  );
}

/**
 * Makes a result; when it left questions to the second engine, makes it again with the answers. Other jobs go on meanwhile.
 */
function answerTwice<T>(id: number, make: (mayAsk: boolean) => T, give: (made: T) => void): void {
  const first = make(second !== null);
  const waiting = second?.findAnswers() ?? null;
  if (waiting === null) give(first);
  else void waiting.then(() => give(make(false))).catch((cause: unknown) => fail(id, cause));
}

function deliver(id: number, { result, blocks }: ReturnType<Optimiser['optimise']>): void {
  const { edits, ...rest } = result;
  const { ranges, tail } = packEdits(edits);
  send({ kind: 'result', id, result: rest, ranges }, tail);
  later.push(() => send({ kind: 'blocks', id, blocks: blocks() }));
  later.push(() => memo.flush());
  while (later.length > MOST_LATER) later.shift()?.();
  clearTimeout(timer);
  timer = setTimeout(catchUp, QUIET_MS);
}

function compress(id: number, body: Uint8Array): void {
  const make = (mayAsk: boolean) => compressMessages(body, optimiser, { canStore, originalsDir, mayAsk });
  answerTwice(id, make, (compressed) => deliverCompressed(id, compressed));
}

function deliverCompressed(id: number, compressed: ReturnType<typeof compressMessages>): void {
  if (compressed === null) {
    send({ kind: 'failed', id, message: 'body must be a JSON object with a list "messages"' });
    return;
  }
  const report = Buffer.from(JSON.stringify(compressed.report));
  const tail = Buffer.concat([
    Buffer.from('{"messages":'),
    compressed.messages,
    Buffer.from(',"report":'),
    report,
    Buffer.from('}'),
  ]);
  send({ kind: 'compressed', id }, tail);
}

/** One piece per turn of the loop, so that a job that has arrived meanwhile goes first. */
function catchUp(): void {
  (later.shift() ?? spare.shift())?.();
  if (later.length + spare.length > 0) timer = setTimeout(catchUp, 0);
}

const shelves = new BodyShelves();
const reader = new FrameReader(({ head, tail }) => work(head as SentJobHead, tail));
process.stdin.on('data', (chunk: Buffer) => reader.push(chunk));
process.stdin.on('end', () => {
  second?.close();
  memo.close();
  process.exit(0);
});
// The sidecar ends us through stdin: a Ctrl-C for the whole terminal group must not cut requests in flight.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.stdout.on('error', () => process.exit(0));
if (launch === '' || !canStore) send({ kind: 'ready' });
else void loadSecond(JSON.parse(launch) as SecondLaunch).finally(() => send({ kind: 'ready' }));
timer = setTimeout(catchUp, QUIET_MS);
