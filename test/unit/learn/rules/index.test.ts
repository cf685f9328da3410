import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lessonRules } from '../../../../sidecar/learn/rules/index.ts';
import type { Attempt } from '../../../../sidecar/learn/types.ts';
import { failed, makeAttempt, project, worked } from '../make-attempts.ts';

const texts = (id: string, attempts: readonly Attempt[]): (string | null)[] =>
  lessonRules
    .find((rule) => rule.id === id)!
    .find(attempts)
    .map(({ text }) => text);

describe('wrong-path', () => {
  const right = worked('cat lib/cart.ts');

  it.each([
    ['cat src/cart.ts', 'Exit code 1\ncat: src/cart.ts: No such file or directory'],
    ['ls src/cart.ts', "ls: cannot access 'src/cart.ts': No such file or directory"],
    ['sed -n 1,5p src/cart.ts', "sed: can't read src/cart.ts: No such file or directory"],
    ['node x', "Error: ENOENT: no such file or directory, open 'src/cart.ts'"],
  ])('learns from %s', (command, text) => {
    expect(texts('wrong-path', [failed(command, text), right])).toEqual([
      '`src/cart.ts` does not exist; the file is `lib/cart.ts`.',
    ]);
  });

  it('learns from tools for files, and asks the disk later', () => {
    const tried = makeAttempt({
      tool: 'Read',
      path: join(project, 'src/cart.ts'),
      text: 'File does not exist.',
      isError: true,
    });
    const found = makeAttempt({ tool: 'Read', path: join(project, 'lib/cart.ts') });
    const [lesson] = lessonRules[0]!.find([tried, found]);
    expect(lesson?.text).toBe('`src/cart.ts` does not exist; the file is `lib/cart.ts`.');
    expect(lesson?.paths).toEqual({ missing: join(project, 'src/cart.ts'), present: join(project, 'lib/cart.ts') });
  });

  it('advises nothing without the right path; says nothing about other names, or about places outside', () => {
    const wrong = failed('cat src/cart.ts', 'cat: src/cart.ts: No such file or directory');
    expect(texts('wrong-path', [wrong])).toEqual([null]);
    expect(texts('wrong-path', [wrong, worked('cat lib/other.ts')])).toEqual([null]);
    expect(texts('wrong-path', [wrong, failed('cat lib/cart.ts', 'no')])).toEqual([null]);
    const outside = failed('cat /etc/cart.ts', 'cat: /etc/cart.ts: No such file or directory');
    expect(texts('wrong-path', [outside, right])).toEqual([]);
    expect(texts('wrong-path', [worked('cat src/cart.ts'), right])).toEqual([]);
  });
});

describe('missing-tool', () => {
  it.each([
    [
      'python x.py',
      'bash: line 1: python: command not found',
      'python3 x.py',
      '`python` is not installed here; use `python3`.',
    ],
    ['rg -n TODO src', 'sh: 1: rg: not found', 'grep -n TODO src', '`rg` is not installed here; use `grep`.'],
    ['rg TODO src', 'sh: 1: rg: not found', 'grep -rn TODO src', '`rg` is not installed here; use `grep`.'],
    ['rg cart', 'sh: 1: rg: not found', 'ls -l cart', '`rg` is not installed here.'],
    ['cd a && fd x', 'zsh: command not found: fd', 'ls', '`fd` is not installed here.'],
  ])('learns from %s', (command, text, next, note) => {
    expect(texts('missing-tool', [failed(command, text), worked(next)])).toEqual([note]);
  });

  it('is not taken in by a program that talks about another one', () => {
    expect(texts('missing-tool', [failed('npm test', 'ReferenceError: cart: not found')])).toEqual([]);
  });
});

describe('bad-flag', () => {
  it.each([
    ['tool --fast x', "tool: unrecognized option '--fast'", 'tool x', '`tool` does not know `--fast`; `tool x` works.'],
    ['ls -Z a', "ls: invalid option -- 'Z'", 'ls a', '`ls` does not know `-Z`; `ls a` works.'],
    [
      'cargo build --quick',
      "error: unexpected argument '--quick' found",
      'cargo build',
      '`cargo build` does not know `--quick`; `cargo build` works.',
    ],
    [
      'git log --shrt',
      'error: unknown option `shrt’'.replace('’', "'"),
      'git log --short',
      '`git log` does not know `--shrt`; `git log --short` works.',
    ],
  ])('learns from %s', (command, text, good, note) => {
    expect(texts('bad-flag', [failed(command, text), worked(good)])).toEqual([note]);
  });

  it('advises nothing without a call that worked; says nothing about another program', () => {
    const bad = failed('tool --fast', 'unknown option --fast');
    expect(texts('bad-flag', [bad])).toEqual([null]);
    expect(texts('bad-flag', [bad, worked('other')])).toEqual([null]);
    expect(texts('bad-flag', [failed('tool x', 'unknown option --fast'), worked('tool')])).toEqual([]);
  });

  it('keeps a secret in the good call to itself', () => {
    expect(texts('bad-flag', [failed('tool --fast', 'unknown option --fast'), worked('tool --token=abc')])).toEqual([
      '`tool` does not know `--fast`.',
    ]);
  });
});
