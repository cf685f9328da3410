import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { readWalls } from '../../scripts/lib/rooms.ts';
import { countLines, listFiles, readProjectFile, stripComments } from '../../scripts/lib/tree.ts';

const sources = [...listFiles('sidecar'), ...listFiles('app'), ...listFiles('scripts'), ...listFiles('test')].filter(
  (path) => /\.(ts|tsx|mjs|css)$/.test(path),
);
const sidecar = sources.filter((path) => path.startsWith('sidecar/'));
const rooms = [
  ...new Set(sidecar.filter((path) => path.split('/').length > 2).map((path) => path.split('/')[1] ?? '')),
];

/** Rooms whose result depends on their arguments alone. */
const PURE = ['contract', 'lib', 'engine', 'dialects', 'providers', 'analytics', 'insights'];
/** Rooms without an index: any of their files may be entered. */
const OPEN = ['contract', 'lib'];

describe('files', () => {
  it('stay below 400 lines (tests below 500): beyond, a file has two jobs', () => {
    const long = sources
      .map((path) => [path, countLines(readProjectFile(path))] as const)
      .filter(([path, lines]) => lines > (path.startsWith('test/') ? 500 : 400));
    expect(long).toEqual([]);
  });

  it('are named by nouns in kebab-case, and not by what holds everything', () => {
    const odd = sources
      .map((path) => path.split('/').pop() ?? '')
      .filter(
        (name) =>
          !/^(App\.tsx|\d{4}-[a-z-]+\.ts|[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))?\.(tsx?|mjs|css))$/.test(name),
      );
    expect(odd).toEqual([]);
    const vague = sources.filter((path) => /(^|\/)(utils?|helpers?|common|shared|misc|manager)(\/|\.)/.test(path));
    expect(vague).toEqual([]);
  });

  it('use no ignore comments for the tools that check them', () => {
    const signs = ['biome', 'eslint', 'ts'].map((tool) => (tool === 'ts' ? '@ts-ignore' : `${tool}-ignore`));
    signs.push(['@ts', 'nocheck'].join('-'), ['@ts', 'expect-error'].join('-'), ['eslint', 'disable'].join('-'));
    const ignoring = sources.filter(
      (path) => path !== 'test/house/rooms.test.ts' && signs.some((sign) => readProjectFile(path).includes(sign)),
    );
    expect(ignoring).toEqual([]);
  });
});

describe('rooms', () => {
  it('all have a wall in .biome.json', () => {
    expect([...readWalls().keys()].sort()).toEqual([...rooms].sort());
  });

  it.each(rooms.filter((room) => !OPEN.includes(room)))('%s/index.ts opens with job, law and neighbours', (room) => {
    const head = /^(\/\*\*[\s\S]*?\*\/|(\/\/.*\n)+)/.exec(readProjectFile(`sidecar/${room}/index.ts`))?.[0] ?? '';
    expect(head).toMatch(/^(\/\*\*\n \* |\/\/ )\S.*\n( \*|\/\/) Law: [\s\S]*( \*|\/\/) Neighbours: /);
  });

  it('have no type-only back doors: import(…) types are not seen by the linter', () => {
    const doors = sidecar.filter((path) =>
      /(?<!await )\bimport\('\.[^']*'\)\./.test(stripComments(readProjectFile(path))),
    );
    expect(doors).toEqual([]);
  });

  it.each(PURE)('%s/ asks no clock, no chance and no process', (room) => {
    const impure =
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.|\bprocess\.|\bsetTimeout\b|\bsetInterval\b|\bfetch\(|\brandom(Bytes|UUID|Int)\b/;
    const asking = sidecar
      .filter((path) => path.startsWith(`sidecar/${room}/`) && path.endsWith('.ts'))
      .filter((path) => impure.test(stripComments(readProjectFile(path))));
    expect(asking).toEqual([]);
  });
});

/** Rooms whose every file with logic needs a unit test of its own. */
const TESTED = PURE.filter((room) => room !== 'contract');

describe('unit tests', () => {
  it('stand for every source file of the pure rooms', () => {
    const alone = sidecar
      .filter((path) => TESTED.includes(path.split('/')[1] ?? '') && path.endsWith('.ts') && !path.endsWith('types.ts'))
      .filter((path) => !isMember(path) && hasLogic(path) && !isTested(path));
    expect(alone).toEqual([]);
  });

  it('have the source file for which they stand', () => {
    const orphans = sources
      .filter((path) => path.startsWith('test/unit/') && path.endsWith('.test.ts'))
      .map((path) => path.slice('test/unit/'.length, -'.test.ts'.length))
      .filter((path) => !hasSource(path));
    expect(orphans).toEqual([]);
  });
});

/** Members of a family are held by its cases and laws. */
function isMember(path: string): boolean {
  return (
    /^sidecar\/(engine\/compressors|dialects|providers|insights\/rules)\/[^/]+\.ts$/.test(path) &&
    !path.endsWith('/index.ts')
  );
}

/** Types and bare lists hold no logic. */
function hasLogic(path: string): boolean {
  const code = stripComments(readProjectFile(path)).replace(/^(import|export type|export \{)[^;]*;/gm, '');
  return /\bfunction\b|=>|\bclass\b/.test(code);
}

/** By its twin; a part of a compressor (engine/json/table.ts) also by the test of the whole. */
function isTested(path: string): boolean {
  const twin = path.replace(/^sidecar\//, '').replace(/\.ts$/, '');
  const whole = /^engine\/([a-z-]+)\//.exec(twin)?.[1];
  const names = whole === undefined ? [twin] : [twin, `engine/compressors/${whole}`, `engine/${whole}`];
  return names.some((name) => existsSync(join(root, `test/unit/${name}.test.ts`)));
}

function hasSource(path: string): boolean {
  const name = path.split('/').pop() ?? '';
  const room = path.split('/')[0] ?? '';
  const ends = ['.ts', '.tsx', '.mjs', '/index.ts'];
  const twins = ['sidecar/', 'app/', ''].flatMap((floor) => ends.map((end) => `${floor}${path}${end}`));
  // Deeper in the same room it is found by its name (api/document for api/routes/document.ts).
  return sources.some(
    (source) => twins.includes(source) || (source.startsWith(`sidecar/${room}/`) && source.endsWith(`/${name}.ts`)),
  );
}
