import { describe, expect, it } from 'vitest';
import { findNewer, readReleases } from '../../../sidecar/updates/release-list.ts';

const release = (version: string, channel = 'stable', page = 'https://example.com/notes') => ({
  ...{ version, channel, page },
  files: [{ name: 'headroom.AppImage', sha256: 'a'.repeat(64) }],
});

describe('a list of releases', () => {
  it('is read without what is not whole', () => {
    const good = release('1.0.0');
    const odd = [
      ...[null, 7, {}, release('1'), release('1.0.0', 'nightly'), release('1.0.0', 'stable', 'http://example.com')],
      ...[release('1.0.0', 'stable', 'javascript:alert(1)'), release('1.0.0', 'stable', 'https://u:p@example.com')],
      { ...good, files: undefined },
    ];
    expect(readReleases({ releases: [...odd, good], more: 1 })).toEqual([good]);
    const files = [{ name: '../x', sha256: 'a'.repeat(64) }, { name: 'x', sha256: 'A' }, ...good.files];
    expect(readReleases({ releases: [{ ...good, files }] })?.[0]?.files).toEqual(good.files);
    expect([readReleases(null), readReleases({}), readReleases([])]).toEqual([null, null, null]);
  });

  it('has something newer only on the channel, and only above what runs', () => {
    const list = readReleases({ releases: [release('1.1.0'), release('1.2.0-rc.1', 'preview'), release('1.0.9')] })!;
    expect(findNewer(list, 'stable', '1.0.0')?.version).toBe('1.1.0');
    expect(findNewer(list, 'preview', '1.0.0')?.version).toBe('1.2.0-rc.1');
    expect(findNewer(list, 'stable', '1.1.0')).toBeNull();
    expect(findNewer(list, 'off', '1.0.0')).toBeNull();
    expect(findNewer(list, 'stable', 'unknown')).toBeNull();
  });
});
