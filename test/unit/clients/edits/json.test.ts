import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { json } from '../../../../sidecar/clients/edits/json.ts';

const owner = 'someone';
const path = ['env', 'URL'];
const set = (text: string, value = 'x') => json.set(text, { path, owner }, value);

/** JSON with comments, as people write it: any layout, any comment between two tokens. */
const gap = fc.constantFrom('', ' ', '\n', '\r\n', '\n\t', ' /* a */ ', ' // b\n', '\n  // "c": {},\n  ');
const scalar = fc.oneof(
  fc.integer().map(String),
  fc.string().map((text) => JSON.stringify(text)),
  fc.constantFrom('true', 'null', '[1, 2]'),
);
const members = (value: fc.Arbitrary<string>) =>
  fc.array(fc.tuple(gap, fc.constantFrom('"a"', '"b"', '"env"', '"URL"', '"é"'), gap, value, gap), { maxLength: 4 });
const object = (value: fc.Arbitrary<string>) =>
  fc.tuple(members(value), gap, fc.boolean()).map(([list, end, comma]) => {
    const parts = list.map(([before, key, between, one, after]) => `${before}${key}${between}:${one}${after}`);
    return `{${parts.join(',')}${comma && parts.length > 0 ? ',' : ''}${end}}`;
  });
const document = fc
  .tuple(gap, object(fc.oneof(scalar, object(scalar))), gap)
  .map(([before, body, after]) => before + body + after);

describe('JSON', () => {
  it('taken out again is what it was, byte for byte, whatever the layout', () => {
    fc.assert(
      fc.property(document, (text) => {
        const target = { path, owner };
        const env = json.read(text, { path: ['env'], owner });
        fc.pre(env === undefined || (typeof env === 'object' && env !== null && !Array.isArray(env)));
        const made = json.set(text, target, 'http://x');
        expect(json.read(made.text, target)).toBe('http://x');
        expect(json.unset(made.text, target, made.undo)).toBe(text);
        expect(json.set(made.text, target, 'http://x').text).toBe(made.text);
      }),
      { numRuns: 500 },
    );
  });

  it('takes the last of duplicate keys, which is the one that counts', () => {
    expect(set('{"env":{"URL":"a"},"env":{"URL":"b"}}').text).toBe('{"env":{"URL":"a"},"env":{"URL":"x"}}');
  });

  it.each(['{"env":', '[]', '"text"', '{"a":1 "b":2}', '{} {}'])('refuses %s', (text) => {
    expect(() => set(text)).toThrow(expect.objectContaining({ code: 'client.malformed' }));
  });

  it('refuses a container that is none', () => {
    expect(() => set('{"env": null}')).toThrow(expect.objectContaining({ code: 'client.conflict' }));
  });

  it('leaves a value that is not ours any more', () => {
    const { text, undo } = set('{}');
    expect(json.unset(text.replace('"x"', '"y"'), { path, owner }, undo)).toBeNull();
    expect(json.unset('{}', { path, owner }, undo)).toBe('{}');
  });
});
