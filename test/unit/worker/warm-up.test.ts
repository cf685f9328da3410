import { expect, it } from 'vitest';
import { loadTokens } from '../../../sidecar/worker/inline.ts';
import { makeWarmUp } from '../../../sidecar/worker/warm-up.ts';
import { makeSamples } from '../../../sidecar/worker/warm-up-texts.ts';

it('makes the engine measure every text it warms up with', () => {
  const tokens = loadTokens();
  const measured = new Set<string>();
  const measure = (text: string) => {
    measured.add(text);
    return tokens.measure(text);
  };
  const kinds = makeSamples(0).length;
  for (const step of makeWarmUp({ ...tokens, measure }).slice(0, kinds)) step();
  expect(makeSamples(0).filter(({ text }) => !measured.has(text))).toEqual([]);
});
