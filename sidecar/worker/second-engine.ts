import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { waitAfter } from '../lib/backoff.ts';
import { LineReader } from './line-reader.ts';
import type { Question } from './second-opinion.ts';
import type { SecondStatus } from './types.ts';

/** How the second engine's process is started. */
export interface SecondLaunch {
  readonly program: string;
  readonly args: readonly string[];
  /** Its home, made when it is missing. */
  readonly home: string;
  /** Time for all questions of one request, in ms; absent: what open-second.ts says. */
  readonly deadlineMs?: number;
}

/** A start that takes longer has failed (measured: 0.2 s; the first time, when modules are compiled, 1 s). */
const START_MS = 20_000;
/** Without questions its process ends, and gives back its memory. */
const IDLE_MS = 600_000;
/** An answer is never longer than its question, but JSON may write each character as six. */
const MOST_LINE_CHARS = 2_000_000;
const SUSPENDED = { firstMs: 5_000, mostMs: 3_600_000 };

/**
 * The process of the second engine: started when it is needed for the first time, asked one question after the other, left
 * alone for longer and longer when it fails. Nothing here ever rejects: whoever asks gets the answers that came in time.
 */
export class SecondEngine {
  private readonly launch: SecondLaunch;
  private readonly tell: (status: SecondStatus) => void;
  private child: ChildProcess | null = null;
  private isReady = false;
  private answers = 0;
  private failures = 0;
  /** In a row, since it last answered well. */
  private strikes = 0;
  private reason = '';
  /** On the clock of performance.now(). */
  private suspendedUntil = 0;
  private nextId = 1;
  private waiting: { readonly id: number; readonly settle: (answer: string | null) => void } | null = null;
  private queue: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  /** @param tell is told whenever the status changes */
  constructor(launch: SecondLaunch, tell: (status: SecondStatus) => void) {
    this.launch = launch;
    this.tell = tell;
    tell(this.status());
  }

  /** Whether a question would be answered now. When not, it is started for the next time, if it may be. */
  prepare(): boolean {
    if (performance.now() < this.suspendedUntil) return false;
    if (this.child === null) this.start();
    return this.isReady && this.waiting === null;
  }

  /** The answers that come within `deadlineMs`, by key. Never rejects. */
  async ask(questions: readonly Question[], deadlineMs: number): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const until = performance.now() + deadlineMs;
    const turn = this.queue.then(async () => {
      for (const { key, text, question } of questions) {
        const answer = await this.askOne({ text, question }, until);
        if (answer === null) return;
        found.set(key, answer);
      }
    });
    this.queue = turn;
    await turn;
    return found;
  }

  close(): void {
    this.end();
  }

  private askOne(asked: { text: string; question: string }, until: number): Promise<string | null> {
    const { child } = this;
    const leftMs = until - performance.now();
    // Others were asked first: not its fault.
    if (child === null || !this.isReady || leftMs <= 0) return Promise.resolve(null);
    return new Promise((resolve) => {
      const id = this.nextId++;
      const late = setTimeout(() => this.fail(`gave no answer within ${Math.round(leftMs)} ms`), leftMs);
      this.waiting = {
        id,
        settle: (answer) => {
          clearTimeout(late);
          this.waiting = null;
          resolve(answer);
        },
      };
      child.stdin!.write(`${JSON.stringify({ id, ...asked })}\n`);
    });
  }

  private start(): void {
    const { program, args, home } = this.launch;
    try {
      mkdirSync(home, { recursive: true, mode: 0o700 });
      const child = spawn(program, args, { cwd: home, env: makeEnv(home), stdio: 'pipe', windowsHide: true });
      this.child = child;
      const reader = new LineReader(MOST_LINE_CHARS, (line) => this.child === child && this.receive(line));
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        if (this.child === child && !reader.push(chunk)) this.fail('said more than an answer can be');
      });
      child.stderr.resume(); // what it complains about is not for our users
      child.stdin.on('error', () => this.child === child && this.fail('took no question'));
      child.on('error', () => this.child === child && this.fail('could not be started'));
      child.on('exit', () => this.child === child && this.fail('ended'));
      this.await(() => this.fail('did not start in time'), START_MS);
    } catch {
      this.fail('could not be started'); // told by the status
    }
    this.tell(this.status());
  }

  private receive(line: string): void {
    const said = parse(line);
    const { waiting } = this;
    if (!this.isReady) {
      if (typeof said?.ready !== 'string') this.fail('did not say that it is ready');
      else {
        this.isReady = true;
        this.rest();
      }
    } else if (waiting === null || said?.id !== waiting.id || typeof said.text !== 'string') {
      this.fail('said something that was not asked for');
    } else {
      this.answers++;
      this.strikes = 0;
      waiting.settle(said.text);
      this.rest();
    }
    this.tell(this.status());
  }

  /** Its process is ended in any case: what it says later would be taken for the answer to something else. */
  private fail(reason: string): void {
    this.failures++;
    this.strikes++;
    this.reason = reason;
    this.suspendedUntil = performance.now() + waitAfter(this.strikes, SUSPENDED);
    this.end();
    this.tell(this.status());
  }

  private end(): void {
    clearTimeout(this.timer);
    const { child, waiting } = this;
    this.child = null;
    this.isReady = false;
    child?.kill('SIGKILL');
    waiting?.settle(null);
  }

  private rest(): void {
    this.await(() => {
      this.end();
      this.tell(this.status());
    }, IDLE_MS);
  }

  private await(work: () => void, ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(work, ms);
    this.timer.unref();
  }

  private status(): SecondStatus {
    const isSuspended = performance.now() < this.suspendedUntil;
    const state = this.isReady ? 'ready' : this.child !== null ? 'starting' : isSuspended ? 'suspended' : 'idle';
    const { answers, failures, reason } = this;
    return { state, pid: this.child?.pid ?? null, answers, failures, reason };
  }
}

/** What a program needs to start at all; no keys, no settings, no proxy of anybody. */
function makeEnv(home: string): Record<string, string> {
  const { SystemRoot } = process.env;
  return {
    ...{ HOME: home, USERPROFILE: home, TMPDIR: home, TEMP: home, TMP: home, LANG: 'C.UTF-8' },
    ...{ DO_NOT_TRACK: '1', HEADROOM_OFFLINE: '1', HEADROOM_BEACON: 'off' },
    ...(SystemRoot !== undefined && { SystemRoot }),
  };
}

function parse(line: string): { ready?: unknown; id?: unknown; text?: unknown } | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? value : null;
  } catch {
    return null; // no JSON: nothing that was asked for
  }
}
