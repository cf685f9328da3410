import { describe, expect, it } from 'vitest';
import { makeFacts, makeTitle } from '../../../../../app/pages/exchange/view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import { makeDetail, makeRow } from '../../../../ui/fixture-rows.ts';

const formats = createFormats('en-GB');
const bill = (savedUsd: number | null, shadowUsd: number | null = 2) =>
  ({ actualUsd: 1, shadowUsd, savedUsd, errorUsd: 0.1, basis: 'estimated', unpricedRequests: 0 }) as const;
const title = (changes: Parameters<typeof makeRow>[2]) => makeTitle(makeRow(0, 0, changes), formats);

describe('title', () => {
  it('says what was saved, lost, or not known', () => {
    expect(title({ bill: bill(0.5) })).toBe('Saved $0.50 of $2.00 (25%)');
    expect(title({ bill: bill(-0.5) })).toBe('Cost $0.50 more than direct');
    expect(title({ bill: bill(0) })).toBe('Cost the same as direct');
    expect(title({ bill: bill(null, null), model: 'house-model' })).toBe('No price is known for house-model');
    expect(title({ bill: bill(null, null), usage: null })).toMatch(/^Nothing was billed/);
  });
});

describe('facts', () => {
  it('leave out what is not known', () => {
    const names = (changes: Parameters<typeof makeRow>[2]) =>
      makeFacts(makeDetail(makeRow(0, 0, changes)), formats).map((fact) => fact.name);
    expect(names({ project: '', fault: null, firstByteMs: null })).not.toEqual(expect.arrayContaining(['Project']));
    expect(names({ project: 'shop', fault: 'deadline' })).toEqual(
      expect.arrayContaining(['Project', 'Fault code', 'First byte after']),
    );
  });
});
