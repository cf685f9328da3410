import { describe, expect, it } from 'vitest';
import { findFilter, parseFilters } from '../../../sidecar/shell/filter-file.ts';

const one = (rules: string, command = 'make *') => `[[filter]]\ncommand = '${command}'\n${rules}\n`;

describe('parseFilters', () => {
  it('reads patterns and rules', () => {
    const [filter] = parseFilters(`# mine\n${one("drop = ['^make\\[\\d+\\]: ']\nfold = ['^CC ']")}`);
    expect(filter?.command).toBe('make *');
    expect([filter?.drop[0]?.test('make[2]: Entering'), filter?.fold.length, filter?.keep]).toEqual([true, 1, []]);
  });

  it.each([
    ['no TOML', 'command = '],
    ['no filter', 'x = 1'],
    ['an unknown table', `${one('')}[other]`],
    ['an unknown rule', one("replace = ['a']")],
    ['no command', '[[filter]]\ndrop = []'],
    ['no list', one("drop = 'a'")],
    ['no regular expression', one("drop = ['(']")],
    ['a reference back', one("drop = ['(a)\\1']")],
    ['a look around', one("drop = ['(?=a)']")],
    ['a very large count', one("drop = ['(a{500}){500}']")],
    ['a very long one', one(`drop = ['${'a'.repeat(201)}']`)],
  ])('refuses %s', (_what, text) => {
    expect(() => parseFilters(text)).toThrow(expect.objectContaining({ code: 'filter.malformed' }));
  });

  it('runs what would go back for ever in time', { timeout: 60_000 }, () => {
    const [filter] = parseFilters(one("drop = ['^(a|a|a?)*(a*)*b$', '.*.*.*.*.*x', '(x+x+)+y']"));
    // Without the matcher of linear time the first takes longer than the universe is old.
    for (const rule of filter!.drop)
      expect(rule.test('a'.repeat(5000) + 'x'.repeat(2000))).toBe(/x$/.test(rule.source));
  });
});

describe('findFilter', () => {
  const filters = parseFilters(
    [one('', 'npm test'), one('', 'npm run build*'), one('', 'cargo *'), one('', 'go test ./*')].join(''),
  );
  const find = (line: string) => findFilter(filters, line.split(' '))?.command ?? null;

  it('goes by words', () => {
    expect(find('npm test')).toBe('npm test');
    expect(find('npm test -- x')).toBeNull();
    expect(find('npm run build:all')).toBe('npm run build*');
    expect(find('npm run buil')).toBeNull();
    expect(find('go test ./a/b')).toBe('go test ./*');
    expect(find('/usr/bin/cargo')).toBe('cargo *');
    expect(find('cargo build --release')).toBe('cargo *');
    expect(find('cargo2 build')).toBeNull();
  });
});
