import { describe, expect, it } from 'vitest';
import { checkPath, TreeNames } from '../../../sidecar/installs/tree.ts';

describe('checkPath', () => {
  it('takes what stays where it is unpacked', () => {
    for (const path of ['a', 'lib/python3.12/os.py', 'a-b/c+d/e.so.1', '.hidden/x', 'ä/ö'])
      expect(checkPath(path)).toBe(path);
  });

  it.each([
    ...['../x', 'a/../x', '/x', 'C:x', 'C:\\x', 'a\\..\\x', 'a\0b', 'a\nb', 'x:stream'],
    ...['', 'a//b', './a', 'a/.', 'con', 'a/NUL.txt', 'COM1', 'a. ', 'a./b', `${'x/'.repeat(150)}y`],
  ])('refuses %j', (path) => {
    expect(() => checkPath(path)).toThrow(expect.objectContaining({ code: 'tool.archive' }));
  });
});

describe('TreeNames', () => {
  it.each([[['a', 'a']], [['a/b', 'A/B']], [['a', 'a/b']], [['a/b', 'a']], [['a/b/c', 'a/B']]])(
    'refuses %j: not every system could hold both',
    (paths) => {
      const names = new TreeNames();
      expect(() => {
        for (const path of paths) names.add(path);
      }).toThrow(expect.objectContaining({ code: 'tool.archive' }));
    },
  );

  it('refuses more files than anybody needs', () => {
    const names = new TreeNames();
    expect(() => {
      for (let at = 0; at <= 20_000; at++) names.add(`f${at}`);
    }).toThrow(/more than/);
  });
});
