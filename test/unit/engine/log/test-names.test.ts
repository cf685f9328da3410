import { describe, expect, it } from 'vitest';
import { bareName, namesOf } from '../../../../sidecar/engine/log/test-names.ts';

describe('bareName', () => {
  it.each([
    [' × src/a.test.ts > adds 3ms', 'src/a.test.ts > adds'],
    [' FAIL  src/a.test.ts > adds', 'src/a.test.ts > adds'],
    ['ERROR: test_get (store.T.test_get)', 'test_get (store.T.test_get)'],
    ['test_get (store.T.test_get) ... ERROR', 'test_get (store.T.test_get)'],
    ['--- FAIL: TestGet (0.01s)', 'TestGet'],
    ['not ok 3 - adds', 'adds'],
    ['  2) adds two numbers', 'adds two numbers'],
  ])('%s', (line, name) => {
    expect(bareName(line)).toBe(name);
  });

  it('is quick on hostile lines', () => {
    expect(bareName(' '.repeat(1_000_000)).length).toBe(0);
  });
});

describe('namesOf', () => {
  it('knows a test by its whole name and by its own', () => {
    const names = namesOf([' FAIL  src/a.test.ts > sums > adds']);
    expect(names.has('src/a.test.ts > sums > adds') && names.has('adds')).toBe(true);
    expect(names.has('sums')).toBe(false);
  });
});
