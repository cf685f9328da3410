import { expect, it } from 'vitest';
import type { Decision } from '../../../sidecar/engine/types.ts';
import { Book, link } from '../../../sidecar/worker/book.ts';

function makeMemo() {
  const rows = new Map<string, string>();
  return {
    rows,
    get: (key: string) => rows.get(key) ?? null,
    put: (key: string, value: string) => void rows.set(key, value),
    flush: () => true,
  };
}

const decision = (text: string | null): Decision => ({ text, by: [], tokensBefore: 9, tokensAfter: 5 });

it('gives back what was noted, also to another process', () => {
  const memo = makeMemo();
  new Book(memo).note('a', 0, { decision: decision('short'), memoKey: null });
  const other = new Book(memo);
  expect(other.read('a', 0)).toEqual(decision('short'));
  expect(other.read('b', 0)).toBeNull();
});

it('writes a decision that the memo has only as a name of it, and forgets it with the memo', () => {
  const memo = makeMemo();
  memo.put('key', JSON.stringify(decision('from the memo')));
  new Book(memo).note('a', 0, { decision: decision('from the memo'), memoKey: 'key' });
  expect([...memo.rows.values()].filter((value) => value.includes('from the memo'))).toHaveLength(1);
  expect(new Book(memo).read('a', 0)?.text).toBe('from the memo');
  memo.rows.delete('key');
  expect(new Book(memo).read('a', 0)).toBeNull();
});

it('does not trust what it had in memory before the conversation was packed anew by another process', () => {
  const memo = makeMemo();
  const [one, other] = [new Book(memo), new Book(memo)];
  one.note('a', 0, { decision: decision('old'), memoKey: null });
  other.note('a', 1, { decision: decision('packed'), memoKey: null });
  expect(one.read('a', 0)?.text).toBe('old');
  expect(one.read('a', 1)?.text).toBe('packed');
});

it('chains places: the same text behind another history stands elsewhere', () => {
  expect(link(link('', 'a'), 'b')).not.toBe(link(link('', 'c'), 'b'));
  expect(link(link('', 'a'), 'b')).toBe(link(link('', 'a'), 'b'));
});
