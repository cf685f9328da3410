import { describe, expect, it } from 'vitest';
import { findMisses, sumUsd } from '../../../sidecar/insights/misses.ts';
import { makeEvidence, makeRow } from './make-evidence.ts';

const first = makeRow(0, { write5m: 50_000 });

describe('findMisses', () => {
  it('finds a request that wrote again what was cached, and prices it beyond a read', () => {
    const again = makeRow(2, { write5m: 51_000 });
    expect(findMisses(makeEvidence({ exchanges: [first, again] }))).toMatchObject([
      { exchange: again, tokens: 50_000, usd: expect.closeTo(0.45, 9), isExpired: false },
    ]);
  });

  it('finds none where the cache held, or the client cleared its history', () => {
    const held = makeRow(2, { read: 50_000, write5m: 1000 });
    const cleared = makeRow(3, { write5m: 20_000 });
    expect(findMisses(makeEvidence({ exchanges: [first, held, cleared] }))).toEqual([]);
  });

  it('says whether the pause was longer than the cache lives', () => {
    const expired = (row: typeof first, minutes: number, usage: object) =>
      findMisses(makeEvidence({ exchanges: [row, makeRow(minutes, usage)] }))[0]?.isExpired;
    expect(expired(first, 6, { write5m: 51_000 })).toBe(true);
    expect(expired(makeRow(0, { write1h: 50_000 }), 6, { write1h: 51_000 })).toBe(false);
    expect(expired(makeRow(0, { fresh: 50_000 }, { provider: 'openai' }), 6, { fresh: 51_000 })).toBe(false);
  });

  it('keeps conversations and models apart, and is not confused by a small side request', () => {
    const exchanges = [
      first,
      makeRow(1, { write5m: 51_000 }, { conversation: 'c2' }),
      makeRow(1, { write5m: 51_000 }, { model: 'other' }),
      makeRow(1, { fresh: 500 }),
      makeRow(2, { write5m: 51_000 }),
    ];
    expect(findMisses(makeEvidence({ exchanges }))).toHaveLength(1);
  });

  it('takes another model for a change only where the conversation stays with it', () => {
    const other = (minutes: number) => makeRow(minutes, { write5m: 51_000 }, { model: 'other' });
    const goesBack = [first, other(1), makeRow(2, { read: 50_000 })];
    expect(findMisses(makeEvidence({ exchanges: goesBack }))).toEqual([]);
    const stays = [first, other(1), makeRow(1, { fresh: 300 }), makeRow(2, { read: 51_000 }, { model: 'other' })];
    expect(findMisses(makeEvidence({ exchanges: stays }))).toMatchObject([
      { exchange: stays[1], tokens: 50_000, cause: 'model', isExpired: false },
    ]);
  });

  it('leaves dollars unknown where a price is', () => {
    const exchanges = [0, 1].map((minutes) => makeRow(minutes, { write5m: 50_000 }, { model: 'unheard-of' }));
    expect(findMisses(makeEvidence({ exchanges }))[0]?.usd).toBeNull();
  });
});

describe('sumUsd', () => {
  it('is unknown only when everything is', () => {
    expect(sumUsd([])).toBeNull();
    expect(sumUsd([null])).toBeNull();
    expect(sumUsd([null, 1, 2])).toBe(3);
  });
});
