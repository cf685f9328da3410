import { expect, it } from 'vitest';
import { compareVersions, isTrial, isVersion, mayBreak } from '../../../sidecar/lib/versions.ts';

it('orders versions as semver.org does', () => {
  const ordered = [
    '0.9.9',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-rc.2',
    '1.0.0-rc.11',
    '1.0.0',
    '1.0.10',
    '1.2.0',
  ];
  for (let at = 1; at < ordered.length; at++) {
    expect(compareVersions(ordered[at]!, ordered[at - 1]!), ordered[at]!).toBeGreaterThan(0);
    expect(compareVersions(ordered[at - 1]!, ordered[at]!), ordered[at]!).toBeLessThan(0);
  }
  expect([compareVersions('1.0.0+a', 'v1.0.0'), compareVersions('unknown', '1.0.0')]).toEqual([0, 0]);
  expect(['1.0', '', '1.0.0-', 'a.b.c'].filter(isVersion)).toEqual([]);
});

it('tells what a caret range keeps away', () => {
  const pairs = (list: string[]): boolean[] => list.map((pair) => mayBreak(...(pair.split(' ') as [string, string])));
  expect(pairs(['2.0.0 1.9.9', '1.0.0 0.9.0', '0.5.0 0.4.9', '0.0.4 0.0.3', 'v3.0.0 v1.0.0'])).not.toContain(false);
  expect(pairs(['1.9.0 1.0.0', '0.4.9 0.4.1', '1.0.0 2.0.0', '1.0.0 1.0.0', 'x 1.0.0', '2.0.0 x'])).not.toContain(true);
  expect(['2.0.0-rc.1', '2.0.0', 'x'].map(isTrial)).toEqual([true, false, false]);
});
