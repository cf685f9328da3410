import { expect, it } from 'vitest';
import { LineReader } from '../../../sidecar/worker/line-reader.ts';

it('gives whole lines, however they come', () => {
  const lines: string[] = [];
  const reader = new LineReader(10, (line) => lines.push(line));
  for (const part of 'one\ntwo\n\nthree'.match(/../gs) ?? []) expect(reader.push(part)).toBe(true);
  expect(reader.push('\n')).toBe(true);
  expect(lines).toEqual(['one', 'two', '', 'three']);
});

it('says no to a line that is too long, ended or not', () => {
  const lines: string[] = [];
  const reader = () => new LineReader(3, (line) => lines.push(line));
  expect(reader().push('abcd')).toBe(false);
  expect(reader().push('abcd\n')).toBe(false);
  expect(reader().push('abc')).toBe(true);
  expect(lines).toEqual([]);
});
