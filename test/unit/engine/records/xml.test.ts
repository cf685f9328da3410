import { describe, expect, it } from 'vitest';
import { minify } from '../../../../sidecar/engine/json/spell.ts';
import { looksLikeXml, readXml } from '../../../../sidecar/engine/records/xml.ts';

const read = (text: string) => {
  const document = readXml(text);
  return document === null ? null : minify(document.root);
};

describe('readXml', () => {
  it.each([
    ['<a>1</a>', '{"a":1}'],
    ['<?xml version="1.0"?>\n<a x="1" y=\'z\'/>\n', '{"a":{"@x":1,"@y":"z"}}'],
    ['<a><b>1</b><b>2</b><c/></a>', '{"a":{"b":[1,2],"c":""}}'],
    ['<a k="v">t</a>', '{"a":{"@k":"v","#text":"t"}}'],
    ['<a>&lt;b&gt; &amp;amp; &#65;&#x42; &nope;</a>', '{"a":"<b> &amp; AB &nope;"}'],
    ['<a><![CDATA[<x> & ]]></a>', '{"a":"<x> &"}'],
    ['<a><b>1</b><c>2</c><b>3</b></a>', '{"a":{"b":1,"c":2,"b":3}}'],
    ['<n:a xmlns:n="u"><n:b-c.d>007</n:b-c.d></n:a>', '{"n:a":{"@xmlns:n":"u","n:b-c.d":"007"}}'],
  ])('reads %s', (text, json) => {
    expect(read(text)).toBe(json);
  });

  it.each([
    '<a>text <b>x</b></a>',
    '<a><!-- c --></a>',
    '<!DOCTYPE a><a/>',
    '<a></b>',
    '<a',
    '<a><a>',
    'x',
    '',
    '<a/><b/>',
    '<a></ab>',
    '<a>'.repeat(500),
  ])('leaves %s alone', (text) => {
    expect(read(text)).toBeNull();
  });

  it('sees the end before the whole is read', () => {
    expect(looksLikeXml('<?xml version="1.0"?>\n<a b="1"><c/></a>\n')).toBe(true);
    expect(looksLikeXml('<a><c/>')).toBe(false);
  });
});
