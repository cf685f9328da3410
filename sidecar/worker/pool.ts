import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '../contract/errors.ts';
import { FrameReader, writeFrame } from '../lib/frames.ts';
import { type JobHead, type ReplyHead, unpackEdits } from './protocol.ts';
import type { Engine, OptimiseBlocks, OptimiseJob, OptimiseResult } from './types.ts';

/** Bodies beyond this go to a second process, so that a small request never waits behind a large one. Bytes. */
const HEAVY_BYTES = 1024 * 1024;
/** The heavy lane is a process of its own only while it is used. */
const HEAVY_IDLE_MS = 60_000;
/** A job that takes longer than this plus 1 ms per 2 kB hangs: its process is replaced. */
const HANG_MS = 10_000;
/** This many deaths within the window and the engine gives up for a while: requests are relayed as they come. */
const MOST_DEATHS = 5;
const DEATH_WINDOW_MS = 60_000;
/** Bounds the heap: a runaway compressor dies alone instead of pushing the machine into swap. Megabytes. */
const HEAP_MB = 768;

export interface EngineOptions {
  /** Directory for originals; null: nothing may be stored, only lossless edits are made. */
  readonly originalsPath: string | null;
  /** How markers spell that directory. */
  readonly originalsDir: string;
  /** Script of the engine's process; tests pass a crashing one. */
  readonly script?: string;
}

/** Starts the engine's process and keeps it alive. Never throws; see {@link Engine}. */
export function createEngine(options: EngineOptions): Engine {
  return new Pool(options);
}

interface Pending {
  readonly settle: (reply: Exclude<ReplyHead, { kind: 'ready' }>, tail: Uint8Array) => void;
  readonly fail: (cause: AppError) => void;
  readonly timer: NodeJS.Timeout;
}

class Pool implements Engine {
  readonly whenReady: Promise<void>;
  private readonly options: EngineOptions;
  private normal: Lane;
  private heavy: Lane | null = null;
  private heavyTimer: NodeJS.Timeout | null = null;
  private deaths: number[] = [];
  private restarts = 0;
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
    return { workers: lanes.flatMap((lane) => lane.status()), restarts: this.restarts, givenUp: this.hasGivenUp() };
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.heavyTimer !== null) clearTimeout(this.heavyTimer);
    await Promise.all([this.normal.close(), this.heavy?.close()]);
  }

  private submit(head: JobHead, body: Uint8Array, callbacks: Pick<Pending, 'settle' | 'fail'>): void {
    if (this.isClosed || this.hasGivenUp()) {
      callbacks.fail(
        new AppError('worker.died', 'The engine is not running.', { hint: 'Requests are relayed as they come.' }),
      );
      return;
    }
    const lane = body.length > HEAVY_BYTES ? this.heavyLane() : this.normal;
    lane.submit(head, body, callbacks);
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
    return new Lane(name, this.options, () => this.replace(name));
  }

  private replace(name: 'normal' | 'heavy'): void {
    if (this.isClosed) return;
    this.deaths.push(performance.now());
    this.restarts++;
    if (name === 'heavy') {
      this.heavy = null; // comes back with the next large body
      return;
    }
    // Back-off doubles with every death in the window; after giving up, the window has to pass first.
    const delayMs = this.hasGivenUp() ? DEATH_WINDOW_MS : 25 * 2 ** this.deaths.length;
    setTimeout(() => {
      if (!this.isClosed) this.normal = this.open('normal');
    }, delayMs).unref();
  }
}

/** One engine process and the jobs in its hands. */
class Lane {
  readonly whenReady: Promise<void>;
  private readonly name: 'normal' | 'heavy';
  private readonly child: ChildProcess;
  private readonly pending = new Map<number, Pending>();
  private readonly startedAt = performance.now();
  private readonly onDeath: () => void;
  private readonly whenGone: Promise<void>;
  private isGone = false;
  private isClosing = false;

  constructor(name: 'normal' | 'heavy', options: EngineOptions, onDeath: () => void) {
    this.name = name;
    this.onDeath = onDeath;
    const script = options.script ?? fileURLToPath(new URL('./process.ts', import.meta.url));
    const memory = [`--max-old-space-size=${HEAP_MB}`, '--max-semi-space-size=4'];
    this.child = spawn(process.execPath, [...memory, script, options.originalsPath ?? '', options.originalsDir], {
      stdio: ['pipe', 'pipe', 'inherit'],
      windowsHide: true,
    });
    let ready: () => void = () => {};
    this.whenReady = new Promise((resolve) => {
      ready = resolve;
    });
    const reader = new FrameReader(({ head, tail }) => {
      const reply = head as ReplyHead;
      if (reply.kind === 'ready') ready();
      else this.receive(reply, tail);
    });
    this.child.stdout!.on('data', (chunk: Buffer) => reader.push(chunk));
    // A pipe of a dying process reports the death a second time.
    this.child.stdin!.on('error', () => this.child.kill('SIGKILL'));
    this.whenGone = new Promise((resolve) => {
      const gone = () => {
        ready();
        this.bury();
        resolve();
      };
      this.child.on('error', gone);
      this.child.on('exit', gone);
    });
  }

  submit(head: JobHead, body: Uint8Array, callbacks: Pick<Pending, 'settle' | 'fail'>): void {
    if (this.isGone) {
      callbacks.fail(died());
      return;
    }
    const timer = setTimeout(() => this.child.kill('SIGKILL'), HANG_MS + body.length / 2000);
    timer.unref();
    this.pending.set(head.id, { ...callbacks, timer });
    writeFrame(this.child.stdin!, head, body);
  }

  isBusy(): boolean {
    return this.pending.size > 0;
  }

  status(): { pid: number; lane: 'normal' | 'heavy'; busy: boolean; uptimeMs: number }[] {
    if (this.isGone || this.child.pid === undefined) return [];
    return [
      { pid: this.child.pid, lane: this.name, busy: this.isBusy(), uptimeMs: performance.now() - this.startedAt },
    ];
  }

  async close(): Promise<void> {
    this.isClosing = true;
    this.child.stdin!.end();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 2000);
    await this.whenGone;
    clearTimeout(timer);
  }

  private receive(reply: Exclude<ReplyHead, { kind: 'ready' }>, tail: Uint8Array): void {
    const waiting = this.pending.get(reply.id);
    if (waiting === undefined) return;
    if (reply.kind !== 'result') {
      // The last frame of a job; between 'result' and 'blocks' the hang timer goes on.
      clearTimeout(waiting.timer);
      this.pending.delete(reply.id);
    }
    waiting.settle(reply, tail);
  }

  private bury(): void {
    if (this.isGone) return;
    this.isGone = true;
    for (const waiting of this.pending.values()) {
      clearTimeout(waiting.timer);
      waiting.fail(died());
    }
    this.pending.clear();
    if (!this.isClosing) this.onDeath();
  }
}

function died(): AppError {
  return new AppError('worker.died', 'The engine process ended while it worked on this request.', {
    hint: 'The request was forwarded as it came; a new process is started.',
  });
}
