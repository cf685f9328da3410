import { describe, expect, it } from 'vitest';
import {
  createMemories,
  isKeepDue,
  isQuarantined,
  learnRefused,
  learnUntouched,
} from '../../../sidecar/proxy/memory.ts';
import type { ConversationMemory } from '../../../sidecar/store/types.ts';
import type { OptimiseResult } from '../../../sidecar/worker/types.ts';

function makeStore(stored = new Map<string, ConversationMemory>(), fails = false) {
  const kept = new Map<string, ConversationMemory>();
  return {
    kept,
    memories: async () => {
      if (fails) throw new Error('locked');
      return stored;
    },
    remember: (conversation: string, memory: ConversationMemory) => void kept.set(conversation, memory),
  };
}

/** Segments by name: "a" old, "*a" new, "a!" edited. */
function makeResult(...names: string[]): OptimiseResult {
  return {
    digests: names.map((name) => name.replace(/\W/g, '')),
    segments: names.map((name) => ({
      isNew: name.startsWith('*'),
      by: name.endsWith('!') ? [`by-${name.replace(/\W/g, '')}`] : [],
    })),
  } as unknown as OptimiseResult;
}

describe('createMemories', () => {
  it('is warmed by the store without losing what was learnt meanwhile', async () => {
    const memories = createMemories(makeStore(new Map([['c', { suspended: ['s'], pinned: ['p'] }]])));
    memories.get('c').pinned.add('q');
    await memories.whenWarm;
    expect([...memories.get('c').pinned]).toEqual(['p', 'q']);
    expect([...memories.get('c').suspended]).toEqual(['s']);
  });

  it('does without a store that fails', async () => {
    const memories = createMemories(makeStore(new Map(), true));
    await memories.whenWarm;
    expect(memories.get('c').pinned.size).toBe(0);
  });

  it('keeps within bounds and tells the store', () => {
    const store = makeStore();
    const memories = createMemories(store);
    const memory = memories.get('c');
    for (let i = 0; i < 10_000; i++) memory.pinned.add(`d${i}`);
    memories.keep('c', memory);
    expect(store.kept.get('c')?.pinned).toHaveLength(4000);
    expect(store.kept.get('c')?.pinned.at(-1)).toBe('d9999');
    for (let i = 0; i < 5000; i++) memories.get(`other${i}`);
    expect(memories.get('c').pinned.size).toBe(0);
  });
});

it('is told to the store again while it is in use, more often than what a crash may cut off is forgiven', async () => {
  const minute = 60_000;
  const stored = new Map([['c', { suspended: [], pinned: [], lastAt: 0 }]]);
  const memories = createMemories(makeStore(stored));
  await memories.whenWarm;
  const memory = memories.get('c');
  expect([memory.usedAt, isKeepDue(memory, minute)]).toEqual([10 * minute, true]);
  memory.keptAt = minute;
  expect([isKeepDue(memory, 5 * minute), isKeepDue(memory, 7 * minute)]).toEqual([false, true]);
});

describe('learning', () => {
  const fresh = () => createMemories(makeStore()).get('c');

  it('pins what would have been edited, unless an edited stream is there to go back to', () => {
    const memory = fresh();
    expect(learnUntouched(memory, makeResult('a!', 'b', '*c!'), { which: 'sent-before', at: 0 })).toBe(true);
    expect([...memory.pinned]).toEqual(['a']);
    expect(learnUntouched(memory, makeResult('a!', 'b', '*c!'), { which: 'all', at: 0 })).toBe(true);
    expect([...memory.pinned]).toEqual(['a', 'c']);
    expect(learnUntouched(memory, makeResult('a!'), { which: 'all', at: 0 })).toBe(false);
    memory.edited = { at: 1000, model: '' };
    expect(learnUntouched(memory, makeResult('x!'), { which: 'all', at: 301_000 })).toBe(false);
  });

  it('does not go back to an edited stream that the provider has dropped, or that belongs to another model', () => {
    for (const [edited, ttlMs, at] of [
      [{ at: 0, model: '' }, 300_000, 300_001],
      [{ at: 0, model: '' }, null, 600_001],
      [{ at: 0, model: 'other' }, 300_000, 1000],
    ] as const) {
      const memory = { ...fresh(), edited, ttlMs };
      expect(learnUntouched(memory, makeResult('x!'), { which: 'all', at })).toBe(true);
      expect([...memory.pinned]).toEqual(['x']);
    }
  });

  it('blames what is new, or everything when nothing is', () => {
    const memory = fresh();
    learnRefused(memory, makeResult('a!', '*b!', '*c'));
    expect([[...memory.suspended], [...memory.pinned]]).toEqual([['by-b'], ['b']]);
    learnRefused(memory, makeResult('d!', '*e'));
    expect([[...memory.suspended], [...memory.pinned]]).toEqual([
      ['by-b', 'by-d'],
      ['b', 'd'],
    ]);
  });

  it('quarantines after two deaths in a row', () => {
    const memory = fresh();
    memory.deaths = 1;
    expect(isQuarantined(memory)).toBe(false);
    memory.deaths = 2;
    expect(isQuarantined(memory)).toBe(true);
  });
});

it('guesses a conversation by how its bodies begin', () => {
  const memories = createMemories({ memories: () => Promise.resolve(new Map()), remember: () => {} });
  const turn = (first: string, rest: number) => new TextEncoder().encode(first.repeat(600) + 'x'.repeat(rest));
  expect(memories.guess(turn('alpha', 0))).toBeNull();
  memories.noteOpening(turn('alpha', 10), 'c1');
  memories.noteOpening(turn('omega', 10), 'c2');
  expect([memories.guess(turn('alpha', 999)), memories.guess(turn('omega', 5))]).toEqual(['c1', 'c2']);
});
