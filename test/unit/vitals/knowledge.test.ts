import { describe, expect, it } from 'vitest';
import { countChurn } from '../../../sidecar/vitals/churn.ts';
import { rateKnowledge } from '../../../sidecar/vitals/knowledge.ts';
import type { Commit } from '../../../sidecar/vitals/types.ts';

const dayMs = 86_400_000;
const headAt = 1000 * dayMs;
const commits = (author: string, path: string, count: number, daysAgo: number): Commit[] =>
  Array.from({ length: count }, () => ({
    hash: '',
    author,
    at: headAt - daysAgo * dayMs,
    files: [{ path, added: 1, removed: 0 }],
  }));

function rate(list: readonly Commit[]) {
  const history = { commits: list, head: 'h', headAt, days: 365, isPartial: false };
  const paths = [...new Set(list.flatMap(({ files }) => files.map(({ path }) => path)))];
  const files = paths.map((path) => ({ path, role: 'code' as const, sizeBytes: 1, changedAt: 1 }));
  return rateKnowledge(
    history,
    files,
    countChurn(history, () => true),
  );
}

describe('rateKnowledge', () => {
  it('names code whose one author has not been seen for long', () => {
    const found = rate([
      ...commits('Gone', 'a', 5, 300),
      ...commits('Here', 'b', 5, 1),
      ...commits('Gone', 'c', 2, 300),
    ]);
    expect(found?.orphans).toMatchObject([{ path: 'a', author: 'Gone', share: 1 }]);
  });

  it('counts on how many people half of the files hang', () => {
    const list = ['a', 'b', 'c'].flatMap((path) => commits('One', path, 2, 1));
    expect(rate(list)).toMatchObject({ authors: 1, truckFactor: 1, orphans: [] });
    expect(rate(['A', 'B', 'C', 'D'].flatMap((who) => commits(who, who, 1, 1)))?.truckFactor).toBe(2);
    expect(rate([])).toBeNull();
  });
});
