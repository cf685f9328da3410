import { expect, it } from 'vitest';
import { countBreaks, describeBreak } from '../../../../app/state/describe-break.ts';

it('counts breaks with ours first, then the most frequent', () => {
  const breaks = [
    { cause: 'ttl', count: 2 },
    { cause: 'client', count: 5 },
    { cause: 'ours', count: 1 },
  ] as const;
  expect(countBreaks(breaks)).toBe('1 by Headroom, 5 by the client, 2 by a pause');
  expect(countBreaks([])).toBe('');
  expect(describeBreak('ours')).toContain('ours');
});
