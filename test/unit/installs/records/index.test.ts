import { describe, expect, it } from 'vitest';
import { listArchives } from '../../../../sidecar/installs/build.ts';
import { type Artifact, type Bundle, managedTools } from '../../../../sidecar/installs/index.ts';

/** Archives are read whole: larger ones need another way first. */
const MAX_BYTES = 64 * 1024 * 1024;

const builds = managedTools.flatMap((tool) =>
  Object.entries(tool.artifacts).map(([platform, build]) => [`${tool.id} ${platform}`, tool, build] as const),
);
const artifacts = builds.flatMap(([name, tool, build]) =>
  'member' in build ? [[name, tool, build as Artifact] as const] : [],
);
const bundles = builds.flatMap(([name, tool, build]) =>
  'archives' in build ? [[name, tool, build as Bundle] as const] : [],
);

describe('every record', () => {
  it.each(artifacts)('%s is pinned to the last bit', (_name, tool, { url, sha256, bytes, format, member }) => {
    expect(new URL(url).protocol).toBe('https:');
    expect(url).toContain(tool.version);
    expect(url.endsWith(format)).toBe(true);
    for (const sum of [sha256, member.sha256]) expect(sum).toMatch(/^[0-9a-f]{64}$/);
    expect(sha256).not.toBe(member.sha256);
    for (const size of [bytes, member.bytes]) expect(size).toBeLessThan(MAX_BYTES);
    expect(member.name).toMatch(/^[\w-]+(\.exe)?$/);
  });

  it.each(bundles)('%s is pinned in all its parts', (_name, tool, { archives, program }) => {
    for (const { url, sha256, bytes, format, mostBytes, leaveOut } of archives) {
      expect(new URL(url).protocol).toBe('https:');
      expect(url).toMatch(format === 'wheel' ? /\.whl$/ : /\.tar\.gz$/);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(bytes).toBeLessThan(MAX_BYTES);
      expect(mostBytes).toBeGreaterThan(bytes);
      expect(leaveOut?.test(program.slice(program.indexOf('/') + 1)) ?? false).toBe(false);
    }
    expect(archives.some(({ url }) => url.includes(tool.version))).toBe(true);
    expect(new Set(archives.map(({ sha256 }) => sha256)).size).toBe(archives.length);
  });

  it('has checksums of its own for every platform', () => {
    const sums = artifacts.flatMap(([, , { sha256, member }]) => [sha256, member.sha256]);
    expect(new Set(sums).size).toBe(sums.length);
    const firsts = builds.map(([, , build]) => listArchives(build)[0]?.sha256);
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it.each(managedTools.map((tool) => [tool.id, tool] as const))(
    '%s says what it is and what it writes',
    (_id, tool) => {
      expect(Object.keys(tool.artifacts).every((name) => /^(linux|darwin|win32)-(x64|arm64)$/.test(name))).toBe(true);
      expect(tool.writes.length).toBeGreaterThan(0);
      expect(tool.licence).not.toBe('');
      // The smoke test knows this version from the next one.
      expect(tool.smoke.expects.test(`${tool.id} ${tool.version}\n`)).toBe(true);
      expect(tool.smoke.expects.test(`${tool.id} ${tool.version}1\n`)).toBe(false);
    },
  );
});
