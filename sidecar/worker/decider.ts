import type { Conversation, Segment } from '../dialects/types.ts';
import {
  BRIEF,
  Copies,
  CopyIndexes,
  DELTA,
  decide,
  ENGINE_VERSION,
  isRecall,
  isWorth,
  type Kit,
  MIN_CHARS,
  type Outcome,
  planRepack,
  Results,
  SAME,
  SECOND,
  STALE,
  type Tokens,
} from '../engine/index.ts';
import type { Decision, KeptReason, Policy, Source } from '../engine/types.ts';
import { digest } from '../lib/hash.ts';
import { Lru } from '../lib/lru.ts';
import { Book, type DecisionMemo } from './book.ts';
import { Deltas } from './deltas.ts';
import { type Placed, Places } from './places.ts';
import type { SecondOpinion } from './second-opinion.ts';
import type { OptimiseJob } from './types.ts';

/** Where sources go before anything leaves the wire. Null: could not be stored. */
export interface Originals {
  put(text: string, id: string): { readonly id: string } | null;
}

/** What decides a single text, and the name under which its decisions are remembered. */
export interface DecidingEngine {
  /** Raised whenever the same source may come out differently. */
  readonly version: number;
  decide(source: Source, kit: Kit): Outcome;
  /** Speaks about new texts that this one leaves whole. */
  readonly second?: SecondOpinion;
}

/** What is sent for one segment. */
export interface Decided {
  readonly decision: Decision;
  /** Names the place where it stands. */
  readonly digest: string;
  /** To be sent untouched from now on. */
  readonly pin: boolean;
}

/** A job on its way. */
type Limited = OptimiseJob & {
  /** The moment at which its time is up, on the clock of performance.now(). */
  readonly until: number;
  /** Texts in a row that were not in the book. */
  misses: number;
};

/** What the engine says by itself, where from, and under which key it is remembered. */
interface Found {
  readonly outcome: Outcome;
  readonly isWritten: boolean;
  readonly memoKey: string | null;
}

/** A decision with where it came from; null for what was not looked at. */
interface Walked extends Decided {
  readonly found: Found | null;
}

/** Remembered decisions weigh what they hold; the store of them is bounded in bytes of text. */
const MEMO_CHARS = 8 * 1024 * 1024;
const COUNTS = 50_000;
/** Texts whose lines are indexed, in characters; the index takes about as much again. */
const INDEXED_CHARS = 4 * 1024 * 1024;
/** Places are written in their order: behind so many that are not in the book none is, and looking costs 10 µs each. */
const MOST_MISSES = 16;
/** Shorter texts are decided faster than they are looked up on disk. */
const LASTING_CHARS = 2000;

export const builtIn: DecidingEngine = { version: ENGINE_VERSION, decide };

/** Decides the segments of a conversation, one after the other. */
export class Decider {
  private readonly tokens: Tokens;
  private readonly originals: Originals;
  private readonly lasting: DecisionMemo;
  private readonly engine: DecidingEngine;
  private readonly book: Book;
  private readonly places = new Places();
  private readonly indexes = new CopyIndexes(INDEXED_CHARS);
  private readonly memo = new Lru<string, Decision>(MEMO_CHARS, (decision) => 200 + (decision.text?.length ?? 0));
  private readonly counts = new Lru<string, number>(COUNTS);
  private readonly deltas = new Deltas((text) => this.measure(digest(text), text));
  /** Compressors that threw or broke a law, with how often; for health. */
  readonly faults = new Map<string, number>();

  constructor(tokens: Tokens, originals: Originals, lasting: DecisionMemo, engine = builtIn) {
    this.tokens = tokens;
    this.originals = originals;
    this.lasting = lasting;
    this.engine = engine;
    this.book = new Book(lasting);
  }

  /** @param until moment at which no further new text is worked on */
  decideAll(conversation: Conversation, job: OptimiseJob, until: number): readonly Decided[] {
    const placed = this.places.findAll(conversation, job);
    if (job.mode === 'token') return this.packAlways(placed, job, until);
    const limited = { ...job, until, misses: 0 };
    const plain = this.walk(placed, limited);
    if (this.engine.second?.isWaiting) return plain;
    const packed = job.isCold === true && job.epoch !== undefined ? this.packAnew(placed, plain, limited) : null;
    const chosen = packed ?? plain;
    if (job.epoch !== undefined) this.writeDown(placed, chosen, job.epoch);
    return chosen;
  }

  /** The smallest payload of this one request: what is old is shortened further, and no earlier request counts. */
  private packAlways(placed: readonly Placed[], { epoch: _, ...job }: OptimiseJob, until: number): readonly Walked[] {
    const limited = { ...job, until, misses: 0 };
    const plain = this.walk(placed, limited);
    const whole = this.plan(placed, plain, job);
    // An old output of which only some lines are left may be asked for again; an old copy has a newer one.
    const plan = new Map([...whole].filter(([, { by }]) => by.includes(STALE)));
    return plan.size === 0 ? plain : this.walk(placed, limited, plan);
  }

  private plan(placed: readonly Placed[], plain: readonly Walked[], job: OptimiseJob): ReadonlyMap<number, Decision> {
    const all = plain.map(({ decision }, at) => ({
      source: placed[at]!.segment,
      decision,
      result: placed[at]!.result,
    }));
    return planRepack(all, makePolicy(job), this.tokens);
  }

  /** The same with what is old shortened further; null when that does not pay, or could not be kept up in later turns. */
  private packAnew(placed: readonly Placed[], plain: readonly Walked[], job: Limited): readonly Walked[] | null {
    const plan = this.plan(placed, plain, job);
    if (plan.size === 0) return null;
    const packed = this.walk(placed, job, plan);
    const weigh = (walked: readonly Walked[]): number => walked.reduce((sum, one) => sum + one.decision.tokensAfter, 0);
    const [before, after] = [weigh(plain), weigh(packed)];
    // Only this request is sure to come, and nothing is left that could be broken.
    if (!isWorth({ removed: before - after, behind: after, turns: 1, alive: 0 })) return null;
    this.writeDown(placed, packed, job.epoch ?? 0);
    return this.book.flush() ? packed : null;
  }

  private walk(placed: readonly Placed[], job: Limited, plan?: ReadonlyMap<number, Decision>): readonly Walked[] {
    const results = new Results();
    const copies = new Copies(this.indexes);
    const pinned = new Set(job.pinned);
    return placed.map((one, index): Walked => {
      const { segment, name, result } = one;
      // Texts that nobody had a place for are pinned by name; see OptimiseResult.digests.
      const isPinned = pinned.has(one.chain) || pinned.has(name);
      const planned = isPinned ? undefined : plan?.get(index);
      const reference = planned === undefined ? results.refer(segment, result, one.nameOf) : null;
      const found = isPinned
        ? null
        : planned === undefined
          ? this.find(one, reference, copies, job)
          : { outcome: withOriginal(planned, segment), isWritten: false, memoKey: null };
      const decided =
        found === null
          ? this.untouched(one, isPinned ? 'pinned' : 'late', !isPinned)
          : this.decideHere(one, found.outcome, job);
      const { text, by, lossy } = decided.decision;
      const isPacked = by.includes(STALE) || by.includes(BRIEF);
      if (isPacked || (lossy !== undefined && one.isEditable())) results.forget(result);
      else if (!by.includes(SAME) && !by.includes(DELTA)) {
        copies.note({ text: text ?? segment.text, hint: segment.hint, result });
      }
      return { ...decided, found };
    });
  }

  private writeDown(placed: readonly Placed[], walked: readonly Walked[], epoch: number): void {
    walked.forEach(({ found }, at) => {
      if (found === null || found.isWritten || !isNoted(placed[at]!.segment)) return;
      const { outcome, memoKey } = found;
      this.book.note(placed[at]!.chain, epoch, { decision: outcome.decision, memoKey });
    });
  }

  /** @returns null when the time is up and the text has never been sent: what was sent before is always decided again. */
  private find(placed: Placed, reference: string | null, copies: Copies, job: Limited): Found | null {
    const { segment, chain, result } = placed;
    const isTimeUp = performance.now() > job.until;
    // Nothing that was written holds while it is cold, but it is better than being late.
    const mayRead = isNoted(segment) && job.epoch !== undefined && (job.isCold !== true || isTimeUp);
    const written = mayRead && job.misses < MOST_MISSES ? this.book.read(chain, job.epoch) : null;
    if (mayRead) job.misses = written === null ? job.misses + 1 : 0;
    if (written !== null) {
      return { outcome: withOriginal(written, segment), isWritten: true, memoKey: null };
    }
    const pure = this.decidePure(placed, reference, job);
    if (pure === null) return null;
    const copy = { text: pure.outcome.decision.text ?? segment.text, hint: segment.hint, result };
    const shorter = this.deltas.shorten(pure.outcome, copy, copies);
    const outcome = shorter === pure.outcome ? this.askSecond(pure.outcome, placed, job) : shorter;
    return { outcome, isWritten: false, memoKey: outcome === pure.outcome ? pure.memoKey : null };
  }

  private askSecond(outcome: Outcome, { segment, source }: Placed, job: Limited): Outcome {
    const { second, version } = this.engine;
    if (second === undefined || job.suspended.includes(SECOND)) return outcome;
    const policy = makePolicy(job);
    const about = {
      key: `${namePolicy(version, policy)} ${source}`,
      isNew: segment.isNew,
      mayAsk: job.mayAsk === true,
    };
    return second.improve(outcome, segment, { tokens: this.tokens, policy }, about);
  }

  /** What the laws say: depends on nothing but the text and what stands before it. Null as for {@link find}. */
  private decidePure({ segment, name, source }: Placed, reference: string | null, job: Limited): Found | null {
    const policy = makePolicy(job);
    const found = (outcome: Outcome, memoKey: string | null): Found => ({ outcome, isWritten: false, memoKey });
    if (reference !== null && !isRecall(segment.hint, job.originalsDir)) {
      const tokensBefore = this.measure(name, segment.text);
      const tokensAfter = this.tokens.count(reference);
      if (tokensAfter < tokensBefore) {
        return found({ decision: { text: reference, by: [SAME], tokensBefore, tokensAfter }, faults: [] }, null);
      }
    }
    const kit = { tokens: this.tokens, policy };
    if (segment.text.length < MIN_CHARS) return found(this.engine.decide(segment, kit), null);
    const key = `${namePolicy(this.engine.version, policy)} ${source}`;
    const lastingKey = segment.text.length >= LASTING_CHARS ? key : null;
    const known = this.recall(key);
    if (known !== null) return found(withOriginal(known, segment), lastingKey);
    if (segment.isNew && performance.now() > job.until) return null;
    return found(this.decideNow({ ...segment, name }, key, kit), lastingKey);
  }

  /** What this conversation's past and this machine's disk allow. */
  private decideHere(placed: Placed, { decision, original }: Outcome, job: OptimiseJob): Decided {
    const { segment, name, chain } = placed;
    if (decision.text === null) return { decision, digest: chain, pin: false };
    if (segment.isNew && decision.by.some((id) => job.suspended.includes(id))) {
      return this.untouched(placed, 'suspended', true);
    }
    if (original !== undefined && this.originals.put(original, name)?.id !== decision.originalId) {
      return this.untouched(placed, 'no-store', true);
    }
    return { decision, digest: chain, pin: false };
  }

  private measure(name: string, text: string): number {
    const known = this.counts.get(name);
    if (known !== undefined) return known;
    const count = this.tokens.measure(text);
    this.counts.set(name, count);
    return count;
  }

  private recall(key: string): Decision | null {
    const known = this.memo.get(key);
    if (known !== undefined) return known;
    const written = this.lasting.get(key);
    if (written === null) return null;
    const decision = JSON.parse(written) as Decision;
    this.memo.set(key, decision);
    return decision;
  }

  private decideNow(source: Source, key: string, kit: Kit): Outcome {
    const outcome = this.engine.decide(source, kit);
    for (const id of outcome.faults) this.faults.set(id, (this.faults.get(id) ?? 0) + 1);
    this.memo.set(key, outcome.decision);
    if (source.text.length >= LASTING_CHARS) this.lasting.put(key, JSON.stringify(outcome.decision));
    return outcome;
  }

  private untouched({ segment, chain }: Placed, reason: KeptReason, pin: boolean): Decided {
    const count = this.tokens.estimate(segment.text);
    const decision = { text: null, by: [], reason, tokensBefore: count, tokensAfter: count };
    return { decision, digest: chain, pin };
  }
}

/** No release edits shorter texts, so that they need not be written down. */
function isNoted({ text }: Segment): boolean {
  return text.length >= MIN_CHARS;
}

function makePolicy({ mode, canStore, originalsDir, gentle = [] }: OptimiseJob): Policy {
  return { mode, canStore, originalsDir, gentle };
}

function namePolicy(version: number, { mode, canStore, originalsDir, gentle = [] }: Policy): string {
  return [version, mode, canStore, gentle.toSorted().join(), originalsDir].join(' ');
}

/** A remembered decision with the source that must be stored before it is sent again. */
function withOriginal(decision: Decision, { text }: Segment): Outcome {
  return { decision, faults: [], ...(decision.lossy && { original: text }) };
}
