import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../app/ui/tokens.css', import.meta.url), 'utf8');

/** Each token is a pair of a light and a dark colour. @param side 1 or 2 */
function readColours(side: 1 | 2): Map<string, string> {
  const pairs = css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g);
  return new Map([...pairs].map((pair) => [pair[1] ?? '', pair[side + 1] ?? '']));
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ['light', readColours(1)],
  ['dark', readColours(2)],
])('%s colours', (_, colours) => {
  const grounds = ['ground', 'raised', 'hover'] as const;
  const of = (name: string): string => colours.get(name) ?? '';

  it.each(['quiet', 'kept', 'spent', 'warn', 'fail'])('%s can be read on every ground', (name) => {
    for (const ground of grounds) {
      const least = name === 'spent' ? 3 : 4.5; // spent colours marks only, never words
      expect(contrast(of(name), of(ground)), `${name} on ${ground}`).toBeGreaterThanOrEqual(least);
    }
  });

  it('body text stands out on every ground, and on itself turned round', () => {
    for (const ground of grounds) expect(contrast(of('ink'), of(ground))).toBeGreaterThanOrEqual(7);
  });

  it('the edges of what can be pressed stand out from their ground', () => {
    for (const ground of grounds) expect(contrast(of('edge'), of(ground))).toBeGreaterThanOrEqual(2.9);
  });

  it('text stands out from what left and what came', () => {
    for (const ground of ['gone', 'came']) expect(contrast(of('ink'), of(ground))).toBeGreaterThanOrEqual(7);
  });

  it('the fills of a bar can be told apart without colour', () => {
    expect(contrast(of('kept-fill'), of('spent-fill'))).toBeGreaterThanOrEqual(1.3);
  });
});
