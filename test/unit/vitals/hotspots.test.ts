import { describe, expect, it } from 'vitest';
import type { FileChurn } from '../../../sidecar/vitals/churn.ts';
import { rankHotspots, rateConfidence } from '../../../sidecar/vitals/hotspots.ts';
import type { Commit, History, Measure, Role } from '../../../sidecar/vitals/types.ts';

const file = (path: string, role: Role = 'code') => ({ path, role, sizeBytes: 1, changedAt: 1 });
const churn = (commits: number): FileChurn => ({ commits, weight: commits, byAuthor: new Map(), lastAt: 0 });
const measured = (complexity: number, isGenerated = false): Measure => ({
  ...{ lines: 10, codeLines: 10, complexity, functions: [], imports: [], prints: [], isGenerated },
});

describe('rankHotspots', () => {
  it('puts what is complex and changes often in front, and rates only code', () => {
    const files = [file('calm'), file('hot'), file('simple'), file('data', 'data'), file('made'), file('once')];
    const changes = new Map([
      ['calm', churn(3)],
      ['hot', churn(30)],
      ['simple', churn(30)],
      ['data', churn(99)],
      ['made', churn(99)],
      ['once', churn(2)],
    ]);
    const measures = new Map([
      ['calm', measured(100)],
      ['hot', measured(100)],
      ['simple', measured(4)],
      ['data', measured(9)],
      ['made', measured(9, true)],
      ['once', measured(900)],
    ]);
    const ranked = rankHotspots(files, changes, measures, []);
    expect(ranked.map(({ path, score }) => [path, score])).toEqual([
      ['hot', 100],
      ['simple', 20],
      ['calm', 10],
    ]);
  });

  it('lets files that drag others along weigh more', () => {
    const pair = { files: ['b', 'c'], together: 9, strength: 0.9 } as const;
    const names = ['a', 'b'];
    const ranked = rankHotspots(
      names.map((name) => file(name)),
      new Map(names.map((name) => [name, churn(5)])),
      new Map(names.map((name) => [name, measured(50)])),
      [pair],
    );
    expect(ranked[0]).toMatchObject({ path: 'b', coupled: ['c'] });
  });
});

describe('rateConfidence', () => {
  const now = 1e12;
  const history = (count: number, over: Partial<History> = {}): History => ({
    ...{
      commits: Array<Commit>(count).fill({ hash: '', at: 0, author: '', files: [] }),
      head: 'h',
      headAt: now,
      days: 365,
      isPartial: false,
    },
    ...over,
  });

  it('is none without history or with hardly any, and never a good mark for it', () => {
    expect(rateConfidence(null, now).level).toBe('none');
    expect(rateConfidence(history(9), now).level).toBe('none');
    expect(rateConfidence(history(49), now).level).toBe('low');
    expect(rateConfidence(history(50), now).level).toBe('good');
  });

  it('says when a project rests, looks back further, or is not complete here', () => {
    const { reason } = rateConfidence(
      history(60, { headAt: now - 200 * 86_400_000, days: 1095, isPartial: true }),
      now,
    );
    expect(reason).toMatch(/3 years.*200 days old.*not complete/);
  });
});
