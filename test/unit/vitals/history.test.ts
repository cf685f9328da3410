import { afterAll, describe, expect, it } from 'vitest';
import { makeGit } from '../../../sidecar/vitals/git.ts';
import { parseLog, readHistory } from '../../../sidecar/vitals/history.ts';
import { makeProject } from './make-project.ts';

const project = makeProject({ 'a/old.ts': 'one\ntwo\nthree\nfour\n', 'with space ü.ts': 'x\n' });
afterAll(() => project.remove());
project.git('init', '-q');
project.commit({ day: 1 });
project.write({ 'a/old.ts': 'one\ntwo\nthree\nfour\nfive\n' });
project.commit({ day: 2, author: 'renovate[bot]' });
project.write({ 'a/old.ts': 'one\ntwo\nthree\nfour\nsix\n', 'with space ü.ts': 'y\n' });
project.commit({ day: 3, author: 'Bob' });
project.git('mv', 'a/old.ts', 'a/new.ts');
project.commit({ day: 4 });
project.write({ 'a/new.ts': 'one\ntwo\nthree\nfour\nsix\nseven\n' });
project.commit({ day: 5 });

describe('readHistory', () => {
  it('follows renames, knows odd names, and leaves out bots and the first commit', async () => {
    const history = await readHistory(makeGit(project.path));
    expect(history).toMatchObject({ isPartial: false, headAt: Date.parse('2026-11-05T12:00:00Z') });
    const files = history?.commits.map(({ author, files: changed }) => [
      author,
      changed.map(({ path }) => path).sort(),
    ]);
    expect(files).toEqual([
      ['Ada', ['a/new.ts']],
      ['Ada', ['a/new.ts']],
      ['Bob', ['a/new.ts', 'with space ü.ts']],
      ['Ada', []],
    ]);
  });

  it('tells paths of a part of a repository as seen from there', async () => {
    const history = await readHistory(makeGit(`${project.path}/a`));
    expect(history?.commits[0]?.files.map(({ path }) => path)).toEqual(['new.ts']);
  });

  it('is null where nothing was committed', async () => {
    const empty = makeProject();
    empty.git('init', '-q');
    expect(await readHistory(makeGit(empty.path))).toBeNull();
    empty.remove();
  });
});

describe('parseLog', () => {
  it('takes what is cut or strange for what it is', () => {
    expect(parseLog('')).toEqual([]);
    expect(parseLog('1\t2\tlost.ts\0')).toEqual([]);
    expect(parseLog('\x01h\x021\x02A\0\n-\t-\tlogo.png\x001\t')).toEqual([
      { hash: 'h', at: 1000, author: 'A', files: [{ path: 'logo.png', added: 0, removed: 0 }] },
    ]);
  });
});
