import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterLines } from '../../../sidecar/shell/line-filter.ts';

const none = { keep: [], drop: [], fold: [] };

describe('filterLines', () => {
  it('keeps, drops and folds, and counts what is left', () => {
    const text = 'start\nGET a\nGET b\nGET c\nnoise 1\nend\n';
    expect(filterLines(text, { ...none, drop: [/^noise/] })).toEqual({
      text: 'start\nGET a\nGET b\nGET c\nend\n',
      shown: 5,
      total: 6,
    });
    expect(filterLines(text, { ...none, keep: [/^(start|end)/] })?.text).toBe('start\nend\n');
    expect(filterLines(text, { ...none, drop: [/noise/], fold: [/^GET/] })).toEqual({
      text: 'start\nGET a\n… 2 more lines like this\nend\n',
      shown: 3,
      total: 6,
    });
  });

  it('says nothing where nothing goes: no rule, no match, two lines alike', () => {
    for (const rules of [none, { ...none, drop: [/nowhere/] }, { ...none, fold: [/^a/] }]) {
      expect(filterLines('a\na\nb', rules)).toBeNull();
    }
  });

  it('never takes a line that tells of trouble, whatever the rules', () => {
    const trouble = [
      'Error: x',
      '3 failed',
      'FATAL',
      'npm ERR! code 1',
      'warning: unused',
      '✗ adds',
      'Traceback (most',
      'not ok 3',
    ];
    const rules = fc.constantFrom(
      { ...none, drop: [/.*/] },
      { ...none, keep: [/^only this$/] },
      { ...none, fold: [/./] },
      { keep: [/a/], drop: [/./], fold: [/./] },
    );
    const line = fc.oneof(fc.constantFrom(...trouble), fc.constantFrom('a', 'ok 1', ''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), rules, (lines, rule) => {
        const left = (filterLines(lines.join('\n'), rule)?.text ?? lines.join('\n')).split('\n');
        const isTrouble = (one: string) => trouble.includes(one);
        expect(left.filter(isTrouble)).toEqual(lines.filter(isTrouble));
      }),
    );
  });
});
