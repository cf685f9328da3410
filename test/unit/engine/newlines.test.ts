import { describe, expect, it } from 'vitest';
import { isCrlf } from '../../../sidecar/engine/newlines.ts';

describe('isCrlf', () => {
  it('wants a carriage return before every newline, and no other', () => {
    expect(isCrlf('a\r\nb\r\n')).toBe(true);
    for (const text of ['a\nb\r\n', 'a', 'a\r\r\nb', 'a\rb', '\n']) expect(isCrlf(text)).toBe(false);
  });
});
