import { expect, it } from 'vitest';
import { mayMark, withMarks } from '../../../sidecar/proxy/marks.ts';
import type { Route } from '../../../sidecar/proxy/route.ts';

const route = (headers: Record<string, string>, id = 'anthropic'): Route =>
  ({ head: { method: 'POST', path: '/v1/messages', headers }, provider: { id } }) as unknown as Route;

it('marks only for those who pay by the token with a key of the provider', () => {
  expect(mayMark(route({ 'x-api-key': 'sk-ant-api03-x' }))).toBe(true);
  expect(mayMark(route({}))).toBe(false);
  expect(mayMark(route({ authorization: 'Bearer sk-ant-oat01-x' }))).toBe(false);
  expect(mayMark(route({ 'x-api-key': 'sk-ant-oat01-x' }))).toBe(false);
  expect(mayMark(route({ 'x-api-key': 'k', authorization: 'Bearer x' }))).toBe(false);
  expect(mayMark(route({ 'x-api-key': 'k' }, 'openai'))).toBe(false);
});

it('puts marks between the edits, in the order of the body', () => {
  const edits = [{ start: 5, end: 9, bytes: new Uint8Array(1) }];
  const merged = withMarks(edits, [
    { at: 9, text: ',x' },
    { at: 2, text: ',y' },
  ]);
  expect(merged.map(({ start, end }) => [start, end])).toEqual([
    [2, 2],
    [5, 9],
    [9, 9],
  ]);
  expect(withMarks(edits)).toBe(edits);
});
