import { describe, expect, it } from 'vitest';
import {
  fileKind,
  fileKindsIn,
  isGeneratedName,
  isLockfile,
  isNoisePath,
} from '../../../../sidecar/engine/search/file-kinds.ts';

describe('fileKind', () => {
  it.each([
    ['src/oven.ts', 'source'],
    ['examples/oven.py', 'source'],
    ['src/latest/contest.rs', 'source'],
    ['Makefile', 'source'],
    ['src/oven.test.ts', 'test'],
    ['tests/test_oven.py', 'test'],
    ['pkg/oven_test.go', 'test'],
    ['src/OvenTest.java', 'test'],
    ['src\\__tests__\\oven.ts', 'test'],
    ['README.md', 'doc'],
    ['docs/build.py', 'doc'],
    ['LICENSE', 'doc'],
    ['config/app.yaml', 'data'],
    ['node_modules/a/index.js', 'generated'],
    ['dist/app.js', 'generated'],
    ['web_dist/app.js', 'generated'],
    ['src/app.min.js', 'generated'],
    ['test/__snapshots__/a.snap', 'generated'],
    ['Cargo.lock', 'generated'],
  ] as const)('%s is %s', (path, kind) => {
    expect(fileKind(path)).toBe(kind);
    const slash = path.lastIndexOf('/');
    expect(fileKindsIn(path.slice(0, Math.max(0, slash)))(path.slice(slash + 1))).toBe(kind);
  });
});

describe('names of files that tools write', () => {
  it('knows lockfiles in any folder, and nothing that only looks like one', () => {
    expect(['yarn.lock', 'web/package-lock.json', 'go.sum', 'crates/Cargo.lock'].every(isLockfile)).toBe(true);
    expect(['my-yarn.lock', 'package.json', 'lock.ts', 'yarn.lock.ts'].some(isLockfile)).toBe(false);
  });

  it('knows generated code and folders of dependencies', () => {
    expect(isGeneratedName('a/b.pb.go')).toBe(true);
    expect(isGeneratedName('a/map.ts')).toBe(false);
    expect(isNoisePath('web/node_modules/a.js')).toBe(true);
    expect(isNoisePath('src/node_modules.ts')).toBe(false);
  });
});
