import { describe, expect, it } from 'vitest';
import {
  findBuild,
  identify,
  listArchives,
  nameArchive,
  sumBytes,
  sumUnpacked,
} from '../../../sidecar/installs/build.ts';
import type { Bundle } from '../../../sidecar/installs/types.ts';
import { makeBundle } from './support/bundles.ts';
import { makeRelease, platform } from './support/records.ts';

const single = makeRelease('http://127.0.0.1:1/tool.tar.gz').tool;
const { tool } = makeBundle('http://127.0.0.1:1');
const bundle = tool.artifacts[platform] as Bundle;

describe('a build', () => {
  it('of one archive is named by its hash', () => {
    const build = findBuild(single, platform);
    expect(listArchives(build)).toEqual([build]);
    expect(identify(build)).toBe(single.artifacts[platform] && 'sha256' in build ? build.sha256 : '');
  });

  it('of several has another name as soon as anything about its files changes', () => {
    const [first, ...rest] = bundle.archives;
    const others: Bundle[] = [
      { ...bundle, archives: rest },
      { ...bundle, archives: [{ ...first!, into: 'elsewhere' }, ...rest] },
      { ...bundle, archives: [{ ...first!, leaveOut: /x/ }, ...rest] },
      { ...bundle, files: [{ path: 'program.py', text: 'other' }] },
      { ...bundle, program: 'other' },
    ];
    const names = [bundle, ...others].map(identify);
    expect(new Set(names).size).toBe(names.length);
    expect(identify({ ...bundle })).toBe(identify(bundle));
  });

  it('adds up what is fetched and what is needed on the disk', () => {
    expect(sumBytes(bundle)).toBe(bundle.archives.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(sumUnpacked(bundle)).toBeGreaterThan(sumBytes(bundle));
    expect(nameArchive({ url: 'https://example.com/a/b%2B1.tar.gz?x=1', sha256: '', bytes: 1 })).toBe('b+1.tar.gz');
  });

  it('that is not there for this computer is an error that names the others', () => {
    expect(() => findBuild(tool, 'toString')).toThrow(
      expect.objectContaining({ code: 'tool.unsupported', hint: `There are builds for ${platform}.` }),
    );
  });
});
