import { digest } from '../lib/hash.ts';
import { Lru } from '../lib/lru.ts';
import type { ConversationMemory, ConversationPolicy, Store } from '../store/types.ts';
import { BREAKPOINTS, type OptimiseResult } from '../worker/types.ts';

/** Conversations remembered at once; the store has the older ones of the last days, but only since the last start. */
const CONVERSATIONS = 2_000;
/** Pinned texts per conversation; far more than a context window has tool results. The oldest are forgotten first. */
const PINS = 4_000;
/** A slow disk may hold up the first requests this long; then they go on without what was remembered. */
const WARM_MS = 1_000;
/** The newest answer before a restart may have gone on this long after its request came. */
const UNSEEN_MS = 600_000;
/** A conversation in use is written down this often: a request that a crash cuts off leaves no row to tell of it. */
const KEEP_MS = UNSEEN_MS / 2;
/** Caches that nobody asks for a lifetime drop what is idle after 5 to 10 minutes (OpenAI, prompt caching guide). */
const IDLE_MS = 600_000;
/** A body that ended the worker this often in a row is not shown to it again. */
const MOST_DEATHS = 2;

/** What the proxy must know about a conversation to keep its prefix stable. */
export interface Remembered {
  readonly suspended: Set<string>;
  readonly pinned: Set<string>;
  /** The newest edited request that was accepted; null when there is none: the provider's cache held the edited stream then. */
  edited: { readonly at: number; readonly model: string } | null;
  /** Requests that went out untouched because the engine did not answer, and whose texts are not known yet. */
  readonly unlearned: Set<Unlearned>;
  /** The engine has read a request of this conversation since the start. */
  isResumed: boolean;
  /** Requests in a row whose work ended the engine's process. */
  deaths: number;
  /** The rules under which it was begun; null before its first request. */
  policy: ConversationPolicy | null;
  /** Whether it is left untouched, to measure against; null before its first request. */
  isHeldOut: boolean | null;
  /** How often it was packed anew. */
  epoch: number;
  /** Longest life that its client asked the provider's cache for, in ms; null when that is not known. */
  ttlMs: number | null;
  /** When the provider may last have used its cache, ms since the epoch; null when that is not known. */
  usedAt: number | null;
  /** When the store was last told that it is in use, ms since the epoch; null: not since the start. */
  keptAt: number | null;
}

/** When it went out, ms since the epoch. */
export interface Unlearned {
  readonly at: number;
}

export interface Memories {
  /** Resolves when what the store remembers is here, or a second after the start. Never rejects. */
  readonly whenWarm: Promise<void>;
  get(conversation: string): Remembered;
  /** Writes what outlives a restart to the store. */
  keep(conversation: string, memory: Remembered): void;
  /** The conversation whose newest body began with these bytes, or null: a guess, to be checked once the body is read. */
  guess(body: Uint8Array): string | null;
  /** Notes how bodies of a conversation begin. */
  noteOpening(body: Uint8Array, conversation: string): void;
}

/** Bodies of one conversation begin alike: model, settings, first messages. */
const OPENING_BYTES = 2048;

function nameOpening(body: Uint8Array): string {
  return digest(body.subarray(0, OPENING_BYTES));
}

export function createMemories(store: Pick<Store, 'memories' | 'remember'>): Memories {
  const known = new Lru<string, Remembered>(CONVERSATIONS);
  const openings = new Lru<string, string>(CONVERSATIONS);
  const whenRead = store.memories().then(
    (stored) => {
      for (const [conversation, memory] of stored) known.set(conversation, merge(memory, known.get(conversation)));
    },
    () => {}, // without the store nothing is remembered from before; edits are decided from the request alone
  );
  let timer: NodeJS.Timeout | undefined;
  const whenLate = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, WARM_MS);
    timer.unref();
  });
  return {
    whenWarm: Promise.race([whenRead, whenLate]).finally(() => clearTimeout(timer)),
    get(conversation) {
      const found = known.get(conversation) ?? merge();
      known.set(conversation, found);
      return found;
    },
    guess: (body) => openings.get(nameOpening(body)) ?? null,
    noteOpening: (body, conversation) => openings.set(nameOpening(body), conversation),
    keep(conversation, memory) {
      while (memory.pinned.size > PINS) memory.pinned.delete(memory.pinned.values().next().value ?? '');
      known.set(conversation, memory);
      store.remember(conversation, {
        suspended: [...memory.suspended],
        pinned: [...memory.pinned],
        ...(memory.policy && { policy: memory.policy }),
        ...(memory.isHeldOut !== null && { isHeldOut: memory.isHeldOut }),
        ...(memory.epoch > 0 && { epoch: memory.epoch }),
        ...(memory.ttlMs !== null && { ttlMs: memory.ttlMs }),
      });
    },
  };
}

function merge(stored?: ConversationMemory, live?: Remembered): Remembered {
  return {
    suspended: new Set([...(stored?.suspended ?? []), ...(live?.suspended ?? [])]),
    pinned: new Set([...(stored?.pinned ?? []), ...(live?.pinned ?? [])]),
    edited: live?.edited ?? null,
    unlearned: live?.unlearned ?? new Set(),
    isResumed: live?.isResumed ?? false,
    deaths: live?.deaths ?? 0,
    policy: live?.policy ?? stored?.policy ?? null,
    isHeldOut: live?.isHeldOut ?? stored?.isHeldOut ?? null,
    epoch: Math.max(live?.epoch ?? 0, stored?.epoch ?? 0),
    ttlMs: longer(live?.ttlMs ?? null, stored?.ttlMs ?? null),
    usedAt: live?.usedAt ?? (stored?.lastAt === undefined ? null : stored.lastAt + UNSEEN_MS),
    keptAt: live?.keptAt ?? null,
  };
}

function longer(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/** Whether the store is to be told again that a conversation is in use. @param now ms since the epoch */
export function isKeepDue({ keptAt }: Remembered, now: number): boolean {
  return keptAt === null || Math.abs(now - keptAt) > KEEP_MS;
}

/** Whether the engine is not to be asked about this conversation: its bodies end the worker. */
export function isQuarantined(memory: Remembered): boolean {
  return memory.deaths >= MOST_DEATHS;
}

/**
 * A request went out untouched although the engine would have edited texts of it. From now on the provider's cache
 * holds these texts as they came. While edited requests that came before are cached as well, their stream is the cheaper one
 * to go back to: nothing is pinned. Otherwise everything that would have been edited is pinned.
 * @param at when it went out, ms since the epoch
 * @returns true when something was pinned.
 */
export function learnUntouched(
  memory: Remembered,
  result: OptimiseResult,
  { which, at }: { which: 'all' | 'sent-before'; at: number },
): boolean {
  if (isEditedCached(memory, result, at)) return false;
  const before = memory.pinned.size;
  result.segments.forEach((segment, at) => {
    const name = result.digests[at];
    if (name !== undefined && segment.by.length > 0 && (which === 'all' || !segment.isNew)) memory.pinned.add(name);
  });
  return memory.pinned.size > before;
}

/** Another model has another cache. */
function isEditedCached({ edited, ttlMs }: Remembered, { read }: OptimiseResult, now: number): boolean {
  return edited !== null && edited.model === (read?.model ?? '') && now - edited.at <= (ttlMs ?? IDLE_MS);
}

/**
 * The provider refused the edited request and took the original. What was new in it is to blame, for the rest had been
 * accepted before; its compressors are suspended for new texts of this conversation, and its texts stay as they were sent.
 */
export function learnRefused(memory: Remembered, result: OptimiseResult): void {
  if (result.marks !== undefined) memory.suspended.add(BREAKPOINTS);
  const isBlamed = result.segments.some((segment) => segment.isNew && segment.by.length > 0)
    ? (at: number) => result.segments[at]!.isNew
    : () => true;
  result.segments.forEach((segment, at) => {
    if (segment.by.length === 0 || !isBlamed(at)) return;
    for (const id of segment.by) memory.suspended.add(id);
    const name = result.digests[at];
    if (name !== undefined) memory.pinned.add(name);
  });
}
