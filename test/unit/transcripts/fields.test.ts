import { describe, expect, it } from 'vitest';
import { contentOf, countOf, fieldsOf, listOf, pathOf, textOf, timeOf } from '../../../sidecar/transcripts/fields.ts';

describe('fields of other programs', () => {
  it('count as absent when they are of another kind', () => {
    expect([textOf(1), listOf('x'), fieldsOf([1]), countOf('3'), countOf(-1), countOf(Number.NaN)]).toEqual([
      '',
      [],
      {},
      0,
      0,
      0,
    ]);
    expect([timeOf(5), timeOf('yesterday'), timeOf('1970-01-01T00:00:01Z')]).toEqual([0, 0, 1000]);
  });

  it('are read in the spellings that are about', () => {
    expect(contentOf([{ text: 'a' }, { text: 'b' }, 3])).toBe('a\nb\n');
    expect(contentOf('whole')).toBe('whole');
    expect([pathOf({ file_path: 'a' }), pathOf({ filePath: 'b' }), pathOf({ absolute_path: 'c' }), pathOf({})]).toEqual(
      ['a', 'b', 'c', ''],
    );
  });
});
