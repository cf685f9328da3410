import { describe, expect, it } from 'vitest';
import { createEffects, createEffectWriter } from '../../../sidecar/store/effects.ts';
import { openLedger } from '../../../sidecar/store/open.ts';

const hour = 3_600_000;
const effect = {
  ...{ compressor: 'log', seen: 2, shortened: 1, lossy: 1, tokensBefore: 90, tokensRemoved: 60, tokensNotSent: 120 },
  ...{ savedUsd: 0.5, errorUsd: 0.1, unpriced: 0 },
};

function open() {
  const db = openLedger(null);
  return { writer: createEffectWriter(db), read: createEffects(db, () => 9 * hour) };
}

describe('effects', () => {
  it('are summed up by hour, the largest first, with how often they were not enough', () => {
    const { writer, read } = open();
    writer.add([effect, { ...effect, compressor: 'json', tokensRemoved: 70 }], hour);
    writer.add([effect], 5 * hour + 7);
    writer.addOutcomes(
      [
        { compressor: 'log', what: 'recalls' },
        { compressor: 'log', what: 'edits' },
        { compressor: 'log', what: 'reruns' },
      ],
      5 * hour,
    );
    const { countedSinceMs, compressors } = read({ sinceMs: 0, untilMs: 6 * hour });
    expect(countedSinceMs).toBe(hour);
    expect(compressors.map(({ compressor }) => compressor)).toEqual(['log', 'json']);
    expect(compressors[0]).toMatchObject({
      seen: 4,
      shortened: 2,
      tokensRemoved: 120,
      savedUsd: 1,
      recalls: 1,
      reruns: 1,
    });
    expect(read({ sinceMs: 5 * hour, untilMs: 6 * hour }).compressors).toHaveLength(1);
  });

  it('have no dollars where nothing could be told apart, rather than none saved', () => {
    const { writer, read } = open();
    writer.add([{ ...effect, savedUsd: 0, errorUsd: 0, unpriced: 3 }], 0);
    expect(read({ sinceMs: 0, untilMs: hour }).compressors[0]).toMatchObject({ savedUsd: null, unpricedRequests: 3 });
  });

  it('are none in an empty ledger', () => {
    expect(open().read({ sinceMs: 0, untilMs: hour })).toEqual({
      ...{ sinceMs: 0, untilMs: hour, countedSinceMs: null, compressors: [] },
    });
  });
});
