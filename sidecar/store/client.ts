import { Worker } from 'node:worker_threads';
import type { ExchangeRow } from '../contract/api.ts';
import { AppError } from '../contract/errors.ts';
import type { Exchange } from '../contract/exchange.ts';
import { formatCount } from '../lib/counts.ts';
import { isPacked, readAsset } from '../machine/index.ts';
import type { CallName, Reply, Request, ThreadData, ThreadHealth } from './rpc.ts';
import type { Store } from './types.ts';

/** What a store needs to know; the first four are fields of Settings, so that `createStore(settings)` is enough. */
export interface StoreOptions {
  /** Home directory of everything we write. */
  readonly home: string;
  /** True: the same store in memory, nothing on disk. */
  readonly stateless: boolean;
  readonly originalsCapBytes: number;
  readonly originalsIdleDays: number;
  /** Days for which exchanges are kept; hourly sums are kept for ever. Default 400. */
  readonly exchangeDays?: number;
  /** Days for which the segments of an exchange are kept. Default 30. */
  readonly detailDays?: number;
  /** Entry of the thread; a bundle names its own. Default ../ledger-thread.ts. */
  readonly thread?: URL;
}

/** Upper bound of what waits for the thread, in estimated bytes. */
const maxQueueBytes = 64 * 1024 * 1024;
/** What is handed to the thread before it has acknowledged. */
const maxInFlightBytes = 16 * 1024 * 1024;
/** Milliseconds that turning exchanges into text may take of one turn of the event loop. */
const pumpMs = 2;
const pumpDelayMs = 10;
const maxStarts = 5;

interface Queued {
  readonly exchange: Exchange;
  readonly bytes: number;
}

interface Call {
  readonly request: Request & { kind: 'call' };
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * Opens the ledger in a thread of its own. Returns at once; troubles of the file are told by `health()`.
 * A thread that dies is started again and gets what it had not yet written.
 */
export function createStore(options: StoreOptions): Store {
  return new ThreadStore(options);
}

class ThreadStore implements Store {
  private data: ThreadData;
  private readonly thread: URL | string;
  private readonly listeners = new Set<(row: ExchangeRow) => void>();
  private readonly calls = new Map<number, Call>();
  private readonly inFlight = new Map<number, { json: string; bytes: number }>();
  private queue: Queued[] = [];
  private queueBytes = 0;
  private inFlightBytes = 0;
  private timer: NodeJS.Timeout | null = null;
  private worker: Worker | null = null;
  private starts = 0;
  private seq = 0;
  private lost = 0;
  private closing: Promise<void> | null = null;
  private readonly notices: string[] = [];

  constructor(options: StoreOptions) {
    this.data = {
      home: options.stateless ? null : options.home,
      retention: {
        originalsCapBytes: options.originalsCapBytes,
        originalsIdleDays: options.originalsIdleDays,
        exchangeDays: options.exchangeDays ?? 400,
        detailDays: options.detailDays ?? 30,
      },
    };
    this.thread = options.thread ?? findThread();
    this.start();
  }

  record(exchange: Exchange): void {
    const bytes = 512 + 400 * exchange.segments.length + 200 * exchange.blocks.length;
    if (this.closing !== null || this.queueBytes + this.inFlightBytes + bytes > maxQueueBytes) {
      this.lost += 1;
      return;
    }
    this.queue.push({ exchange, bytes });
    this.queueBytes += bytes;
    this.schedule();
  }

  summary(options: Parameters<Store['summary']>[0]): ReturnType<Store['summary']> {
    return this.call('summary', [options]);
  }

  evidence(options: Parameters<Store['evidence']>[0]): ReturnType<Store['evidence']> {
    return this.call('evidence', [options]);
  }

  effects(options: Parameters<Store['effects']>[0]): ReturnType<Store['effects']> {
    return this.call('effects', [options]);
  }

  noteRecall(originalId: string): void {
    this.post({ kind: 'recall', originalId });
  }

  history(question: Parameters<Store['history']>[0]): ReturnType<Store['history']> {
    return this.call('history', [question]);
  }

  activity(question: Parameters<Store['activity']>[0]): ReturnType<Store['activity']> {
    return this.call('activity', [question]);
  }

  exchanges(options: Parameters<Store['exchanges']>[0]): ReturnType<Store['exchanges']> {
    return this.call('exchanges', [options]);
  }

  exchange(id: string): ReturnType<Store['exchange']> {
    return this.call('exchange', [id]);
  }

  conversations(options: Parameters<Store['conversations']>[0]): ReturnType<Store['conversations']> {
    return this.call('conversations', [options]);
  }

  suspensions(): ReturnType<Store['suspensions']> {
    return this.call('suspensions', []);
  }

  segments(options: Parameters<Store['segments']>[0]): ReturnType<Store['segments']> {
    return this.call('segments', [options]);
  }

  searchOriginals(options: Parameters<Store['searchOriginals']>[0]): ReturnType<Store['searchOriginals']> {
    return this.call('searchOriginals', [options]);
  }

  memories(): ReturnType<Store['memories']> {
    return this.call('memories', []);
  }

  remember(...[conversation, memory]: Parameters<Store['remember']>): void {
    this.post({ kind: 'remember', conversation, memory });
  }

  retain(kept: Parameters<Store['retain']>[0]): void {
    const { originalsCapBytes, originalsIdleDays } = kept;
    const retention = { ...this.data.retention, originalsCapBytes, originalsIdleDays };
    this.data = { ...this.data, retention };
    this.post({ kind: 'retain', retention });
  }

  reprice(override: string | null): void {
    // Exchanges that wait here were made before.
    this.drain();
    this.post({ kind: 'reprice', override });
  }

  onRecorded(listener: (row: ExchangeRow) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async health(): ReturnType<Store['health']> {
    let inside: ThreadHealth = { ok: false, messages: [], waiting: 0, dropped: 0 };
    if (this.worker !== null) inside = await this.call<ThreadHealth>('health', []).catch(() => inside);
    const lost = this.lost + inside.dropped;
    const messages = [...inside.messages, ...this.notices];
    if (this.lost > 0)
      messages.push(
        `${formatCount(this.lost, 'exchange was', 'exchanges were')} lost: more came than could be written.`,
      );
    return {
      ok: inside.ok && lost === 0,
      messages: messages.length === 0 ? ['ok'] : messages,
      queued: this.queue.length + this.inFlight.size,
      lost,
    };
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<void> {
    this.drain();
    const { worker } = this;
    if (worker === null) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    await this.call('close', []).catch(() => undefined);
    await ended;
  }

  private start(): void {
    this.starts += 1;
    // Without the flags of this process: some are refused in a thread.
    const worker = new Worker(this.thread, {
      eval: typeof this.thread === 'string',
      workerData: this.data,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 4 },
    });
    this.worker = worker;
    worker.unref();
    worker.on('message', (reply: Reply) => this.receive(reply));
    // The text of an error arrives before the exit, which is where the thread is replaced.
    worker.on('error', (error) => this.notices.push(`The ledger's thread failed: ${(error as Error).message}`));
    worker.on('exit', () => this.restart(worker));
    for (const [seq, { json }] of this.inFlight) worker.postMessage({ kind: 'record', seq, json } satisfies Request);
    for (const { request } of this.calls.values()) this.send(request);
  }

  private restart(worker: Worker): void {
    if (this.worker !== worker) return;
    this.worker = null;
    if (this.closing === null && this.starts < maxStarts) {
      this.start();
      return;
    }
    if (this.closing === null) this.notices.push('The ledger is off until the next start of Headroom.');
    for (const { reject } of this.calls.values()) reject(this.absence());
    this.calls.clear();
  }

  private receive(reply: Reply): void {
    switch (reply.kind) {
      case 'ready':
        return;
      case 'recorded':
        for (const seq of reply.seqs) {
          this.inFlightBytes -= this.inFlight.get(seq)?.bytes ?? 0;
          this.inFlight.delete(seq);
        }
        for (const row of reply.rows) for (const listener of this.listeners) listener(row);
        if (this.queue.length > 0) this.schedule();
        return;
      case 'answer':
        this.settle(reply.id)?.resolve(reply.value);
        return;
      case 'failure': {
        const { code, message, hint } = reply;
        const error = code === null ? new Error(message) : new AppError(code, message, hint === null ? {} : { hint });
        this.settle(reply.id)?.reject(error);
      }
    }
  }

  private settle(id: number): Call | undefined {
    const call = this.calls.get(id);
    this.calls.delete(id);
    // Nothing is awaited any more: the thread alone must not keep the process alive.
    if (this.calls.size === 0 && this.closing === null) this.worker?.unref();
    return call;
  }

  private call<T>(name: CallName, args: readonly unknown[]): Promise<T> {
    if (this.worker === null || (this.closing !== null && name !== 'close')) return Promise.reject(this.absence());
    // So that a question sees everything that was recorded before it.
    this.drain();
    return new Promise<T>((resolve, reject) => {
      this.seq += 1;
      const request = { kind: 'call', id: this.seq, name, args } as const;
      this.calls.set(request.id, { request, resolve: (value) => resolve(value as T), reject });
      this.send(request);
    });
  }

  private absence(): AppError {
    if (this.closing !== null) return new AppError('store.denied', 'The ledger is closed: Headroom is stopping.');
    return new AppError('store.denied', 'The ledger is off until the next start of Headroom.', {
      hint: 'GET /health says why; start Headroom again.',
    });
  }

  private send(request: Request): void {
    this.worker?.ref();
    this.worker?.postMessage(request);
  }

  private post(request: Request): void {
    if (this.closing === null) this.worker?.postMessage(request);
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => this.pump(), pumpDelayMs).unref();
  }

  /** Hands over what waits, a little at a time: turning a long conversation into text takes up to a millisecond. */
  private pump(): void {
    this.timer = null;
    const until = performance.now() + pumpMs;
    while (this.handOver() && performance.now() < until);
    if (this.queue.length > 0 && this.inFlightBytes < maxInFlightBytes) this.schedule();
  }

  private drain(): void {
    while (this.handOver(Number.POSITIVE_INFINITY));
  }

  private handOver(limit = maxInFlightBytes): boolean {
    const next = this.queue[0];
    if (next === undefined || this.worker === null || this.inFlightBytes >= limit) return false;
    this.queue.shift();
    this.queueBytes -= next.bytes;
    this.seq += 1;
    const json = JSON.stringify(next.exchange);
    this.inFlight.set(this.seq, { json, bytes: next.bytes });
    this.inFlightBytes += next.bytes;
    this.worker.postMessage({ kind: 'record', seq: this.seq, json } satisfies Request);
    return true;
  }
}

/** The thread's script, or its text when it was packed into the executable. */
function findThread(): URL | string {
  if (isPacked) return new TextDecoder().decode(readAsset('ledger-thread.cjs'));
  return new URL('../ledger-thread.ts', import.meta.url);
}
