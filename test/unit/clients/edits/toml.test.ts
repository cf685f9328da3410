import fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { toml } from '../../../../sidecar/clients/edits/toml.ts';

const owner = 'someone';
const line = fc.constantFrom(
  '# a remark',
  '',
  'NAME = "a # b = c"',
  "NAME = 'C:\\path'",
  'NAME = """\n[not.a.table]\nurl = "no"\n"""',
  "NAME = '''\n# no\n'''",
  'NAME = [\n  "x", # ]\n  "y",\n]',
  'NAME = { url = "inside", list = [1, 2] }',
  'NAME.dotted."quoted key" = 1979-05-27T07:32:00Z',
  '[table.NAME]',
  '[[list]]',
  '["NAME x".y] # after',
  'NAME = 1_000 # number',
);
/** Names are numbered, so that nothing is there twice. */
const document = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, eol, ends]) => {
    const text = lines.map((one, at) => one.replaceAll('NAME', `n${at}`)).join('\n') + (ends ? '\n' : '');
    return text.replaceAll('\n', eol);
  });

describe('TOML', () => {
  it.each([[['url']], [['table', 'url']], [['model_providers', 'mine', 'base_url']]])(
    '%j: only that value changes, and taken out again is what it was',
    (path) => {
      fc.assert(
        fc.property(document, (text) => {
          const target = { path, owner };
          const made = toml.set(text, target, 'http://x/v1');
          expect(toml.read(made.text, target)).toBe('http://x/v1');
          expect(toml.unset(made.text, target, made.undo)).toBe(text);
          const grown = `# above\n${made.text}`;
          expect(toml.unset(grown, target, made.undo)).toBe(`# above\n${text}`);
        }),
        { numRuns: 200 },
      );
    },
  );

  it('replaces a value that stands there, with its remark beside it', () => {
    const text = 'a = 1\n[p."x.y"]\n  base_url  =  "old"  # mine\nb = 2\n';
    const target = { path: ['p', 'x.y', 'base_url'], owner };
    const made = toml.set(text, target, 'new');
    expect(made.text).toBe(text.replace('"old"', '"new"'));
    expect(toml.unset(made.text, target, made.undo)).toBe(text);
  });

  it('refuses what it cannot change without changing more', () => {
    expect(() => toml.set('p = { x = { url = "a" } }\n', { path: ['p', 'x', 'url'], owner }, 'b')).toThrow(
      expect.objectContaining({ code: 'client.conflict' }),
    );
    expect(() => toml.set('p = { x = 1 }\n', { path: ['p', 'url'], owner }, 'b')).toThrow(
      expect.objectContaining({ code: 'client.conflict' }),
    );
    expect(() => toml.set('a = 1\na = 2\n', { path: ['url'], owner }, 'b')).toThrow(
      expect.objectContaining({ code: 'client.malformed' }),
    );
  });

  it('removes a table that it made, unless somebody has moved in', () => {
    const target = { path: ['t', 'url'], owner };
    const made = toml.set('a = 1\n', target, 'x');
    expect(toml.unset(`${made.text}other = true\n`, target, made.undo)).toContain('[t]\nother = true');
    expect(parse(toml.unset(`${made.text}[u]\n`, target, made.undo) ?? '')).toEqual({ a: 1, u: {} });
  });
});
