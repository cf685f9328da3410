import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type DialectId, dialects } from '../../sidecar/dialects/index.ts';
import { loadTokens } from '../../sidecar/worker/inline.ts';
import { AUTOMATIC_MS, type SeenBlock, StrictCache } from './strict-cache.ts';
import { addRound, newRound, type Spelling, type Talk, writeBody } from './talks.ts';
import { findChanges, readSeen } from './wire.ts';
import { type Fault, type House, type Sent, World } from './world.ts';

/** Walks per property; `SESSIONS=500 npm test -- laws/sessions` for a long run. */
const WALKS = Number(process.env.SESSIONS ?? 40);

const tokens = loadTokens();
const counts = new Map<string, number>();
const count = (text: string): number => {
  const known = counts.get(text) ?? tokens.count(text);
  counts.set(text, known);
  return known;
};

/** Deadlines pass when a walk says so, not when the machine is slow. */
let shiftMs = 0;
const real = performance.now.bind(performance);
const clock = vi.spyOn(performance, 'now').mockImplementation(() => real() + shiftMs);
afterAll(() => clock.mockRestore());

/** How a client tells which conversation it is. */
type Naming = 'header' | 'agent' | 'nothing';

interface Begin {
  readonly dialect: DialectId;
  readonly naming: Naming;
  readonly question: string;
}

const minutes = (count: number): number => count * 60_000;
const begin: fc.Arbitrary<Begin> = fc.record({
  dialect: fc.constantFrom(...dialects.map(({ id }) => id)),
  naming: fc.constantFrom('header', 'agent', 'nothing'),
  question: fc.constantFrom('Why does worker-7 fail?', 'How does `bake` work?', 'List what is open.'),
});
const house: fc.Arbitrary<House> = fc.record({
  mode: fc.constantFrom('cache', 'cache', 'token'),
  holdoutPercent: fc.constantFrom(0, 0, 0, 50),
  release: fc.constantFrom(0, 1),
});
const spelling: fc.Arbitrary<Spelling> = fc.record({
  textsAsBlocks: fc.boolean(),
  ttl: fc.constantFrom('5m', '5m', '1h'),
  marks: fc.constantFrom(1, 2, 3),
  indent: fc.constantFrom(0, 0, 1),
});
const change = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('round'), round: newRound }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('retry') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rewind'), rounds: fc.nat(3), round: newRound }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('compact'), keep: fc.nat(2), round: newRound }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('model') }) },
);
const between = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('pause'), ms: fc.constantFrom(2_000, 20_000, minutes(2)) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pause'),
      ms: fc.constantFrom(minutes(4), minutes(8), minutes(90), minutes(3000)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('engine') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('changed'), house }) },
);
const walkOf = (fault: fc.Arbitrary<Fault>) =>
  fc.record({
    house,
    talks: fc.array(begin, { minLength: 1, maxLength: 3 }),
    steps: fc.array(fc.record({ who: fc.nat(2), change, between, spelling, fault }), { minLength: 4, maxLength: 22 }),
  });
type Walk = ReturnType<typeof walkOf> extends fc.Arbitrary<infer T> ? T : never;
type Step = Walk['steps'][number];

/** One way in which a block was sent. */
interface Form {
  /** Until when the provider may hold it, ms since the epoch. */
  readonly until: number;
  /** The engine had said so; what goes out unread promises nothing. */
  readonly isMeant: boolean;
}

/** A conversation with everything that was seen of it on the wire. */
class Watched {
  talk: Talk;
  readonly headers: Record<string, string>;
  /** Conversations of ours by which it went, with the mode that they were begun in. */
  isToken = false;
  cost = 0;
  directCost = 0;
  /** What faults may have cost. */
  allowance = 0;
  /** By all that stands before a block and the block itself as the client sent them: what was sent for it. */
  readonly forms = new Map<string, Map<string, Form>>();

  constructor({ dialect, naming, question }: Begin, index: number) {
    this.talk = { dialect, model: 'model-a', question, rounds: [] };
    this.headers =
      naming === 'nothing'
        ? {}
        : { 'x-session-id': 'session', ...(naming === 'agent' && { 'x-agent-id': `agent-${index}` }) };
    // Without a name two conversations of one dialect that begin alike are one to us, as two of one session would be.
    if (naming === 'header') this.headers['x-session-id'] = `session-${index}`;
  }

  turn({ kind, ...step }: Step['change']): void {
    const { talk } = this;
    const { rounds } = talk;
    const add = (base: Talk): Talk => ('round' in step ? addRound(base, step.round) : base);
    if (kind === 'round' || rounds.length === 0) this.talk = add(talk);
    if (kind === 'rewind' && 'rounds' in step) this.talk = add({ ...talk, rounds: rounds.slice(0, -1 - step.rounds) });
    if (kind === 'compact' && 'keep' in step)
      this.talk = add({
        ...talk,
        question: `Summary of ${rounds.length} rounds: it went well.`,
        rounds: rounds.slice(rounds.length - step.keep),
      });
    if (kind === 'model') this.talk = { ...talk, model: talk.model === 'model-a' ? 'model-b' : 'model-a' };
  }
}

/** Runs one walk; throws where a law is broken. @returns what came about, so that a run without edits is no success */
async function run(walk: Walk): Promise<Tally> {
  const world = await World.open(tokens, walk.house, (ms) => {
    shiftMs += ms;
  });
  const tally = { requests: 0, edits: 0, lossy: 0, packed: 0, faults: 0 };
  const modes = new Map<string, 'cache' | 'token'>();
  const direct = new StrictCache();
  const cache = new StrictCache();
  try {
    const talks = walk.talks.map((one, index) => new Watched(one, index));
    for (const { who, change: move, between: event, spelling: how, fault } of walk.steps) {
      if (event.kind === 'pause' && 'ms' in event) world.now += event.ms;
      if (event.kind === 'engine') world.restartEngine();
      if (event.kind === 'restart') await world.restart(world.house);
      if (event.kind === 'changed' && 'house' in event) await world.restart(event.house);
      const one = talks[who % talks.length]!;
      one.turn(move);
      const { dialect, model } = one.talk;
      const body = Buffer.from(writeBody(one.talk, how));
      const sent = await world.send(dialect, model, body, { headers: one.headers, fault });
      const { conversation } = sent.exchange;
      modes.set(conversation, modes.get(conversation) ?? world.house.mode);
      one.isToken ||= modes.get(conversation) === 'token';
      checkEdits(dialect, body, sent, { world, tally });
      const [before, after] = [readSeen(dialect, body, count), readSeen(dialect, sent.body, count)];
      const isFaulty = sent.exchange.treatment === 'failed-open' || sent.exchange.treatment === 'replayed';
      tally.requests++;
      tally.faults += isFaulty ? 1 : 0;
      checkForms(one, before, after, { now: world.now, ttl: how.ttl, model, isMeant: !isFaulty });
      one.directCost += direct.bill(dialect, model, before, world.now);
      one.cost += cache.bill(dialect, model, after, world.now);
      if (isFaulty) one.allowance += before.reduce((sum, block) => sum + block.tokens, 0) * 4;
      if (!one.isToken)
        expect(one.cost, `bill of ${dialect}`).toBeLessThanOrEqual(one.directCost + one.allowance + 0.001);
    }
    return tally;
  } finally {
    await world.close();
  }
}

interface Tally {
  requests: number;
  edits: number;
  lossy: number;
  packed: number;
  faults: number;
}

/** Only texts of tool results differ, by what the ledger names; whatever left the wire can be had again, byte for byte. */
function checkEdits(
  dialect: DialectId,
  body: Buffer,
  { body: sent, exchange }: Sent,
  { world, tally }: { world: World; tally: Tally },
): void {
  const changes = findChanges(dialect, body, sent);
  const edited = exchange.segments.filter(({ by }) => by.length > 0);
  expect(edited.length).toBe(changes.length);
  if (changes.length === 0) expect(sent.equals(body)).toBe(true);
  const sources = dialects
    .find(({ id }) => id === dialect)!
    .read(body)!
    .segments.map(({ text }) => text);
  for (const { index, lossy, originalId, by } of edited) {
    tally.edits++;
    tally.packed += by.some((id) => id === 'brief' || id === 'stale') ? 1 : 0;
    if (lossy === null) continue;
    tally.lossy++;
    expect(world.originals.get(originalId ?? '')).toBe(sources[index]);
  }
  for (const { before, after } of changes) {
    expect(count(after)).toBeLessThan(count(before));
    for (const [, id = ''] of after.matchAll(/([0-9a-f]{20})\.txt/g)) {
      if (!before.includes(id)) expect(sources).toContain(world.originals.get(id));
    }
  }
}

/** What may still be cached of a prompt is sent as it was sent. */
function checkForms(
  { forms, isToken }: Watched,
  before: readonly SeenBlock[],
  after: readonly SeenBlock[],
  { now, ttl, model, isMeant }: { now: number; ttl: Spelling['ttl']; model: string; isMeant: boolean },
): void {
  expect(after.length).toBe(before.length);
  const lifeMs = ttl === '1h' ? minutes(60) : AUTOMATIC_MS;
  let place = model;
  before.forEach((block, at) => {
    place = `${place}/${block.bytes.slice(0, 16)}`;
    const known = forms.get(place) ?? new Map<string, Form>();
    const alive = [...known].filter(([, { until }]) => until >= now);
    const form = after[at]!.bytes;
    const isBound = isMeant && !isToken && alive.some(([, one]) => one.isMeant);
    if (isBound)
      expect(
        alive.map(([bytes]) => bytes),
        `block ${at} of ${before.length}`,
      ).toContain(form);
    const wasMeant = alive.some(([bytes, one]) => bytes === form && one.isMeant);
    known.set(form, { until: now + lifeMs, isMeant: isMeant || wasMeant });
    forms.set(place, known);
  });
}

const none = fc.constant<Fault>('none');
const some = fc.oneof(
  { weight: 12, arbitrary: none },
  { weight: 3, arbitrary: fc.constantFrom<Fault>('no-time', 'late', 'refused') },
  { weight: 1, arbitrary: fc.constantFrom<Fault>('lost', 'died') },
);

describe.each([
  ['everything works', none],
  ['the engine is late or dies, and the provider refuses', some],
] as const)('conversations, sent turn by turn through one sidecar after the other, while %s', (_, fault) => {
  it('keep every law', { timeout: 60_000 + WALKS * 5_000 }, async () => {
    const total: Tally = { requests: 0, edits: 0, lossy: 0, packed: 0, faults: 0 };
    await fc.assert(
      fc.asyncProperty(walkOf(fault), async (walk) => {
        const tally = await run(walk);
        for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += tally[key];
      }),
      { numRuns: WALKS },
    );
    if (process.env.SESSIONS !== undefined) console.log(total);
    expect(total.edits).toBeGreaterThan(5 * WALKS);
    expect(total.lossy).toBeGreaterThan(WALKS);
  });
});
