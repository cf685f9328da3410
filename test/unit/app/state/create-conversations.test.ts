import { expect, it } from 'vitest';
import { mergeConversations } from '../../../../app/state/create-conversations.ts';
import { makeConversation, makeRow } from '../../../ui/fixture-rows.ts';

it('keeps the most recently used first, and the object of one that did not change', () => {
  const [a, b] = [makeConversation('a', [makeRow(0, 1000)]), makeConversation('b', [makeRow(0, 2000)])];
  const merged = mergeConversations([b, a], [{ ...a, lastAt: 3000, turns: 2 }, { ...b }]);
  expect(merged.map((row) => row.conversation)).toEqual(['a', 'b']);
  expect(merged[1]).toBe(b);
  expect(merged[0]?.turns).toBe(2);
});
