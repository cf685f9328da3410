import { describe, expect, it } from 'vitest';
import { isHitPath } from '../../../../sidecar/engine/search/hit-path.ts';
import { isHit, parseSearch } from '../../../../sidecar/engine/search/hits.ts';

const read = (lines: readonly string[]) => {
  const result = parseSearch(lines.join('\n'));
  if (result === null) return null;
  return {
    ...result.shape,
    hits: result.lines.filter(isHit).map(({ path, num, mark, text }) => [path, num, mark, text]),
  };
};

describe('parseSearch', () => {
  it('reads path:line:text and keeps every byte of the text', () => {
    expect(read(['src/a.ts:3:  x: 1', 'src/a.ts:12:\ty::2:3 '])).toEqual({
      layout: 'flat',
      numbered: true,
      hits: [
        ['src/a.ts', '3', ':', '  x: 1'],
        ['src/a.ts', '12', ':', '\ty::2:3 '],
      ],
    });
  });

  it('gives lines around a match to the file they belong to, before its first match too', () => {
    const result = read([
      'lib/a-1-b.ts-7-const x = 1',
      'lib/a-1-b.ts:8:use(x)',
      'lib/a-1-b.ts-9-',
      '--',
      'lib/c.ts=2=class C',
      'lib/c.ts-4-see b.ts:9:1',
      'lib/c.ts:5:use(x)',
    ]);
    expect(result?.hits).toEqual([
      ['lib/a-1-b.ts', '7', '-', 'const x = 1'],
      ['lib/a-1-b.ts', '8', ':', 'use(x)'],
      ['lib/a-1-b.ts', '9', '-', ''],
      ['lib/c.ts', '2', '=', 'class C'],
      ['lib/c.ts', '4', '-', 'see b.ts:9:1'],
      ['lib/c.ts', '5', ':', 'use(x)'],
    ]);
  });

  it('reads drive letters, columns and revisions', () => {
    expect(read(['C:\\shop\\a b.cs:4:x', 'C:\\shop\\a b.cs:9:y'])?.hits[0]).toEqual([
      'C:\\shop\\a b.cs',
      '4',
      ':',
      'x',
    ]);
    expect(read(['a.ts:4:17:x', 'a.ts:5:1:y'])?.hits[0]).toEqual(['a.ts', '4', ':', '17:x']);
    expect(read(['HEAD~2:src/a.ts:4:x', 'HEAD~2:src/a.ts:5:y'])?.hits[0]).toEqual(['HEAD~2:src/a.ts', '4', ':', 'x']);
  });

  it('reads the layouts of rg --heading, of one file and of grep -r without numbers', () => {
    expect(read(['src/a.ts', '3:x', '9-y', '', 'src/b.ts', '1:z'])).toMatchObject({
      layout: 'heading',
      hits: [
        ['src/a.ts', '3', ':', 'x'],
        ['src/a.ts', '9', '-', 'y'],
        ['src/b.ts', '1', ':', 'z'],
      ],
    });
    expect(read(['3:x', '9:y'])).toMatchObject({
      layout: 'single',
      hits: [
        ['', '3', ':', 'x'],
        ['', '9', ':', 'y'],
      ],
    });
    expect(read(['src/a.ts:const x', 'src/a.ts:const y', 'src/b.ts:const z'])).toMatchObject({
      layout: 'flat',
      numbered: false,
    });
  });

  it.each([
    ['a log', ['2026-09-02 14:30:00 started', '2026-09-02 14:30:01 stopped']],
    ['a syslog', ['Sep  2 14:30:00 host sshd[1]: closed', 'Sep  2 14:30:01 host sshd[1]: closed']],
    ['bracketed times', ['[2026-09-02T14:30:00] ok', '[2026-09-02T14:30:01] ok']],
    ['levels', ['ERROR worker:12: lost', 'WARN worker:13: late']],
    ['a stack', ['    at f (/a/b.js:1:2)', '    at g (/a/b.js:3:4)']],
    ['addresses', ['http://a.org:80:x', 'http://a.org:81:y']],
    ['prose', ['One sentence here.', 'And another one.']],
    ['nothing', ['']],
  ])('does not take %s for hits', (_, lines) => {
    expect(read(lines)).toBeNull();
  });
});

describe('isHitPath', () => {
  it.each([
    'a.ts',
    'Makefile',
    './a/b',
    '../x',
    '/etc/hosts',
    'C:\\a\\b.cs',
    'my dir/a b.txt',
    'app/(shop)/[id]/page.tsx',
    '.env',
    'debug/info.ts',
  ])('accepts %s', (path) => {
    expect(isHitPath(path)).toBe(true);
  });

  it.each([
    '',
    ' a.ts',
    '14',
    '2026-09-02 14',
    '2026-09-02T14',
    'Mon 3',
    'INFO',
    '[error] x.c',
    'see https://a.org/b',
    'const x = "a',
    '{"ts":"2026-09-02T14',
    'some words',
    'x'.repeat(2000),
  ])('refuses %j', (path) => {
    expect(isHitPath(path)).toBe(false);
  });
});
