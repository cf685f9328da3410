// Feeds every compressor, dialect, splice and stream reader with damaged texts: `npm run fuzz -- --minutes 20 --seed 7`, `--only 1234`.
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { loadTokens } from '../sidecar/worker/inline.ts';
import { checkCompressors, checkDecision, makeHint } from './fuzz/laws.ts';
import { makeText, readCorpus } from './fuzz/texts.ts';
import { checkRequest, checkStreams } from './fuzz/wires.ts';

/** A text that has taken so much of the processor will never end. A machine that is busy with something else may take longer. */
const STUCK_MS = 30_000;
const REPORT_MS = 60_000;

interface Orders {
  readonly seed: number;
  readonly until: number;
  readonly only: number | null;
  /** Number of the text in work, of those done, and their characters in thousands. */
  readonly state: SharedArrayBuffer;
}

function work({ seed, until, only, state }: Orders): void {
  const counters = new Int32Array(state);
  const tokens = loadTokens();
  const kit = { tokens, policy: { mode: 'cache', canStore: true, originalsDir: '~/o' } } as const;
  const corpus = readCorpus();
  for (let number = only ?? seed; only === null ? Date.now() < until : number === only; number++) {
    Atomics.store(counters, 0, number);
    const text = makeText(number, corpus);
    const hint = makeHint(number);
    try {
      checkCompressors(text, hint, tokens);
      checkDecision(text, hint, kit);
      checkStreams(text, number);
      if (number % 4 === 0) checkRequest([text, makeText(number + 1, corpus), text], number, tokens);
    } catch (error) {
      const path = join(tmpdir(), `headroom-fuzz-${number}.txt`);
      writeFileSync(path, text);
      throw new Error(
        `text ${number} (npm run fuzz -- --only ${number}, written to ${path}): ${(error as Error).message}`,
        { cause: error },
      );
    }
    Atomics.add(counters, 1, 1);
    Atomics.add(counters, 2, Math.round(text.length / 1000));
  }
}

function watch(orders: Orders): void {
  const counters = new Int32Array(orders.state);
  const worker = new Worker(new URL(import.meta.url), { workerData: orders });
  let last = -1;
  const usedMs = (): number => process.cpuUsage().user / 1000;
  let since = usedMs();
  let told = Date.now();
  const done = () =>
    `${counters[1]} texts, ${(counters[2]! / 1000).toFixed(1)} million characters, seed ${orders.seed}`;
  const timer = setInterval(() => {
    const now = Date.now();
    if (counters[0] !== last) {
      last = counters[0]!;
      since = usedMs();
    } else if (usedMs() - since > STUCK_MS) {
      console.error(`text ${last} does not end (npm run fuzz -- --only ${last}); ${done()}`);
      process.exit(1);
    }
    if (now - told >= REPORT_MS) {
      told = now;
      console.log(done());
    }
  }, 500);
  worker.once('error', (error) => {
    console.error(`${error.stack ?? error.message}\n${done()}`);
    process.exitCode = 1;
  });
  worker.once('exit', () => {
    clearInterval(timer);
    if (process.exitCode !== 1) console.log(`no law broken: ${done()}`);
  });
}

if (isMainThread) {
  const options = {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string' },
    only: { type: 'string' },
  } as const;
  const { minutes, seed, only } = parseArgs({ options }).values;
  const number = seed === undefined ? Date.now() % 1_000_000_000 : Number(seed);
  const until = Date.now() + Number(minutes) * 60_000;
  watch({ seed: number, until, only: only === undefined ? null : Number(only), state: new SharedArrayBuffer(12) });
} else {
  work(workerData as Orders);
}
