import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findBlock,
  formatNote,
  insertBlock,
  mergeLines,
  removeBlock,
  statementOf,
} from '../../../sidecar/learn/block.ts';

const note = { rule: 'r', text: '`a (b)` is not here.', times: 3, sessions: 1, client: 'codex', lastAt: 0 };
const line = formatNote(note, 'Codex');

describe('a note', () => {
  it('says what, how often, where and when, and is recognised by what it says', () => {
    expect(line).toBe('- `a (b)` is not here. (3 times in 1 session of Codex, last on 1970-01-01)');
    expect(statementOf(line)).toBe(note.text);
    expect(statementOf('- my own words (really)')).toBe('my own words (really)');
  });
});

describe('a block', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '# x', '\uFEFF', 'ü'), maxLength: 20 });

  it('goes into any text and out again without a trace', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { text: whole, inserted } = insertBlock(text, [line], '2026-01-01');
        expect(findBlock(whole).lines).toEqual([line]);
        expect(removeBlock(whole, inserted)).toBe(text);
      }),
    );
  });

  it('is renewed in its place, and nothing around it changes', () => {
    const { text } = insertBlock('before\n', [line], '2026-01-01');
    const again = insertBlock(`${text}after\n`, [line, '- more'], '2026-01-02').text;
    expect(again.startsWith('before\n\n<!--')).toBe(true);
    expect(again.endsWith('-->\nafter\n')).toBe(true);
    expect(findBlock(again).lines).toEqual([line, '- more']);
  });

  it('keeps the line ends of the file', () => {
    expect(insertBlock('a\r\n', [line], '2026-01-01').text).not.toMatch(/[^\r]\n/);
  });

  it('is none when its end was cut away', () => {
    expect(findBlock('<!-- headroom:learn:start -->\n- x').range).toBeNull();
  });
});

describe('mergeLines', () => {
  it('renews what is said again, keeps what stands, and does not bring back what the user took out', () => {
    const old = '- `a (b)` is not here. (2 times in 1 session of Codex, last on 1969-01-01)';
    expect(mergeLines([old, '- mine'], [line, '- gone'], new Set(['gone']))).toEqual([line, '- mine']);
  });
});
