import type { CompressorEffect } from '../../sidecar/contract/api.ts';

const none: Omit<CompressorEffect, 'compressor'> = {
  ...{ seen: 0, shortened: 0, lossy: 0, tokensBefore: 0, tokensRemoved: 0, tokensNotSent: 0, savedUsd: 0, errorUsd: 0 },
  ...{ unpricedRequests: 0, recalls: 0, reruns: 0, isGentle: false },
};

/** What compressors may have done: much, a loss, something without a price, and nothing. */
export function makeEffects(): readonly CompressorEffect[] {
  return [
    {
      ...{
        ...none,
        compressor: 'log',
        seen: 52,
        shortened: 41,
        lossy: 38,
        tokensBefore: 48_000,
        tokensRemoved: 31_000,
      },
      ...{ tokensNotSent: 410_000, savedUsd: 1.24, errorUsd: 0.11, recalls: 3, reruns: 6, isGentle: true },
    },
    {
      ...{ ...none, compressor: 'json', seen: 12, shortened: 12, tokensBefore: 20_000, tokensRemoved: 9_000 },
      ...{ tokensNotSent: 90_000, savedUsd: -0.02, errorUsd: 0.01 },
    },
    {
      ...{ ...none, compressor: 'same', seen: 8, shortened: 8, lossy: 0, tokensBefore: 4_100, tokensRemoved: 4_000 },
      ...{ tokensNotSent: 9_000, savedUsd: null, errorUsd: null, unpricedRequests: 4 },
    },
    { ...none, compressor: 'html', seen: 3 },
  ];
}
