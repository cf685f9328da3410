import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../app/ui/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

function readColours(text: string): Map<string, string> {
  return new Map([...text.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]));
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
  ['light', readColours(light)],
  ['dark', readColours(dark)],
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

  it('the fills of a bar can be told apart without colour', () => {
    expect(contrast(of('kept-fill'), of('spent-fill'))).toBeGreaterThanOrEqual(1.3);
  });
});
