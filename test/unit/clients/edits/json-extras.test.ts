import { describe, expect, it } from 'vitest';
import { decode, findRefused } from '../../../../sidecar/clients/edits/index.ts';
import type { FileEdit, JsonExtra } from '../../../../sidecar/clients/types.ts';

const edit = (refuses?: readonly JsonExtra[]): FileEdit => ({
  ...{ file: '/f', format: 'json', path: ['a'], set: { value: 1 }, why: 'a test' },
  ...(refuses !== undefined && { refuses }),
});
const find = (text: string, refuses?: readonly JsonExtra[]): string | null =>
  findRefused(decode(Buffer.from(text), 'json'), [edit(), edit(refuses)])?.message ?? null;

describe('findRefused', () => {
  const all: readonly JsonExtra[] = ['comment', 'trailing comma', 'byte order mark'];

  it('finds what a client does not read, and where', () => {
    expect(find('{\n  "a": 1 // one\n}', all)).toContain('of the comment in line 2');
    expect(find('{\r\n\r\n  "a": [1, /* two */ 2]\r\n}', all)).toContain('of the comment in line 3');
    expect(find('// nothing yet\n', all)).toContain('of the comment in line 1');
    expect(find('{\n  "a": [1,\n  ],\n}', all)).toContain('of the trailing comma in line 2');
    expect(find('\uFEFF{}', all)).toContain('of the byte order mark in line 1');
  });

  it('finds nothing in plain JSON, in nothing at all, and in strings', () => {
    for (const text of ['{"a": {"b": []}}', '', ' \n', '{"a": "// x", "b": "/* , } */"}'])
      expect(find(text, all)).toBeNull();
  });

  it('lets pass what the client reads', () => {
    const text = '\uFEFF{ /* one */ "a": 1, }';
    expect(find(text)).toBeNull();
    expect(find(text, [])).toBeNull();
    expect(find(text, ['comment'])).toContain('comment');
    expect(find(text, ['trailing comma'])).toContain('trailing comma');
  });

  it('leaves what is no JSON at all to its own error', () => {
    expect(() => find('{ "a": ', all)).toThrow('no valid JSON');
  });
});
