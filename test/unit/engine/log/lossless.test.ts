import { describe, expect, it } from 'vitest';
import { foldLossless, shortenRules } from '../../../../sidecar/engine/log/lossless.ts';

describe('foldLossless', () => {
  it('keeps every place of equal diagnostics', () => {
    const lines = Array.from({ length: 20 }, (_, i) => `src/a.ts(${i + 1},3): error TS1: no such thing as tax`);
    const text = foldLossless(lines)!;
    for (let i = 0; i < 20; i++) expect(text).toContain(`(${i + 1},3)`);
    expect(text).toContain('+19 similar');
  });

  it('leaves diagnostics in their place when source is quoted below them', () => {
    const lines = Array.from({ length: 6 }, (_, i) => [`src/a.ts:${i + 1}:3 - error TS1: tax`, `    x${i}`]).flat();
    expect(foldLossless(lines) ?? lines.join('\n')).not.toContain('similar');
  });

  it('keeps failing lines whole while it shortens their neighbours', () => {
    const lines = [
      'a > long prefix of tests > one',
      'a > long prefix of tests > two',
      'a > long prefix of tests > three',
    ];
    const failing = 'a > long prefix of tests > four failed';
    const text = foldLossless([...lines, failing, ...lines.map((line) => `${line}!`)])!;
    expect(text.split('\n')).toContain(failing);
    expect(text).toContain('…two');
  });

  it('finds nothing in lines that share nothing', () => {
    expect(foldLossless(['one', 'two', 'three', 'four'])).toBeNull();
  });
});

describe('shortenRules', () => {
  it('touches only rules drawn with signs beyond ASCII', () => {
    expect(shortenRules('⎯⎯⎯⎯⎯⎯⎯ Failed 2 ⎯⎯⎯⎯⎯⎯⎯')).toBe('⎯⎯⎯ Failed 2 ⎯⎯⎯');
    expect(shortenRules('======= x =======')).toBe('======= x =======');
  });
});
