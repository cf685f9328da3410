import { describe, expect, it } from 'vitest';
import { mergeRows } from '../../../../app/state/create-exchanges.ts';
import { makeRow } from '../../../ui/fixture-rows.ts';

describe('merging rows', () => {
  const [a, b, c] = [makeRow(3, 1000), makeRow(2, 2000), makeRow(1, 3000)] as const;

  it('keeps the newest first and each id once', () => {
    expect(mergeRows([b, a], [c, b]).map((row) => row.id)).toEqual([c.id, b.id, a.id]);
  });

  it('takes the newer copy of a row', () => {
    expect(mergeRows([a], [{ ...a, status: 529 }])).toEqual([{ ...a, status: 529 }]);
  });

  it('orders rows of one millisecond by id', () => {
    const [x, y] = [makeRow(9, 1000, { id: 'x' }), makeRow(9, 1000, { id: 'y' })] as const;
    expect(mergeRows([x], [y]).map((row) => row.id)).toEqual(['y', 'x']);
  });
});
