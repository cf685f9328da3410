import { describe, expect, it } from 'vitest';
import { createRecentTexts } from '../../../sidecar/proxy/texts.ts';
import type { OptimiseResult } from '../../../sidecar/worker/types.ts';

const segment = {
  ...{ tool: 'Bash', command: 'ls', path: '', reason: null, tokensBefore: 9, tokensAfter: 3 },
  ...{ lossy: null, originalId: null, isNew: true },
};

/** A body of JSON strings, of which those that have a second form are edited. */
function make(texts: readonly (readonly [string, string?])[]): { body: Uint8Array; result: OptimiseResult } {
  const parts = texts.map(([original]) => Buffer.from(JSON.stringify(original)));
  let at = 0;
  const edits = texts.flatMap(([, sent], index) => {
    const start = at;
    at += parts[index]!.length;
    return sent === undefined ? [] : [{ start, end: at, bytes: Buffer.from(JSON.stringify(sent)) }];
  });
  const result: OptimiseResult = {
    read: null,
    edits,
    segments: texts.map(([, sent], index) => ({ ...segment, index, by: sent === undefined ? [] : ['log'] })),
    digests: texts.map(([original]) => original.slice(0, 20)),
    pin: [],
    tokensBefore: 0,
    tokensAfter: 0,
    engineMs: 0,
  };
  return { body: Buffer.concat(parts), result };
}

describe('recent texts', () => {
  it('gives both sides of an edit, and nothing of what was not edited', () => {
    const texts = createRecentTexts(10_000);
    const { body, result } = make([['kept as it is'], ['lang "ü" \n', 'kurz'], ['other', 'o']]);
    texts.note('e1', body, result);
    expect(texts.get('e1', 0)).toBeNull();
    expect(texts.get('e1', 1)).toEqual({ original: 'lang "ü" \n', sent: 'kurz' });
    expect(texts.get('e1', 2)).toEqual({ original: 'other', sent: 'o' });
    expect(texts.get('e2', 1)).toBeNull();
  });

  it('tells apart what became of the same text at two places', () => {
    const texts = createRecentTexts(10_000);
    const { body, result } = make([
      ['same', 'as 1'],
      ['same', 'as 2'],
    ]);
    texts.note('e1', body, result);
    expect([texts.get('e1', 0)?.sent, texts.get('e1', 1)?.sent]).toEqual(['as 1', 'as 2']);
  });

  it('forgets the oldest beyond its bound, never keeps a text that is larger, and keeps none when told so', () => {
    const texts = createRecentTexts(1000);
    for (let turn = 0; turn < 10; turn++) {
      const { body, result } = make([[`${turn}`.repeat(100), 'x']]);
      texts.note(`e${turn}`, body, result);
    }
    const held = Array.from({ length: 10 }, (_, turn) => texts.get(`e${turn}`, 0) !== null);
    expect(held).toEqual([...Array(6).fill(false), ...Array(4).fill(true)]);
    const large = make([['l'.repeat(600), 'x']]);
    texts.note('large', large.body, large.result);
    expect(texts.get('large', 0)).toBeNull();
    expect(texts.get('e9', 0)).not.toBeNull();
    const off = createRecentTexts(0);
    const one = make([['a', 'b']]);
    off.note('e', one.body, one.result);
    expect(off.get('e', 0)).toBeNull();
  });

  it('keeps nothing when the edits do not match the segments, or are no strings', () => {
    const texts = createRecentTexts(1000);
    const { body, result } = make([['one', '1']]);
    texts.note('e1', body, { ...result, edits: [] });
    texts.note('e2', Buffer.from('{bad}'), result);
    expect([texts.get('e1', 0), texts.get('e2', 0)]).toEqual([null, null]);
  });
});
