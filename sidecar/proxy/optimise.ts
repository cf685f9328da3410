import { AppError } from '../contract/errors.ts';
import type { Treatment } from '../contract/exchange.ts';
import type { Settings } from '../contract/settings.ts';
import type { Dialect } from '../dialects/types.ts';
import { isSpliceable, splice } from '../lib/splice.ts';
import type { ConversationPolicy } from '../store/types.ts';
import type { Engine, OptimiseBlocks, OptimiseJob, OptimiseResult } from '../worker/types.ts';
import { type Decoded, decodeBody } from './codecs.ts';
import { beginEpoch, isCold } from './cold.ts';
import { drawPercent, identifyByBody, identifyByHead } from './conversation.ts';
import { mayMark, withMarks } from './marks.ts';
import { isKeepDue, isQuarantined, learnUntouched, type Memories, type Remembered } from './memory.ts';
import type { Route } from './route.ts';
import type { RecentTexts } from './texts.ts';

/** What is decided for one body. */
export interface Optimised {
  /** The edited body in chunks; null: the body goes as it came, byte for byte. */
  readonly chunks: readonly Uint8Array[] | null;
  readonly treatment: Treatment;
  readonly fault: string | null;
  readonly conversation: string;
  /** What the engine said, also when it was not used. */
  readonly result: OptimiseResult | null;
  /** The body that `chunks` were made of, without its coding; null when nothing was edited. */
  readonly body: Uint8Array | null;
  /** What the ledger needs; settles after the answer of the engine, which may be long after the request was sent. */
  readonly facts: Promise<Facts>;
}

/** What the engine knows about a body, whether or not its edits were used. */
export interface Facts {
  readonly conversation: string;
  readonly result: OptimiseResult | null;
  readonly blocks: OptimiseBlocks;
}

export interface Seam {
  readonly settings: Settings;
  readonly engine: Engine;
  readonly memories: Memories;
  readonly texts: RecentTexts;
  /** How markers spell the directory of originals. */
  readonly originalsDir: string;
  /** Compressors that conversations which begin now leave nothing out with. */
  readonly gentle: () => readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What was sent before lies with the provider and is not sent anew: nothing of it can be packed again. */
  readonly isAppendOnly?: true;
}

/**
 * 200 ms and 1 ms per 20 KB: little beside the seconds until a model's first token, and rarely needed. When this time is up
 * the engine starts no new text; what was sent before comes out as before, so that a slow moment costs only the saving of
 * what is new. But that for the rest of the conversation: with 50 ms, an engine that had just started on a busy machine was
 * late with some texts of a short session, and a fifth of what it saves was lost.
 */
const BUDGET_MS = 200;
const BYTES_PER_MS = 20 * 1024;
/**
 * How much longer the proxy waits for an engine that does not answer at all (a starved machine, one huge text). Sending
 * everything untouched in the middle of a conversation makes the provider write its whole prefix again: measured, one
 * such turn cost 2.5 times a direct one. A second of waiting is the cheaper harm.
 */
const PATIENCE_MS = 1_000;
/**
 * An engine process that is younger than this is still loading its tables (about 150 ms, more on a busy machine). Failing
 * open then would send the largest body of the day untouched, so the first requests may wait this much longer.
 */
const STARTING_MS = 2_000;
/** What the ledger says when this body ended the process, and when there was none to ask. */
const DIED = 'worker-died';
const faults: ReadonlyMap<string, string> = new Map([
  ['worker.died', DIED],
  ['worker.absent', 'worker-absent'],
]);
/**
 * The first request of a conversation since the start may take this much longer: after a restart the engine decides all of
 * it again, and what comes last must come out as before, too.
 */
const RESUMING_MS = 1_000;
/** Larger bodies have an engine process of their own, started with the first of them. */
const HEAVY_BYTES = 1024 * 1024;

/**
 * Asks the engine for edits and applies them: the fail-open seam. Whatever goes wrong – a broken coding, a deadline, a
 * dead worker, edits that do not fit – the answer is "as it came", never an error.
 */
export async function optimise(seam: Seam, route: Route, dialect: Dialect, body: Buffer): Promise<Optimised> {
  const { settings, memories } = seam;
  const byHead = identifyByHead(route.head, route.project);
  const unknown: Facts = { conversation: byHead ?? '', result: null, blocks: [] };
  const asIt = (treatment: Treatment, fault: string | null, more: Partial<Optimised> = {}): Optimised => ({
    chunks: null,
    treatment,
    fault,
    conversation: byHead ?? '',
    result: null,
    body: null,
    facts: Promise.resolve(unknown),
    ...more,
  });
  try {
    const decoded = await decodeBody(body, route.head.headers['content-encoding'], settings.maxEditBytes);
    if (decoded === null) return asIt('untouched', 'undecodable');
    await memories.whenWarm;
    const memory = byHead === null ? null : memories.get(byHead);
    if (memory && isQuarantined(memory)) return asIt('failed-open', 'quarantined');
    if (byHead !== null && memory !== null && beginsUntouched(seam, byHead, memory)) return asIt('bypassed', null);
    const answer = await ask(seam, route, dialect, decoded.body, {
      conversation: byHead,
      memory,
      mayMark: mayMark(route),
    });
    if ('fault' in answer) {
      const facts = answer.facts.then((late) => nameConversation(late, route, { dialect, body: decoded.body }));
      // What a defective engine says too late must not hold up the ledger either.
      return asIt('failed-open', answer.fault, { facts: facts.catch(() => unknown) });
    }
    const { conversation, result, facts } = answer;
    if (result.read === null) return asIt('untouched', 'unreadable', { conversation });
    const found = { conversation, result, facts };
    // A hold-out takes the same way up to here, so that its latency compares; only the edits are left out.
    const { isHeldOut, policy } = memories.get(conversation);
    if (policy?.isUntouched) return asIt('bypassed', null, found);
    if (isHeldOut === true) return asIt('holdout', null, found);
    const edits = withMarks(result.edits, result.marks);
    if (edits.length === 0) return asIt('untouched', null, found);
    if (!isSpliceable(decoded.body.length, edits)) return asIt('failed-open', 'bad-edits', found);
    const chunks = await encode(decoded, splice(decoded.body, edits), body);
    return asIt('edited', null, { ...found, chunks, body: decoded.body });
  } catch {
    // A defect of ours must not cost the user a request; the ledger shows it.
    return asIt('failed-open', 'engine-fault');
  }
}

/**
 * When the engine is dead and no header names the conversation, its body does. Only the ledger asks, after the request
 * has gone out; a body that took the engine's process down or would hold up others is not looked at.
 */
function nameConversation(
  found: Facts,
  route: Route,
  { dialect, body }: { dialect: Dialect; body: Uint8Array },
): Facts {
  if (found.conversation !== '' || body.length > HEAVY_BYTES) return found;
  const read = dialect.read(body);
  if (read === null) return found;
  const { fingerprint, session = null } = read;
  return { ...found, conversation: identifyByBody({ fingerprint, session }, route.project) };
}

/**
 * Shortening is off for everything, and no body is read. A conversation that its head names and that begins now is still noted,
 * or a later start without that would shorten in the middle what the provider has cached whole. Never rejects.
 * @param conversation '' when no head names it
 */
export async function notePassed(seam: Seam, conversation: string): Promise<void> {
  if (conversation === '' || !seam.settings.passThrough) return;
  await seam.memories.whenWarm;
  beginsUntouched(seam, conversation, seam.memories.get(conversation));
}

/** Whether a conversation is left untouched because shortening was off when it began; a new one is told so here. */
function beginsUntouched(seam: Seam, conversation: string, memory: Remembered): boolean {
  if (memory.policy === null && !seam.settings.optimise) {
    pin(seam, memory, conversation, makePolicy(seam.settings, seam.gentle));
    seam.memories.keep(conversation, memory);
  }
  return memory.policy?.isUntouched === true;
}

/** An uncoded body is spliced without a copy; a coded one is joined and coded again. */
async function encode(decoded: Decoded, chunks: readonly Uint8Array[], body: Buffer): Promise<readonly Uint8Array[]> {
  return decoded.body === body ? chunks : [await decoded.encode(Buffer.concat(chunks))];
}

interface Who {
  /** From the request's head; null when no header names it. */
  readonly conversation: string | null;
  readonly memory: Remembered | null;
  readonly mayMark: boolean;
}

type Answer =
  | { readonly conversation: string; readonly result: OptimiseResult; readonly facts: Promise<Facts> }
  | { readonly fault: string; readonly facts: Promise<Facts> };

/**
 * Asks the engine, a second time when the first answer tells what the question should have said: which conversation it
 * is (no header named it, and the guess was wrong) and what holds in it, or which texts an earlier untouched request has already sent.
 * The engine remembers its decisions, so the second answer costs little; both share one deadline.
 */
async function ask(seam: Seam, route: Route, dialect: Dialect, body: Uint8Array, who: Who): Promise<Answer> {
  const { memories } = seam;
  const until = performance.now() + readBudget(body, who) + readPatience(seam.engine, body);
  const assumed = who.memory ?? guessMemory(memories, body);
  // What holds for conversations that begin now may be changed while this request is on its way.
  const usual = makePolicy(seam.settings, seam.gentle);
  // Whether it is cold is only asked of a conversation that is sure: what is packed anew is written down.
  const isPackedNow = who.memory !== null && wake(seam, who.memory, dialect);
  const first = await askOnce(seam, dialect, body, { ...who, memory: assumed, usual, isCold: isPackedNow }, until);
  if (first.kind !== 'result') return fail(seam, route, who, first);
  const { result, blocks } = first;
  const conversation = who.conversation ?? (result.read ? identifyByBody(result.read, route.project) : '');
  if (result.read === null) return { conversation, result, facts: gather(conversation, result, blocks) };
  const memory = who.memory ?? memories.get(conversation);
  memory.deaths = 0;
  memory.isResumed = true;
  const missed = [...memory.unlearned].map(({ at }) => at);
  const hasLearned =
    missed.length > 0 && learnUntouched(memory, result, { which: 'sent-before', at: Math.max(...missed) });
  memory.unlearned.clear();
  const wasUnknown = memory !== assumed && isHeldOtherwise(memory, assumed, usual);
  if (who.conversation === null) memories.noteOpening(body, conversation);
  const wasCold = who.memory === null && wake(seam, memory, dialect);
  const isNoted = note(seam, memory, { conversation, result, usual });
  if (hasLearned || isNoted || wasCold || isPackedNow || isKeepDue(memory, seam.now())) {
    memories.keep(conversation, memory);
    memory.keptAt = seam.now();
  }
  if (!hasLearned && !wasUnknown && !wasCold) return keepPins(memories, { conversation, result, blocks }, memory);
  const second = await askOnce(seam, dialect, body, { ...who, memory, usual, isCold: wasCold || isPackedNow }, until);
  if (second.kind !== 'result') return fail(seam, route, { ...who, conversation, memory }, second);
  return keepPins(memories, { conversation, result: second.result, blocks: second.blocks }, memory);
}

/** Notes that the conversation is used now. @returns true when it was cold: a new epoch has begun. */
function wake({ now, isAppendOnly }: Seam, memory: Remembered, dialect: Dialect): boolean {
  const wasCold = !isAppendOnly && isCold(memory, dialect.cache, now());
  if (wasCold) beginEpoch(memory);
  memory.usedAt = now();
  return wasCold;
}

/** What a conversation is held to from its first request on, and what its client asks of the cache. @returns whether it is news. */
function note(
  seam: Seam,
  memory: Remembered,
  { conversation, result, usual }: { conversation: string; result: OptimiseResult; usual: ConversationPolicy },
): boolean {
  const ttlMs = result.read?.ttlMs ?? null;
  const isLonger = ttlMs !== null && ttlMs > (memory.ttlMs ?? 0);
  if (isLonger) memory.ttlMs = ttlMs;
  return pin(seam, memory, conversation, usual) || isLonger;
}

/** From its first request on a conversation goes by the rules of that moment. @returns whether it was its first. */
function pin({ settings }: Seam, memory: Remembered, conversation: string, usual: ConversationPolicy): boolean {
  const isNew = memory.policy === null || memory.isHeldOut === null;
  memory.policy ??= usual;
  memory.isHeldOut ??= settings.holdoutPercent > drawPercent(conversation);
  return isNew;
}

function makePolicy(settings: Settings, gentle: Seam['gentle']): ConversationPolicy {
  const { mode, optimise: isOn, breakpoints, compressorsOff } = settings;
  return {
    ...{ mode, gentle: gentle() },
    ...(compressorsOff.length > 0 && { off: compressorsOff }),
    ...(!breakpoints && { isUnmarked: true as const }),
    ...(!isOn && { isUntouched: true as const }),
  };
}

/** Most clients name their conversation in a header. For the others a guess spares the second question nearly always. */
function guessMemory(memories: Memories, body: Uint8Array): Remembered | null {
  const conversation = memories.guess(body);
  return conversation === null ? null : memories.get(conversation);
}

/** Whether the engine would have been asked otherwise if it had been known whose request this is. */
function isHeldOtherwise(memory: Remembered, assumed: Remembered | null, usual: ConversationPolicy): boolean {
  const isHeld = (one: Remembered | null): boolean => one !== null && (one.pinned.size > 0 || one.suspended.size > 0);
  const policyOf = (one: Remembered | null): string => JSON.stringify(one?.policy ?? usual);
  if (isHeld(memory) || isHeld(assumed)) return true;
  return memory.epoch !== (assumed?.epoch ?? 0) || policyOf(memory) !== policyOf(assumed);
}

async function gather(conversation: string, result: OptimiseResult, blocks: Promise<OptimiseBlocks>): Promise<Facts> {
  return { conversation, result, blocks: await blocks };
}

/** Texts that go untouched this time for a passing reason stay untouched. */
function keepPins(
  memories: Memories,
  found: { conversation: string; result: OptimiseResult; blocks: Promise<OptimiseBlocks> },
  memory: Remembered,
): Answer {
  const { conversation, result, blocks } = found;
  if (result.pin.length > 0) {
    for (const name of result.pin) memory.pinned.add(name);
    memories.keep(conversation, memory);
  }
  return { conversation, result, facts: gather(conversation, result, blocks) };
}

type Once =
  | { readonly kind: 'result'; readonly result: OptimiseResult; readonly blocks: Promise<OptimiseBlocks> }
  /** `late` still settles: with the result of a slow engine, or null when its process died. */
  | {
      readonly kind: 'failed';
      readonly fault: string;
      readonly late: Promise<OptimiseResult | null>;
      /** Whether the work on this body ended the process, be it long after the deadline. */
      readonly hasDied: Promise<boolean>;
      readonly blocks: Promise<OptimiseBlocks>;
    };

async function askOnce(
  seam: Seam,
  dialect: Dialect,
  body: Uint8Array,
  who: Who & { readonly isCold: boolean; readonly usual: ConversationPolicy },
  until: number,
): Promise<Once> {
  const { mode, gentle, off = [], isUnmarked = false } = who.memory?.policy ?? who.usual;
  const job: OptimiseJob = {
    dialect: dialect.id,
    conversation: who.conversation ?? '',
    ...{ mode, gentle, off },
    suspended: [...(who.memory?.suspended ?? [])],
    pinned: [...(who.memory?.pinned ?? [])],
    epoch: who.memory?.epoch ?? 0,
    isCold: who.isCold,
    mayMark: who.mayMark && !isUnmarked,
    canStore: !seam.settings.stateless,
    originalsDir: seam.originalsDir,
    budgetMs: readBudget(body, who),
  };
  const { result, blocks } = seam.engine.optimise(body, job);
  let fault = 'deadline';
  const safe = result.catch((error: unknown) => {
    fault = (error instanceof AppError && faults.get(error.code)) || 'engine-fault';
    return null;
  });
  const timer = wait(until - performance.now());
  const first = await Promise.race([safe, timer]);
  timer.cancel();
  const hasDied = safe.then(() => fault === DIED);
  if (!first) return { kind: 'failed', fault, late: safe, hasDied, blocks };
  return { kind: 'result', result: first, blocks };
}

/**
 * The body goes out untouched, so its texts must stay untouched. Which ones would have been edited is known when the
 * slow engine answers after all, or else when the next request of the conversation is read (see {@link ask}).
 */
function fail({ memories, now }: Seam, route: Route, who: Who, failure: Once & { kind: 'failed' }): Answer {
  const token = { at: now() };
  void failure.hasDied.then((hasDied) => {
    if (hasDied && who.memory) who.memory.deaths++;
  });
  who.memory?.unlearned.add(token);
  const facts = failure.late.then(async (result): Promise<Facts> => {
    if (!result?.read) return { conversation: who.conversation ?? '', result: null, blocks: [] };
    const conversation = who.conversation ?? identifyByBody(result.read, route.project);
    const memory = who.memory ?? memories.get(conversation);
    memory.usedAt = now();
    // Meanwhile the next request may have been read: it has learnt all there was.
    const isOpen = who.memory === null || memory.unlearned.delete(token);
    if (isOpen && learnUntouched(memory, result, { which: 'all', at: token.at })) memories.keep(conversation, memory);
    return gather(conversation, result, failure.blocks);
  });
  return { fault: failure.fault, facts };
}

/** In ms. */
function readBudget(body: Uint8Array, { memory }: Who): number {
  const more = memory === null || memory.isResumed ? 0 : RESUMING_MS;
  return BUDGET_MS + body.length / BYTES_PER_MS + more;
}

/** In ms. */
function readPatience(engine: Engine, body: Uint8Array): number {
  const lane = body.length > HEAVY_BYTES ? 'heavy' : 'normal';
  const isStarted = engine.status().workers.some((worker) => worker.lane === lane && worker.uptimeMs > STARTING_MS);
  return PATIENCE_MS + (isStarted ? 0 : STARTING_MS);
}

/** Resolves with undefined after some milliseconds. */
function wait(ms: number): Promise<undefined> & { cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms), undefined);
    timer.unref();
  });
  return Object.assign(promise, { cancel: () => clearTimeout(timer) });
}
