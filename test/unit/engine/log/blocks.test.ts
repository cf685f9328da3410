import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldBlocks } from '../../../../sidecar/engine/log/blocks.ts';
import { unfoldBlocks } from './unfold.ts';

const rules = { leastLines: 3 };
const block = ['first line of a block that returns', 'second line of it', 'third line of it, rather long'];

describe('foldBlocks', () => {
  it('refers to the lines where a block stood before', () => {
    expect(foldBlocks([...block, 'x', ...block], rules)).toEqual([...block, 'x', '… lines 1–3 again']);
  });

  it('quotes the beginning of a long block', () => {
    const long = [...block, 'fourth', 'fifth'];
    expect(foldBlocks([...long, 'x', ...long], rules)?.at(-1)).toMatch(/^… lines 1–5 again \("first line of a block/);
  });

  it('counts equal lines in a row', () => {
    expect(foldBlocks(['a', 'still waiting', 'still waiting', 'still waiting', 'b'], rules)).toEqual([
      'a',
      'still waiting ×3',
      'b',
    ]);
  });

  it('finds nothing in blocks that are too small, and leaves short ones alone', () => {
    expect(foldBlocks([...block, 'x', ...block], { leastLines: 4 })).toBeNull();
    expect(foldBlocks(['a', 'b', 'c', 'x', 'a', 'b', 'c'], rules)).toBeNull();
  });

  it('leaves a text alone that already speaks like that', () => {
    expect(foldBlocks([...block, 'x ×3', ...block], rules)).toBeNull();
    expect(foldBlocks([...block, '… lines 1–3 again', ...block], rules)).toBeNull();
  });

  it('has an exact inverse', () => {
    const line = fc.constantFrom(...block, '', 'y', 'a fourth line that is long enough to be folded');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 120 }), (lines) => {
        const folded = foldBlocks(lines, rules);
        if (folded !== null) expect(unfoldBlocks(folded)).toEqual(lines);
      }),
    );
  });
});
