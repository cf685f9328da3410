import { expect, it } from 'vitest';
import { readDocument } from '../../../../sidecar/engine/json/document.ts';
import { shortenRecords } from '../../../../sidecar/engine/records/shorten.ts';
import type { Goal, Hint } from '../../../../sidecar/engine/types.ts';

const hint: Hint = { tool: '', command: '', path: '', question: '', terms: [] };
const estimate = (text: string): number => text.length;
const goal: Goal = { lossless: true, count: estimate, estimate };
const rows = (count: number) =>
  readDocument(JSON.stringify({ all: Array.from({ length: count }, (_, id) => ({ id, state: 'open' })) }))!;

it('takes another notation only when it is clearly shorter', () => {
  const document = rows(12);
  const { text } = shortenRecords('x'.repeat(9000), document, hint, goal)!;
  expect(text).toContain('[12 rows] id\tstate=open');
  expect(shortenRecords('x'.repeat(text.length + 5), document, hint, goal)).toBeNull();
});
