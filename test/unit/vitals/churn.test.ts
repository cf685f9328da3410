import { describe, expect, it } from 'vitest';
import { countChurn, findCouplings, wilson } from '../../../sidecar/vitals/churn.ts';
import type { Commit, History } from '../../../sidecar/vitals/types.ts';

const dayMs = 86_400_000;
const headAt = 1000 * dayMs;
const commit = (paths: readonly string[], author = 'Ada', daysAgo = 0): Commit => ({
  ...{ hash: 'h', author, at: headAt - daysAgo * dayMs },
  files: paths.map((path) => ({ path, added: 1, removed: 0 })),
});
const history = (commits: readonly Commit[]): History => ({ commits, head: 'h', headAt, days: 365, isPartial: false });

describe('countChurn', () => {
  it('counts files that still exist, the newer the more, by author', () => {
    const churn = countChurn(history([commit(['a']), commit(['a', 'gone'], 'Bob', 120)]), (path) => path === 'a');
    expect([...churn.keys()]).toEqual(['a']);
    expect(churn.get('a')).toMatchObject({
      commits: 2,
      weight: 1.5,
      byAuthor: new Map([
        ['Ada', 1],
        ['Bob', 1],
      ]),
    });
  });
});

describe('findCouplings', () => {
  it('finds pairs that change together, and none that did so once or twice', () => {
    const commits = [...Array.from({ length: 8 }, () => commit(['a', 'b'])), commit(['a', 'c']), commit(['c', 'a'])];
    expect(findCouplings(commits, () => true)).toMatchObject([{ files: ['a', 'b'], together: 8 }]);
  });

  it('does not join files through commits that touch everything, or files that are not rated', () => {
    const wide = Array.from({ length: 50 }, (_, at) => `f${at}`);
    expect(
      findCouplings(
        Array.from({ length: 9 }, () => commit(wide)),
        () => true,
      ),
    ).toEqual([]);
    expect(
      findCouplings(
        Array.from({ length: 9 }, () => commit(['a', 'b.md'])),
        (path) => path === 'a',
      ),
    ).toEqual([]);
  });
});

describe('wilson', () => {
  it('trusts a share the more it was seen', () => {
    expect(wilson(2, 2)).toBeLessThan(wilson(40, 40));
    expect(wilson(40, 40)).toBeCloseTo(0.912, 3);
    expect([wilson(0, 0), wilson(0, 9)]).toEqual([0, 0]);
  });
});
