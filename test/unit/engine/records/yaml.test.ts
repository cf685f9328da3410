import { describe, expect, it } from 'vitest';
import { minify } from '../../../../sidecar/engine/json/spell.ts';
import { readYaml } from '../../../../sidecar/engine/records/yaml.ts';

const read = (text: string) => {
  const document = readYaml(text);
  return document === null ? null : minify(document.root);
};

describe('readYaml', () => {
  it.each([
    ['a: 1\nb: x y\nc: true\n', '{"a":1,"b":"x y","c":true}'],
    ['a:\n- 1\n- two\nb:\n  - c: 1\n    d: 2\n  - c: 3\n', '{"a":[1,"two"],"b":[{"c":1,"d":2},{"c":3}]}'],
    ['- - 1\n  - 2\n-\n  a: 1\n', '[[1,2],{"a":1}]'],
    ["a: \"q: \\n\"\nb: 'it''s'\nc: {}\nd: []\n", '{"a":"q: \\n","b":"it\'s","c":{},"d":[]}'],
    ['a: |\n  one\n    two\n\n  three\nb: 1\n', '{"a":"one\\n  two\\n\\nthree","b":1}'],
    ['app.kubernetes.io/name: x\nf:spec:\n  "k": 007\n', '{"app.kubernetes.io/name":"x","f:spec":{"k":"007"}}'],
    ['---\na: 1\n---\na: 2\n', '[{"a":1},{"a":2}]'],
    ['a:\nb: 1\n', '{"a":null,"b":1}'],
    ['a: http://x.io:80/y\nid: 12345678901234567890\n', '{"a":"http://x.io:80/y","id":12345678901234567890}'],
  ])('reads %j', (text, json) => {
    expect(read(text)).toBe(json);
  });

  it.each([
    '# by hand\na: 1\n',
    'a: 1 # why\n',
    'a: &x 1\n',
    'a: *x\n',
    'a: !tag 1\n',
    'a: >\n  folded\n',
    'a: one\n  two\n',
    'a: "open\n',
    'a: {b: 1}\n',
    '\ta: 1\n',
    'just text\n',
    'a: 1\n   b: 2\n',
    'a:\n  b: 1\n c: 2\n',
    '',
    '- '.repeat(300),
  ])('leaves %j alone', (text) => {
    expect(read(text)).toBeNull();
  });
});
