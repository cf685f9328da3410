// Feeds every compressor, dialect, splice and stream reader with damaged texts: `npm run fuzz -- --minutes 20 --seed 7`, `--only 1234`.
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { loadTokens } from '../sidecar/worker/inline.ts';
import { checkNumber } from './fuzz/check.ts';
import { Tally } from './fuzz/tally.ts';
import { makeText, readCorpus } from './fuzz/texts.ts';

/** A text that has taken so much of the processor will never end. A machine that is busy with something else may take longer. */
const STUCK_MS = 30_000;
const REPORT_MS = 60_000;
/** What the engine remembers is bounded: where it is not, a long run does not fit in here. */
const LIMITS = { maxOldGenerationSizeMb: 320, maxYoungGenerationSizeMb: 32 } as const;

interface Orders {
  readonly seed: number;
  readonly until: number;
  readonly only: number | null;
  /** Number of the text in work. */
  readonly state: SharedArrayBuffer;
}

function work({ seed, until, only, state }: Orders): void {
  const inWork = new Int32Array(state);
  const rig = { tokens: loadTokens(), tally: new Tally() };
  const corpus = readCorpus();
  const tell = (): void => parentPort?.postMessage(rig.tally.format());
  let told = Date.now();
  for (let number = only ?? seed; only === null ? Date.now() < until : number === only; number++) {
    Atomics.store(inWork, 0, number);
    try {
      rig.tally.text(number, () => checkNumber(number, corpus, rig));
    } catch (error) {
      const path = join(tmpdir(), `headroom-fuzz-${number}.txt`);
      writeFileSync(path, makeText(number, corpus));
      tell();
      throw new Error(
        `text ${number} (npm run fuzz -- --only ${number}, written to ${path}): ${(error as Error).message}`,
        { cause: error },
      );
    }
    if (Date.now() - told < REPORT_MS) continue;
    told = Date.now();
    tell();
  }
  tell();
}

function watch(orders: Orders): void {
  const inWork = new Int32Array(orders.state);
  const worker = new Worker(new URL(import.meta.url), { workerData: orders, resourceLimits: LIMITS });
  let last = -1;
  let told = 'nothing yet';
  const usedMs = (): number => process.cpuUsage().user / 1000;
  let since = usedMs();
  const end = (verdict: string): void => {
    const { user, system } = process.cpuUsage();
    const { maxRSS } = process.resourceUsage();
    const used = `${((user + system) / 60e6).toFixed(1)} minutes of processor, at most ${Math.round(maxRSS / 1024)} MB`;
    console.log(`${verdict}: seed ${orders.seed}, ${used}\n${told}`);
  };
  const timer = setInterval(() => {
    if (inWork[0] !== last) {
      last = inWork[0]!;
      since = usedMs();
    } else if (usedMs() - since > STUCK_MS) {
      end(`text ${last} does not end (npm run fuzz -- --only ${last})`);
      process.exit(1);
    }
  }, 500);
  worker.on('message', (report: string) => {
    told = report;
    console.log(told.split('\n', 1)[0]);
  });
  worker.once('error', (error) => {
    console.error(`${error.stack ?? error.message}\nafter text ${last}`);
    process.exitCode = 1;
  });
  worker.once('exit', () => {
    clearInterval(timer);
    end(process.exitCode === 1 ? 'a law is broken' : 'no law broken');
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
  watch({ seed: number, until, only: only === undefined ? null : Number(only), state: new SharedArrayBuffer(4) });
} else {
  work(workerData as Orders);
}
