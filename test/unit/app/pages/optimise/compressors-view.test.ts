import { expect, it } from 'vitest';
import {
  describeAsked,
  describeEffects,
  describeWork,
  explainSaving,
  makeCompressorLines,
  makeCompressorsTitle,
} from '../../../../../app/pages/optimise/compressors-view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import type { CompressorEffect, Effects } from '../../../../../sidecar/contract/api.ts';

const formats = createFormats('en-GB');
const effect: CompressorEffect = {
  ...{
    compressor: 'log',
    seen: 10,
    shortened: 4,
    lossy: 1,
    tokensBefore: 900,
    tokensRemoved: 600,
    tokensNotSent: 2000,
  },
  ...{ savedUsd: 1.5, errorUsd: 0.5, unpricedRequests: 0, recalls: 0, reruns: 0, isGentle: false },
};
const effects = (compressors: readonly CompressorEffect[], countedSinceMs: number | null = 0): Effects => ({
  ...{ sinceMs: 1, untilMs: 2, countedSinceMs, compressors },
});

it('lists those with work first, then the others of the family, and gives strangers no switch', () => {
  const lines = makeCompressorLines(effects([effect, { ...effect, compressor: 'same' }]), ['csv', 'log']);
  expect(lines.map(({ id, hasSwitch }) => [id, hasSwitch])).toEqual([
    ['log', true],
    ['same', false],
    ['csv', true],
  ]);
  expect(lines[2]?.effect).toBeNull();
});

it('says in one line what all did, and what it was worth as far as it is known', () => {
  expect(makeCompressorsTitle(effects([]), formats)).toBe('Nothing was shortened in this span');
  expect(makeCompressorsTitle(effects([effect]), formats)).toBe('600 tokens taken out of 4 results');
  expect(describeEffects(effects([], null), formats)).toContain('Counting begins');
  expect(describeEffects(effects([effect]), formats)).toBe('About $1.50 saved (estimated).');
  expect(describeEffects(effects([{ ...effect, savedUsd: -2 }]), formats)).toBe(
    'It cost about $2.00 more (estimated).',
  );
  expect(describeEffects(effects([{ ...effect, savedUsd: null }], 60_000), formats)).toMatch(/^Counted since/);
});

it('tells how often it was used, and how often that was not enough', () => {
  expect(describeWork(effect, formats)).toBe('4 of 10 results shortened by 67%, 1 with parts left out.');
  expect(describeWork({ ...effect, seen: 1, shortened: 1, lossy: 0, savedUsd: null }, formats)).toBe(
    'One result shortened by 67%, nothing left out. In dollars it cannot be told.',
  );
  expect(describeWork({ ...effect, shortened: 0 }, formats)).toBe('10 results seen; none was made shorter enough.');
  expect(describeWork(null, formats)).toBe('Nothing of its kind was seen.');
  expect(describeAsked(effect, formats)).toBe('');
  expect(describeAsked({ ...effect, recalls: 1, reruns: 2, isGentle: true }, formats)).toBe(
    'The original was asked for once, and a command was run again 2 times. Too often: it leaves nothing out in conversations that begin now.',
  );
});

it('gives a range, and says what is not in a figure', () => {
  expect(explainSaving(effect, formats)).toContain('between $1.00 and $2.00');
  expect(explainSaving({ ...effect, savedUsd: null, unpricedRequests: 1 }, formats)).toMatch(
    /^Nothing.*1 request not in it/,
  );
});
