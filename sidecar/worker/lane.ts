import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '../contract/errors.ts';
import { FrameReader, writeFrame } from '../lib/frames.ts';
import { isPacked, PART } from '../machine/index.ts';
import { BodyShelves } from './body-shelves.ts';
import type { JobHead, ReplyHead, SentJobHead } from './protocol.ts';
import type { SecondLaunch } from './second-engine.ts';
import type { SecondStatus } from './types.ts';

/** A job that takes longer than this plus 1 ms per 2 kB hangs: its process is replaced. */
const HANG_MS = 10_000;
/** A job whose process died is tried this often: a kill from outside costs nothing, a deadly body is found out. */
const MOST_TRIES = 2;
/** Bounds the heap: a runaway compressor dies alone instead of pushing the machine into swap. Megabytes. */
const HEAP_MB = 768;

export interface EngineOptions {
  /** Directory for originals; null: nothing may be stored, only lossless edits are made. */
  readonly originalsPath: string | null;
  /** How markers spell that directory. */
  readonly originalsDir: string;
  /** A second engine, for ordinary bodies; null or absent: there is none. */
  readonly second?: SecondLaunch | null;
  /** Told when a process died and another takes its place. */
  readonly onRestart?: (lane: 'normal' | 'heavy', hasGivenUp: boolean) => void;
  /** Script of the engine's process; tests pass a crashing one. */
  readonly script?: string;
}

/** What a process says about a job. */
export type Reply = Exclude<ReplyHead, { kind: 'ready' | 'second' }>;

/** Work for an engine process, and who waits for it. */
export interface Job {
  readonly head: JobHead;
  readonly body: Uint8Array;
  readonly settle: (reply: Reply, tail: Uint8Array) => void;
  readonly fail: (cause: AppError) => void;
  /** Processes that died with this job in hand. */
  deaths: number;
}

interface Pending {
  readonly job: Job;
  readonly timer: NodeJS.Timeout;
  /** The result was told; only the blocks are missing. */
  isAnswered: boolean;
}

/** One engine process and the jobs in its hands. */
export class Lane {
  readonly whenReady: Promise<void>;
  private readonly name: 'normal' | 'heavy';
  private readonly child: ChildProcess;
  private readonly pending = new Map<number, Pending>();
  private readonly shelves = new BodyShelves();
  private readonly startedAt = performance.now();
  private readonly onDeath: (orphans: readonly Job[]) => void;
  private readonly whenGone: Promise<void>;
  isGone = false;
  /** What was heard last of the second engine. */
  second: SecondStatus | null = null;
  private isReady = false;
  private isHung = false;
  private isClosing = false;

  constructor(name: 'normal' | 'heavy', options: EngineOptions, onDeath: (orphans: readonly Job[]) => void) {
    this.name = name;
    this.onDeath = onDeath;
    this.child = spawn(process.execPath, [...findScript(options.script), ...makeArguments(name, options)], {
      ...(isPacked && { env: { ...process.env, [PART]: 'engine' } }),
      stdio: ['pipe', 'pipe', 'inherit'],
      windowsHide: true,
    });
    let ready: () => void = () => {};
    this.whenReady = new Promise((resolve) => {
      ready = resolve;
    });
    const reader = new FrameReader(({ head, tail }) => {
      const reply = head as ReplyHead;
      if (reply.kind === 'second') {
        this.second = reply.second;
        return;
      }
      if (reply.kind !== 'ready') {
        this.receive(reply, tail);
        return;
      }
      this.isReady = true;
      ready();
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

  submit(job: Job): void {
    const timer = setTimeout(() => this.killHung(), HANG_MS + job.body.length / 2000);
    timer.unref();
    this.pending.set(job.head.id, { job, timer, isAnswered: false });
    const { carried, tail } = this.shelves.pack(job.body);
    const head: SentJobHead = { ...job.head, carried };
    writeFrame(this.child.stdin!, head, tail);
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

  private killHung(): void {
    this.isHung = true;
    this.child.kill('SIGKILL');
  }

  private receive(reply: Reply, tail: Uint8Array): void {
    const waiting = this.pending.get(reply.id);
    if (waiting === undefined) return;
    waiting.isAnswered = true;
    if (reply.kind !== 'result') {
      // The last frame of a job; between 'result' and 'blocks' the hang timer goes on.
      clearTimeout(waiting.timer);
      this.pending.delete(reply.id);
    }
    waiting.job.settle(reply, tail);
  }

  /** The process takes one job after the other: only the oldest without an answer can have ended it. */
  private bury(): void {
    if (this.isGone) return;
    this.isGone = true;
    const orphans: Job[] = [];
    let isFirst = this.isReady;
    for (const { job, timer, isAnswered } of this.pending.values()) {
      clearTimeout(timer);
      if (isAnswered || this.isClosing) {
        job.fail(died());
        continue;
      }
      if (isFirst) job.deaths += this.isHung ? MOST_TRIES : 1;
      isFirst = false;
      if (job.deaths >= MOST_TRIES) job.fail(died());
      else orphans.push(job);
    }
    this.pending.clear();
    if (!this.isClosing) this.onDeath(orphans);
  }
}

/** What makes this executable the engine's process: flags and a script, or nothing when it was packed (see packed.ts). */
function findScript(script?: string): string[] {
  if (isPacked) return [];
  const memory = [`--max-old-space-size=${HEAP_MB}`, '--max-semi-space-size=4'];
  return [...memory, script ?? fileURLToPath(new URL('./process.ts', import.meta.url))];
}

/** Directory of the originals, how markers spell it, and the second engine as JSON; '' for what there is not. */
function makeArguments(name: 'normal' | 'heavy', { originalsPath, originalsDir, second }: EngineOptions): string[] {
  const launch = name === 'normal' && second ? JSON.stringify(second) : '';
  return [originalsPath ?? '', originalsDir, launch];
}

function died(): AppError {
  return new AppError('worker.died', 'The engine process ended while it worked on this request.', {
    hint: 'The request was forwarded as it came; a new process is started.',
  });
}
