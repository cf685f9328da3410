import { describe, expect, it } from 'vitest';
import { isShowable, programOf, stripCommand, wordsOf } from '../../../sidecar/learn/commands.ts';

describe('commands', () => {
  it('are read by words, without quotes and operators', () => {
    expect(wordsOf(`rg -n "a b" 'c' src|head -5`)).toEqual(['rg', '-n', 'a b', 'c', 'src', 'head', '-5']);
  });

  it('begin behind directories, assignments and wrappers', () => {
    expect(stripCommand('cd app && CI=1 sudo npm test')).toBe('npm test');
    expect(['git log -5', 'npm test', 'tsc -b', 'env A=1 cargo build', ''].map(programOf)).toEqual([
      'git log',
      'npm test',
      'tsc',
      'cargo build',
      '',
    ]);
  });
});

describe('isShowable', () => {
  it.each(['src/a.ts', 'npm test -- --run', 'git log --oneline -5'])('takes %s', (text) => {
    expect(isShowable(text)).toBe(true);
  });

  it.each([
    '',
    'a\nb',
    'a`b',
    'end --> of comment',
    'curl -H "Authorization: Bearer abc"',
    'deploy --password=hunter2',
    'API_KEY=abc run',
    'use sk-ant-REDACTED now',
    'git clone https://me:secret@host/x',
    `echo ${'Ab3'.repeat(12)}`,
    'x'.repeat(121),
  ])('refuses %j', (text) => {
    expect(isShowable(text)).toBe(false);
  });
});
