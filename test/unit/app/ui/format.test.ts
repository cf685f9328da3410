import { describe, expect, it } from 'vitest';
import { createFormats, noonOf } from '../../../../app/ui/format.ts';

const en = createFormats('en-GB');
const de = createFormats('de-DE');

describe('formats', () => {
  it.each([
    [0, '$0.00'],
    [12.3, '$12.30'],
    [0.42, '$0.42'],
    [0.0312, '$0.031'],
    [0.00312, '$0.0031'],
    [0.00001, '<$0.0001'],
    [-0.0042, '-$0.0042'],
    [-0.0000001, '$0.0000'],
    [1234567.891, '$1,234,567.89'],
  ])('%d dollars is %s', (amount, text) => {
    expect(en.usd(amount)).toBe(text);
  });

  it('shows a plus only when asked, and never on nothing', () => {
    expect(en.usd(1, { sign: true })).toBe('+$1.00');
    expect(en.usd(0, { sign: true })).toBe('$0.00');
  });

  it('follows the locale', () => {
    expect(de.usd(1234.5)).toBe('1.234,50\u00a0$');
    expect(de.count(1234567)).toBe('1.234.567');
    expect(de.share(0.31)).toBe('31\u00a0%');
  });

  it('keeps words in the language of the texts, whatever the format', () => {
    const now = new Date(2026, 10, 21, 12, 0, 0).getTime();
    expect(de.ago(now - 125_000, now)).toBe('2 minutes ago');
    expect(de.span(3 * 86_400_000)).toBe('3 days');
    expect(de.stamp(now)).toBe('21.11.2026, 12:00:00');
  });

  it('writes a price with all of its digits', () => {
    expect([en.rate(3), en.rate(0.125), de.rate(0.0125)]).toEqual(['$3.00', '$0.125', '0,0125\u00a0$']);
  });

  it('gives a digit to small shares only', () => {
    expect(['0', '0.004', '0.069', '0.0999', '0.31', '1'].map((share) => en.share(Number(share)))).toEqual([
      '0%',
      '0.4%',
      '6.9%',
      '10%',
      '31%',
      '100%',
    ]);
  });

  it('counts time in the unit that fits', () => {
    expect(en.duration(1.44)).toBe('1.4 ms');
    expect(en.duration(940)).toBe('940 ms');
    expect(en.duration(61_000)).toMatch(/^61 secs?$/);
    expect(en.bytes(0)).toBe('0 byte');
    expect(en.bytes(180_311)).toBe('180.3 kB');
    expect(en.bytes(5e12)).toMatch(/GB$/);
  });

  it('tells times from now', () => {
    const now = new Date(2026, 10, 21, 12, 0, 0).getTime();
    expect(en.ago(now - 5_000, now)).toBe('now');
    expect(en.ago(now + 5_000, now)).toBe('now');
    expect(en.ago(now - 125_000, now)).toBe('2 minutes ago');
    expect(en.ago(now - 3 * 86_400_000, now)).toBe('3 days ago');
    expect(en.time(now - 1000, now)).toBe('11:59:59');
    expect(en.time(now - 86_400_000, now)).toMatch(/20 Nov.*12:00/);
  });
});

it('takes a day for its noon, wherever the reader is', () => {
  expect(new Date(noonOf('2026-11-27')).getHours()).toBe(12);
  expect(createFormats('en-GB').date(noonOf('2026-11-27'))).toBe('27 Nov 2026');
});
