import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../../../sidecar/engine/json/read.ts';
import { minify } from '../../../../sidecar/engine/json/spell.ts';

const minified = (text: string) => {
  const found = readJson(text);
  return found === null ? null : minify(found.node);
};

describe('readJson', () => {
  it('keeps the spelling of every number', () => {
    const source = '[1.0,1,-0,1e5,1E+5,9007199254740993,0.1000,100000000000000000000001]';
    expect(minified(source)).toBe(source);
  });

  it('keeps duplicate keys and their order', () => {
    expect(minified('{"b":1,"a":2,"b":3}')).toBe('{"b":1,"a":2,"b":3}');
  });

  it('decodes escapes, and escapes again only what cannot be shown', () => {
    expect(minified(String.raw`["\u00e9\/\ud83d\ude00","\ud800","\u0007\u200b\u2028","\"\\\n"]`)).toBe(
      String.raw`["é/😀","\ud800","\u0007\u200b\u2028","\"\\\n"]`,
    );
  });

  it('reads what JSON.parse reads and refuses what it refuses', () => {
    const almost = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', '0', '\\', 'e', '-', '\u0001', ' '))
      .map(([text, at, extra]) => text.slice(0, at % (text.length + 1)) + extra + text.slice(at % (text.length + 1)));
    fc.assert(
      fc.property(fc.oneof(fc.json(), almost, fc.string()), (text) => {
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          const found = readJson(text);
          // A value may stand in front of other text; the whole text must not pass as JSON.
          expect(found === null || text.slice(found.end).trim() !== '').toBe(true);
          return;
        }
        const found = readJson(text);
        expect(found).not.toBeNull();
        expect(text.slice(found!.end).trim()).toBe('');
        expect(JSON.parse(minify(found!.node))).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('gives up beyond 100 levels instead of overflowing the stack', () => {
    expect(minified('['.repeat(100) + ']'.repeat(100))).not.toBeNull();
    expect(minified('['.repeat(101) + ']'.repeat(101))).toBeNull();
    expect(minified('{"a":'.repeat(200_000))).toBeNull();
  });

  it.each([
    '',
    '[1,]',
    '{"a"}',
    '{a:1}',
    "['x']",
    '[01]',
    '[1 2]',
    '"\u0001"',
    '"\\x"',
    '"\\u12g4"',
    '[NaN]',
    '[1',
    'tru',
  ])('refuses %j', (text) => expect(minified(text)).toBeNull());
});
