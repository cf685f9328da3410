/** A provider, a disk, and one sidecar after the other between them and a client; the engine works in this process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../sidecar/contract/errors.ts';
import type { Exchange } from '../../sidecar/contract/exchange.ts';
import type { DialectId } from '../../sidecar/dialects/index.ts';
import { decide, ENGINE_VERSION, type Tokens } from '../../sidecar/engine/index.ts';
import { createOriginals, type Originals } from '../../sidecar/store/index.ts';
import { type Memo, openMemo } from '../../sidecar/store/memo.ts';
import type { ConversationMemory } from '../../sidecar/store/types.ts';
import type { DecidingEngine } from '../../sidecar/worker/decider.ts';
import { type OptimiseJob, type OptimiseResult, Optimiser } from '../../sidecar/worker/inline.ts';
import { type Provider, startProvider } from '../sidecar/provider.ts';
import { call, type Rig, startRig } from '../sidecar/rig.ts';

/** What goes wrong with one request: the engine finds no time, answers behind the deadline, dies; or the provider refuses. */
export type Fault = 'none' | 'no-time' | 'late' | 'lost' | 'died' | 'refused';

export interface House {
  readonly mode: 'cache' | 'token';
  readonly holdoutPercent: number;
  /** Which release of the engine works. */
  readonly release: 0 | 1;
}

export interface Sent {
  /** The accepted body. */
  readonly body: Buffer;
  readonly exchange: Exchange;
}

/** Another release: decides every third text otherwise, and has another name for everything it remembers. */
const successor: DecidingEngine = {
  version: ENGINE_VERSION + 1,
  decide: (source, kit) =>
    source.text.length % 3 > 0
      ? decide(source, kit)
      : decide(source, { ...kit, policy: { ...kit.policy, canStore: false } }),
};
/** Longer than the proxy waits for any answer. */
const PAST_MS = 60_000;

const paths = {
  anthropic: () => '/v1/messages',
  'openai-chat': () => '/v1/chat/completions',
  'openai-responses': () => '/v1/responses',
  gemini: (model) => `/v1beta/models/${model}:generateContent`,
} satisfies Record<DialectId, (model: string) => string>;

export class World {
  /** Milliseconds since the epoch; moved by hand. */
  now = Date.UTC(2026, 10, 27);
  readonly originals: Originals;
  private readonly tokens: Tokens;
  private readonly home = mkdtempSync(join(tmpdir(), 'headroom-world-'));
  private readonly provider: Provider;
  private readonly remembered = new Map<string, ConversationMemory>();
  private readonly shift: (ms: number) => void;
  private life: { readonly rig: Rig; memo: Memo; optimiser: Optimiser; readonly house: House; sent: number } | null =
    null;
  private fault: Fault = 'none';
  /** Lets the engine say what it holds back. */
  private release: (() => void)[] = [];

  /** @param shift moves the clock that deadlines are measured by */
  static async open(tokens: Tokens, house: House, shift: (ms: number) => void): Promise<World> {
    const world = new World(tokens, await startProvider(), shift);
    await world.restart(house);
    return world;
  }

  private constructor(tokens: Tokens, provider: Provider, shift: (ms: number) => void) {
    this.tokens = tokens;
    this.provider = provider;
    this.shift = shift;
    this.originals = createOriginals(join(this.home, 'originals'));
  }

  get house(): House {
    return this.life!.house;
  }

  /** The sidecar ends and starts again: what it knows is what lies on the disk. */
  async restart(house: House): Promise<void> {
    await this.stop();
    const rig = await startRig({
      upstream: this.provider.url,
      settings: { mode: house.mode, holdoutPercent: house.holdoutPercent, breakpoints: false },
      memories: new Map(this.remembered),
      now: () => this.now,
      think: (body, job) => this.think(body, job),
    });
    this.life = { rig, ...this.startEngine(house), house, sent: 0 };
  }

  /** The engine's process alone ends and starts again. */
  restartEngine(): void {
    const { life } = this;
    life!.memo.close();
    Object.assign(life!, this.startEngine(life!.house));
  }

  private startEngine({ release }: House): { memo: Memo; optimiser: Optimiser } {
    const memo = openMemo(join(this.home, 'memo.db'));
    const engine = release === 0 ? undefined : successor;
    return { memo, optimiser: new Optimiser(this.tokens, createOriginals(join(this.home, 'originals')), memo, engine) };
  }

  async send(
    dialect: DialectId,
    model: string,
    body: Uint8Array,
    { headers, fault }: { headers: Record<string, string>; fault: Fault },
  ): Promise<Sent> {
    const life = this.life!;
    this.fault = fault;
    const first = this.provider.received.length;
    this.provider.answer = ({ body: got }, response) => {
      const isRefused = fault === 'refused' && !got.equals(body);
      response.writeHead(isRefused ? 400 : 200, { 'content-type': 'application/json' }).end('{}');
    };
    const reply = await call(life.rig.url, paths[dialect](model), {
      body,
      headers: { ...headers, 'content-type': 'application/json' },
    });
    if (reply.status !== 200) throw new Error(`the client saw ${reply.status}`);
    for (const release of this.release.splice(0)) release();
    const exchange = await life.rig.exchange(++life.sent);
    life.memo.flush();
    for (const [conversation, memory] of life.rig.remembered) {
      this.remembered.set(conversation, { lastAt: this.now, ...this.remembered.get(conversation), ...memory });
    }
    life.rig.remembered.clear();
    this.remembered.set(exchange.conversation, {
      ...(this.remembered.get(exchange.conversation) ?? { suspended: [], pinned: [] }),
      lastAt: this.now,
    });
    const accepted = this.provider.received.splice(first).at(-1)!;
    return { body: accepted.body, exchange };
  }

  private think(body: Uint8Array, job: OptimiseJob): OptimiseResult | Promise<OptimiseResult> {
    const { fault } = this;
    const late = this.life!.optimiser;
    const dead = new AppError('worker.died', 'It died.');
    switch (fault) {
      case 'died':
        throw dead;
      case 'late':
      case 'lost':
        this.shift(PAST_MS);
        return new Promise((resolve, reject) => {
          this.release.push(() => (fault === 'lost' ? reject(dead) : resolve(late.optimise(body, job).result)));
        });
      default:
        return late.optimise(body, fault === 'no-time' ? { ...job, budgetMs: -1 } : job).result;
    }
  }

  private async stop(): Promise<void> {
    await this.life?.rig.close();
    this.life?.memo.close();
    this.life = null;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.provider.close();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 9 });
  }
}
