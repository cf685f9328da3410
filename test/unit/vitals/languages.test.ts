import { describe, expect, it } from 'vitest';
import { classify, findLanguage } from '../../../sidecar/vitals/languages.ts';

describe('classify', () => {
  it.each([
    ['src/a.ts', 'code'],
    ['lib/deep/x.py', 'code'],
    ['src/a.test.ts', 'test'],
    ['src/__tests__/a.tsx', 'test'],
    ['tests/util.py', 'test'],
    ['pkg/a_test.go', 'test'],
    ['benchmarks/run.mts', 'test'],
    ['examples/app/index.js', 'test'],
    ['dist/a.js', 'generated'],
    ['web/app.min.js', 'generated'],
    ['package-lock.json', 'generated'],
    ['api/x.pb.go', 'generated'],
    ['package.json', 'data'],
    ['README.md', 'document'],
    ['LICENSE', 'document'],
    ['logo.png', 'other'],
    ['src/latest.ts', 'code'],
    ['src/contest/a.ts', 'code'],
  ])('%s is %s', (path, role) => {
    expect(classify(path)).toBe(role);
  });

  it('knows a language by its extension, and no object’s members', () => {
    expect(findLanguage('a.rs')?.id).toBe('rust');
    expect(findLanguage('a.constructor')).toBeNull();
    expect(findLanguage('Makefile')).toBeNull();
  });
});
