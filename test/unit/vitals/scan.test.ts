import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanVitals } from '../../../sidecar/vitals/scan.ts';
import { makeFunction, makeProject, type Project } from './make-project.ts';

let project: Project;
let home: Project;
beforeAll(() => {
  home = makeProject();
  project = makeProject({
    'src/hot.ts': makeFunction('hot', 100),
    'src/calm.ts': `${makeFunction('calm', 100)}view.engine('by-name');\n`,
    'src/made.ts': makeFunction('made', 900),
    'src/hot.test.ts': makeFunction('test', 200),
    'ignored/secret.ts': makeFunction('secret', 900),
    '.gitignore': 'ignored/\n',
    '.gitattributes': 'src/made.ts linguist-generated\n',
    'package.json': '{"dependencies":{"left-pad":"1","by-name":"1"}}',
    'README.md': 'See `src/nowhere.ts`.\n',
  });
  project.git('init', '-q');
  project.commit();
  for (let day = 2; day < 14; day++) {
    project.write({ 'src/hot.ts': `${makeFunction('hot', 100)}// ${day}\n`, 'src/made.ts': `// ${day}\n` });
    project.commit({ day });
  }
});
afterAll(() => {
  project.remove();
  home.remove();
});

describe('scanVitals', () => {
  it('finds what a project is about, without what is ignored or generated', async () => {
    const report = await scanVitals(project.path, home.path);
    expect(report.totals).toMatchObject({ code: 2, tests: 1, generated: 1, waiting: 0 });
    expect(report.confidence.level).toBe('low');
    expect(report.hotspots.map(({ path, commits }) => [path, commits])).toEqual([['src/hot.ts', 12]]);
    expect(report.largeFunctions.map(({ path }) => path).sort()).toEqual(['src/calm.ts', 'src/hot.ts']);
    expect(report.dependencies.unused).toEqual([{ manifest: 'package.json', name: 'left-pad' }]);
    expect(report.drift).toEqual({
      ...{ sinceMs: null, grown: [], newHotspots: [] },
      documents: [{ document: 'README.md', line: 1, names: 'src/nowhere.ts' }],
    });
    expect(JSON.stringify(report)).not.toContain('secret');
  });

  it('tells the second time what has grown since the first', async () => {
    project.write({ 'src/calm.ts': makeFunction('calm', 400) });
    const { drift } = await scanVitals(project.path, home.path);
    expect(drift.sinceMs).not.toBeNull();
    expect(drift.grown).toEqual([{ path: 'src/calm.ts', before: 103, after: 402 }]);
  });

  it('works in a linked work tree and in a part of the repository', async () => {
    project.git('worktree', 'add', '-q', `${home.path}/tree`, 'HEAD');
    expect((await scanVitals(`${home.path}/tree`, home.path)).hotspots).toHaveLength(1);
    expect((await scanVitals(`${project.path}/src`, home.path)).hotspots[0]?.path).toBe('hot.ts');
  });

  it('says nothing about change without git, and never calls that healthy', async () => {
    const plain = makeProject({ 'a.ts': makeFunction('a', 100), '.gitignore': 'b.ts\n', 'b.ts': '' });
    const report = await scanVitals(plain.path, home.path);
    plain.remove();
    expect(report).toMatchObject({ history: null, hotspots: [], knowledge: null, confidence: { level: 'none' } });
    expect(report.totals.code).toBe(1);
    expect(report.largeFunctions).toHaveLength(1);
  });
});
