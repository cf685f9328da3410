import { AppError } from '../contract/errors.ts';
import { type EngineOptions, type Job, Lane } from './lane.ts';
import { type JobHead, unpackEdits } from './protocol.ts';
import type { Engine, OptimiseBlocks, OptimiseJob, OptimiseResult } from './types.ts';

/** Bodies beyond this go to a second process, so that a small request never waits behind a large one. Bytes. */
const HEAVY_BYTES = 1024 * 1024;
/** The heavy lane is a process of its own only while it is used. */
const HEAVY_IDLE_MS = 60_000;
/** This many deaths within the window and the engine gives up for a while: requests are relayed as they come. */
const MOST_DEATHS = 5;
const DEATH_WINDOW_MS = 60_000;

/** Starts the engine's process and keeps it alive. Never throws; see {@link Engine}. */
export function createEngine(options: EngineOptions): Engine {
  return new Pool(options);
}

class Pool implements Engine {
  readonly whenReady: Promise<void>;
  private readonly options: EngineOptions;
  private normal: Lane;
  private heavy: Lane | null = null;
  private heavyTimer: NodeJS.Timeout | null = null;
  /** Jobs between the death of the process and the start of the next one. */
  private waiting: Job[] = [];
  private deaths: number[] = [];
  private restarts = 0;
  private downSince: number | null = null;
  private isClosed = false;
  private nextId = 1;

  constructor(options: EngineOptions) {
    this.options = options;
    this.normal = this.open('normal');
    this.whenReady = this.normal.whenReady;
  }

  optimise(body: Uint8Array, job: OptimiseJob): { result: Promise<OptimiseResult>; blocks: Promise<OptimiseBlocks> } {
    let giveBlocks: (blocks: OptimiseBlocks) => void = () => {};
    const blocks = new Promise<OptimiseBlocks>((resolve) => {
      giveBlocks = resolve;
    });
    const result = new Promise<OptimiseResult>((resolve, reject) => {
      this.submit({ kind: 'optimise', id: this.nextId++, job }, body, {
        settle: (reply, tail) => {
          if (reply.kind === 'result') resolve({ ...reply.result, edits: unpackEdits(reply.ranges, tail) });
          else if (reply.kind === 'blocks') giveBlocks(reply.blocks);
          else reject(new Error(reply.kind === 'failed' ? reply.message : `unexpected ${reply.kind}`));
        },
        fail: (cause) => {
          giveBlocks([]);
          reject(cause);
        },
      });
    });
    result.catch(() => giveBlocks([]));
    return { result, blocks };
  }

  compress(body: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.submit({ kind: 'compress', id: this.nextId++ }, body, {
        settle: (reply, tail) => {
          if (reply.kind === 'compressed') resolve(tail);
          else reject(new AppError('body.malformed', reply.kind === 'failed' ? reply.message : 'unexpected reply'));
        },
        fail: reject,
      });
    });
  }

  status(): ReturnType<Engine['status']> {
    const lanes = [this.normal, ...(this.heavy === null ? [] : [this.heavy])];
    return {
      workers: lanes.flatMap((lane) => lane.status()),
      restarts: this.restarts,
      givenUp: this.hasGivenUp(),
      second: this.normal.second,
      downMs: this.downSince === null ? 0 : performance.now() - this.downSince,
    };
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.heavyTimer !== null) clearTimeout(this.heavyTimer);
    for (const job of this.waiting.splice(0)) job.fail(absent());
    await Promise.all([this.normal.close(), this.heavy?.close()]);
  }

  private submit(head: JobHead, body: Uint8Array, callbacks: Pick<Job, 'settle' | 'fail'>): void {
    this.assign({ head, body, ...callbacks, deaths: 0 });
  }

  private assign(job: Job): void {
    if (this.isClosed || this.hasGivenUp()) job.fail(absent());
    else if (job.body.length > HEAVY_BYTES) this.heavyLane().submit(job);
    else if (this.normal.isGone) this.waiting.push(job);
    else this.normal.submit(job);
  }

  private heavyLane(): Lane {
    if (this.heavyTimer !== null) clearTimeout(this.heavyTimer);
    this.heavyTimer = setTimeout(() => this.retireHeavy(), HEAVY_IDLE_MS);
    this.heavyTimer.unref();
    this.heavy ??= this.open('heavy');
    return this.heavy;
  }

  private retireHeavy(): void {
    if (this.heavy?.isBusy()) {
      this.heavyTimer?.refresh();
      return;
    }
    void this.heavy?.close();
    this.heavy = null;
  }

  private hasGivenUp(): boolean {
    const since = performance.now() - DEATH_WINDOW_MS;
    this.deaths = this.deaths.filter((at) => at > since);
    return this.deaths.length >= MOST_DEATHS;
  }

  private open(name: 'normal' | 'heavy'): Lane {
    return new Lane(name, this.options, (orphans) => this.replace(name, orphans));
  }

  private replace(name: 'normal' | 'heavy', orphans: readonly Job[]): void {
    this.deaths.push(performance.now());
    this.restarts++;
    this.options.onRestart?.(name, this.hasGivenUp());
    if (name === 'heavy')
      this.heavy = null; // comes back with the next large body
    else {
      this.downSince ??= performance.now();
      this.reopenNormal();
    }
    for (const job of orphans) this.assign(job);
    if (this.hasGivenUp()) for (const job of this.waiting.splice(0)) job.fail(absent());
  }

  private reopenNormal(): void {
    // Back-off doubles with every death in the window; after giving up, the oldest of them has to leave it first.
    const delayMs = this.hasGivenUp()
      ? this.deaths.at(-MOST_DEATHS)! + DEATH_WINDOW_MS - performance.now()
      : 25 * 2 ** this.deaths.length;
    setTimeout(() => {
      if (this.isClosed) return;
      const lane = this.open('normal');
      this.normal = lane;
      void lane.whenReady.then(() => {
        if (!lane.isGone) this.downSince = null;
      });
      for (const job of this.waiting.splice(0)) this.assign(job);
    }, delayMs).unref();
  }
}

function absent(): AppError {
  return new AppError('worker.absent', 'The engine is not running.', { hint: 'Requests are relayed as they come.' });
}
