import { describe, expect, it } from 'vitest';
import {
  clientName,
  describeOutcome,
  describeSegment,
  isLoss,
  savingRange,
} from '../../../../app/state/describe-exchange.ts';
import type { Bill } from '../../../../sidecar/contract/api.ts';
import type { Exchange, ExchangeSegment } from '../../../../sidecar/contract/exchange.ts';
import { makeRow } from '../../../ui/fixture-rows.ts';

const bill = (savedUsd: number | null, errorUsd: number | null = 0): Bill => ({
  actualUsd: 1,
  shadowUsd: 1,
  savedUsd,
  errorUsd,
  basis: 'estimated',
  unpricedRequests: 0,
});
const row = (changes: Partial<Parameters<typeof describeOutcome>[0]>) =>
  describeOutcome({ ...makeRow(3, 0), status: 200, fault: null, treatment: 'untouched', ...changes });

describe('outcome', () => {
  it.each<[Partial<Exchange> & { editedSegments?: number; bill?: Bill }, string, string]>([
    [{ treatment: 'edited', editedSegments: 1, bill: bill(0.1) }, 'kept', '1 result shortened'],
    [{ treatment: 'edited', editedSegments: 0, bill: bill(0.1) }, 'kept', 'Cache breakpoints set'],
    [{ treatment: 'edited', editedSegments: 3, bill: bill(null, null) }, 'kept', '3 results shortened'],
    [{ treatment: 'edited', editedSegments: 3, bill: bill(-0.1) }, 'loss', '3 results shortened, yet it cost more'],
    [{ treatment: 'failed-open', fault: 'deadline' }, 'fault', 'Sent untouched: the engine took too long'],
    [{ treatment: 'failed-open', fault: 'sunspots' }, 'fault', 'Sent untouched: sunspots'],
    [{ treatment: 'failed-open', fault: null }, 'fault', 'Sent untouched: the engine failed'],
    [{ treatment: 'replayed' }, 'loss', 'Shorter form refused; the original was sent'],
    [{ treatment: 'edited', status: 529 }, 'fault', 'The provider answered 529: it is overloaded'],
    [{ status: 418 }, 'fault', 'The provider answered 418'],
    [{ fault: 'client-abort', status: 200 }, 'plain', 'Stopped by the client'],
    [{ fault: 'upstream-reset', status: 200 }, 'fault', 'The provider broke off its answer'],
    [{ fault: 'upstream-unreachable', status: 502 }, 'fault', 'The provider could not be reached'],
    [{ treatment: 'holdout' }, 'plain', 'Left alone to measure against'],
  ])('of %o is %s: %s', (changes, tone, text) => {
    expect(row(changes)).toEqual({ tone, text });
  });
});

describe('loss', () => {
  it('is more than the figure may be wrong', () => {
    expect(isLoss(bill(-0.02, 0.01))).toBe(true);
    expect(isLoss(bill(-0.02, 0.03))).toBe(false);
    expect(isLoss(bill(0.02))).toBe(false);
    expect(isLoss(bill(null, null))).toBe(false);
    expect(isLoss(bill(-0.00001, null))).toBe(false);
  });

  it('lies in a range, when one is known', () => {
    expect(savingRange(bill(1, 0.25))).toEqual({ low: 0.75, high: 1.25 });
    expect(savingRange(bill(1, 0))).toBeNull();
    expect(savingRange(bill(null, 1))).toBeNull();
  });
});

describe('segment', () => {
  const segment: ExchangeSegment = {
    index: 0,
    tool: 'Bash',
    command: '',
    path: '',
    by: [],
    reason: 'small',
    tokensBefore: 9,
    tokensAfter: 9,
    lossy: null,
    originalId: null,
    isNew: true,
  };

  it('says why it went as it came, also for reasons that are new', () => {
    expect(describeSegment(segment)).toBe('Sent as it came: too short to be worth it');
    expect(describeSegment({ ...segment, reason: 'new-reason' })).toBe('Sent as it came: new-reason');
    expect(describeSegment({ ...segment, reason: null })).toContain('no reason');
  });

  it('says what left the request and what did not', () => {
    expect(
      describeSegment({ ...segment, by: ['terminal', 'log'], lossy: { unit: 'lines', shown: 12, total: 480 } }),
    ).toBe('Shortened by terminal, then log; 12 of 480 lines were sent');
    expect(describeSegment({ ...segment, by: ['json'] })).toBe('Shortened by json; every fact is still there');
  });
});

it('names clients as people know them', () => {
  expect(['claude-code', 'somebody', ''].map(clientName)).toEqual(['Claude Code', 'somebody', 'an unnamed client']);
});
