import { describe, expect, it } from 'vitest';
import { minify } from '../../../../sidecar/engine/json/spell.ts';
import { readToml } from '../../../../sidecar/engine/records/toml.ts';

const read = (text: string) => {
  const document = readToml(text);
  return document === null ? null : minify(document.root);
};

describe('readToml', () => {
  it.each([
    [
      'v = 3\n[[p]]\nn = "a"\nd = [\n "x",\n "y",\n]\n[[p]]\nn = "b"\n',
      '{"v":3,"p":[{"n":"a","d":["x","y"]},{"n":"b"}]}',
    ],
    [
      "[t.u]\na = 'raw\\'\nb = 1.50\nc = 2026-03-04T05:06:07Z\n",
      '{"t.u":{"a":"raw\\\\","b":1.50,"c":"2026-03-04T05:06:07Z"}}',
    ],
  ])('reads %j', (text, json) => {
    expect(read(text)).toBe(json);
  });

  it.each([
    '# note\na = 1\n',
    'a = 1 # note\n',
    'a.b = 1\n',
    'a = { b = 1 }\n',
    'a = """x\n"""\n',
    'a = 1\na = 2\n',
    '[[p]]\na = 1\n[q]\nb = 1\n[[p]]\na = 2\n',
    '[p]\n[p]\n',
    'a = [1,\n',
    'a =\n',
    '',
  ])('leaves %j alone', (text) => {
    expect(read(text)).toBeNull();
  });
});
