import { expect, it } from 'vitest';
import { describeSecond } from '../../../sidecar/worker/describe-second.ts';

const status = { state: 'ready', pid: 1, answers: 1, failures: 0, reason: '' } as const;

it('says how it does, and why it was left alone', () => {
  expect(describeSecond(null)).toMatch(/not started/);
  expect(describeSecond(status)).toBe('ready (1 answer, 0 failures)');
  expect(describeSecond({ ...status, failures: 1, reason: 'ended' })).toBe(
    'ready (1 answer, 1 failure; last: it ended)',
  );
  expect(describeSecond({ ...status, state: 'suspended', reason: 'ended' })).toMatch(/^It ended and is left alone/);
});
