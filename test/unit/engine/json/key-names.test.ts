import { describe, expect, it } from 'vitest';
import { KeyNames } from '../../../../sidecar/engine/json/key-names.ts';
import { type JsonNode, readJson } from '../../../../sidecar/engine/json/read.ts';
import { minify } from '../../../../sidecar/engine/json/spell.ts';

const keysOf = (node: JsonNode) => (node.kind === 'record' ? node.keys : []);
const read = (text: string) => {
  const { node } = readJson(text)!;
  expect(minify(node)).toBe(text);
  return node.kind === 'list' ? node.items.map(keysOf) : [];
};

describe('the keys of alike objects', () => {
  it('are one list, also where two kinds take turns', () => {
    const [a, b, c, d] = read('[{"t":1,"v":2},{"x":3},{"t":4,"v":5},{"x":6}]');
    expect(c).toBe(a);
    expect(d).toBe(b);
    expect(a).toEqual(['t', 'v']);
  });

  it('are told apart where one list begins like another', () => {
    expect(read('[{"a":1,"b":2},{"a":1},{"a":1,"b":2,"c":3},{"a":1,"c":2},{}]')).toEqual([
      ['a', 'b'],
      ['a'],
      ['a', 'b', 'c'],
      ['a', 'c'],
      [],
    ]);
  });

  it('are not mistaken for keys that are only spelled alike', () => {
    // Decoded, the first key is a backslash and an n; the second one, spelled so, is a line break.
    const { node } = readJson(String.raw`[{"\\n":1},{"\n":2},{"\\n":3}]`)!;
    expect(node.kind === 'list' && node.items.map(keysOf)).toEqual([['\\n'], ['\n'], ['\\n']]);
    expect(readJson('[{"a\\"b":1},{"a"b":2}]')).toBeNull();
  });

  it('are not mixed up by a key that holds a line break', () => {
    const names = new KeyNames();
    expect(names.share(['a\nb']).keys).toEqual(['a\nb']);
    expect(names.share(['a', 'b']).keys).toEqual(['a', 'b']);
    expect(names.share(['a\nb', 'c']).keys).toEqual(['a\nb', 'c']);
    expect(names.share(['a', 'b\nc']).keys).toEqual(['a', 'b\nc']);
  });

  it('are shared among the lines of one text', () => {
    const names = new KeyNames();
    const first = readJson('{"t":1}', 0, names)!;
    const second = readJson('{"t":2}', 0, names)!;
    expect(keysOf(second.node)).toBe(keysOf(first.node));
  });
});
