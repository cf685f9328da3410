import { expect, it } from 'vitest';
import { loadTokens } from '../../../sidecar/worker/inline.ts';
import { makeWarmUp } from '../../../sidecar/worker/warm-up.ts';

it('makes the engine weigh a candidate for every kind of text it warms up with', () => {
  const tokens = loadTokens();
  let measured = 0;
  const measure = (text: string) => {
    measured++;
    return tokens.measure(text);
  };
  for (const step of makeWarmUp({ ...tokens, measure }).slice(0, 6)) {
    measured = 0;
    step();
    expect(measured).toBeGreaterThanOrEqual(2);
  }
});
