import { expect, it } from 'vitest';
import { compareVersions, isVersion } from '../../../sidecar/updates/versions.ts';

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
