import { describe, expect, it } from 'vitest';
import { formatGap, makeSheet, renderSheet } from '../../../../sidecar/engine/log/sheet.ts';

describe('renderSheet', () => {
  it('marks every gap in its place and writes notes behind their lines', () => {
    const sheet = makeSheet(['a', 'b', 'c', 'd', 'e', 'f']);
    sheet.kept[1] = 1;
    sheet.kept[3] = 1;
    sheet.notes.set(1, '+2 similar');
    expect(renderSheet(sheet)).toEqual({
      lines: ['… 1 line', 'b … +2 similar', '… 1 line', 'd', '… 2 lines'],
      shown: 2,
    });
  });

  it('puts an empty line for a gap that holds nothing but rules and empty lines', () => {
    const sheet = makeSheet(['a', '', '------', 'b', '']);
    sheet.kept[0] = 1;
    sheet.kept[3] = 1;
    expect(renderSheet(sheet).lines).toEqual(['a', '', 'b', '… 1 line']);
  });

  it('counts in words', () => {
    expect([formatGap(1), formatGap(12)]).toEqual(['… 1 line', '… 12 lines']);
  });
});
