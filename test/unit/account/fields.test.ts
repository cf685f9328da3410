import { describe, expect, it } from 'vitest';
import { readErrorCode, readMoment, readNumber, readText } from '../../../sidecar/account/fields.ts';

describe('fields of an answer', () => {
  it('are texts without control characters', () => {
    const body = { a: 'x', empty: '', bell: 'a\u0007', long: 'x'.repeat(20_000), number: 1 };
    expect(Object.keys(body).map((name) => readText(body, name))).toEqual(['x', null, null, null, null]);
    expect(readText(body, 'missing')).toBeNull();
  });

  it('are numbers, also as text, and never below zero', () => {
    const body = { a: 1.5, text: '60', word: 'soon', below: -1, none: null, endless: Number.POSITIVE_INFINITY };
    expect(Object.keys(body).map((name) => readNumber(body, name))).toEqual([1.5, 60, null, null, null, null]);
  });

  it('are moments in ISO 8601', () => {
    const body = { a: '2026-12-01T00:00:00Z', day: '2026-12-01', word: 'tomorrow', wrong: '2026-99-99' };
    const at = Date.UTC(2026, 11, 1);
    expect(Object.keys(body).map((name) => readMoment(body, name))).toEqual([at, at, null, null]);
  });

  it('are codes of errors, never a sentence that a server wrote', () => {
    expect([{ error: 'slow_down' }, { error: 'Your token is abc' }, {}].map(readErrorCode)).toEqual([
      'slow_down',
      '',
      '',
    ]);
  });
});
