import { describe, expect, it } from 'vitest';
import { judgeDependencies } from '../../../sidecar/vitals/dependencies.ts';
import type { Measure, SourceFile } from '../../../sidecar/vitals/types.ts';

const texts: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'shop', dependencies: { left: '1', named: '1', configured: '1', used: '1' } }),
  'tool.config.json': '{ "plugins": ["configured"] }',
  'src/a.ts': "import 'used';",
  'src/b.ts': 'load("named");',
};
const files = Object.keys(texts).map(
  (path): SourceFile => ({ path, role: path.startsWith('src/') ? 'code' : 'data', sizeBytes: 100, changedAt: 0 }),
);
const empty: Measure = {
  lines: 1,
  codeLines: 1,
  complexity: 0,
  functions: [],
  imports: [],
  prints: [],
  isGenerated: false,
};
const measures = new Map([
  ['src/a.ts', { ...empty, imports: ['used'] }],
  ['src/b.ts', empty],
]);

const judge = (until: number, read = async (path: string) => texts[path] ?? null) =>
  judgeDependencies(files, measures, read, until);

describe('judgeDependencies', () => {
  it('calls unused what no import, no setting and no string of the code names', async () => {
    expect((await judge(Number.POSITIVE_INFINITY)).unused).toEqual([{ manifest: 'package.json', name: 'left' }]);
  });

  it('calls nothing unused when the time is up before the code was looked through', async () => {
    expect(await judge(0)).toMatchObject({ manifests: ['package.json'], unused: [] });
  });

  it('does without a file that has gone meanwhile', async () => {
    const read = async (path: string) => (path === 'src/a.ts' ? null : (texts[path] ?? null));
    expect((await judge(Number.POSITIVE_INFINITY, read)).unused).toEqual([{ manifest: 'package.json', name: 'left' }]);
  });
});
