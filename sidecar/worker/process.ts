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
import { Optimiser } from './optimise.ts';
import { packEdits, type ReplyHead, type SentJobHead } from './protocol.ts';
import type { OptimiseJob } from './types.ts';
import { loadTokens } from './vocabulary.ts';
import { makeWarmUp } from './warm-up.ts';

/** Arguments: directory of the originals ('' when nothing may be stored), and how markers spell it. */
const [originalsPath = '', originalsDir = ''] = process.argv.slice(2);

const canStore = originalsPath !== '';
const memo = openMemo(canStore ? join(dirname(originalsPath), 'memo.db') : null);
const tokens = loadTokens();
const optimiser = new Optimiser(tokens, canStore ? createOriginals(originalsPath) : { put: () => null }, memo);
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
    // Fail open: the sidecar forwards the original and counts the defect.
    send({
      kind: 'failed',
      id: head.id,
      message: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    });
  }
}

function optimise(id: number, job: OptimiseJob, body: Uint8Array): void {
  const { result, blocks } = optimiser.optimise(body, job);
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
  const compressed = compressMessages(body, optimiser, { canStore, originalsDir });
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
  memo.close();
  process.exit(0);
});
// The sidecar ends us through stdin: a Ctrl-C for the whole terminal group must not cut requests in flight.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.stdout.on('error', () => process.exit(0));
send({ kind: 'ready' });
timer = setTimeout(catchUp, QUIET_MS);
