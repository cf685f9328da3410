import { describe, expect, it } from 'vitest';
import { findNpmLock } from '../../../sidecar/vitals/npm-locks.ts';

async function pin(files: Record<string, string>, name: string, range = '^1.0.0', path = 'package.json') {
  const lock = await findNpmLock({ path, read: async (file) => files[file] ?? null });
  return lock === null ? null : lock.pin(name, range);
}
const usual = (version: string) => ({ version, from: null });
const unknown = { version: null, from: null };

describe('findNpmLock', () => {
  it('takes the package that the directory of a workspace would load, not its links and aliases', async () => {
    const from = 'https://npm.example.org/a/-/a-1.1.0.tgz';
    const packages = {
      'node_modules/a': { version: '1.1.0', resolved: from },
      'apps/web/node_modules/a': { version: '2.0.0' },
      'node_modules/beside': { version: '1.0.0', link: true },
      'node_modules/alias': { version: '1.0.0', name: 'real' },
    };
    const files = { 'package-lock.json': JSON.stringify({ packages }) };
    expect(await pin(files, 'a')).toEqual({ version: '1.1.0', from });
    expect(await pin(files, 'a', '^2', 'apps/web/package.json')).toEqual(usual('2.0.0'));
    expect(await pin(files, 'a', '^1', 'apps/api/package.json')).toEqual({ version: '1.1.0', from });
    for (const name of ['beside', 'alias', 'gone']) expect(await pin(files, name)).toEqual(unknown);
  });

  it('reads both forms of yarn', async () => {
    const old =
      '# yarn lockfile v1\n\n"@s/a@^1.0.0", "@s/a@~1.0":\n  version "1.0.4"\n  resolved "https://registry.yarnpkg.com/@s/a/-/a-1.0.4.tgz#x"\n\nb@^2:\n  version "2.0.0"\n';
    const address = 'https://registry.yarnpkg.com/@s/a/-/a-1.0.4.tgz#x';
    expect(await pin({ 'yarn.lock': old }, '@s/a')).toEqual({ version: '1.0.4', from: address });
    expect(await pin({ 'yarn.lock': old }, '@s/a', '^9')).toEqual(unknown);
    const berry =
      '"a@npm:^1.0.0, a@npm:~1.0":\n  version: 1.0.4\n  resolution: "a@npm:1.0.4"\n\n"p@npm:^1.0.0":\n  version: 1.0.0\n  resolution: "p@npm:1.0.0::__archiveUrl=https%3A%2F%2Fcorp.example"\n';
    expect(await pin({ 'yarn.lock': berry }, 'a')).toEqual(usual('1.0.4'));
    expect(await pin({ 'yarn.lock': berry }, 'p')).toEqual(unknown);
  });

  it('reads pnpm by its importers, also from above', async () => {
    const text = `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.2.0(peer@2.0.0)

  apps/web:
    devDependencies:
      '@s/b':
        specifier: ^2
        version: 2.1.0
      near:
        specifier: workspace:*
        version: link:../near

packages:

  '@s/b@2.1.0':
    resolution: {integrity: sha512-x, tarball: https://corp.example/b.tgz}
    engines: {node: '>=18'}

  a@1.2.0:
    resolution: {integrity: sha512-y}
`;
    const files = { 'pnpm-lock.yaml': text };
    expect(await pin(files, 'a')).toEqual(usual('1.2.0'));
    expect(await pin(files, '@s/b')).toEqual(unknown);
    const web = 'apps/web/package.json';
    expect(await pin(files, '@s/b', '^2', web)).toEqual({ version: '2.1.0', from: 'https://corp.example/b.tgz' });
    expect(await pin(files, 'near', 'workspace:*', web)).toEqual(unknown);
    expect(await pin(files, 'a', '^1', 'fixtures/x/package.json')).toBeNull();
  });

  it('reads bun', async () => {
    const text =
      '{\n  "packages": {\n    "a": ["a@1.2.0", "", {}, "sha512-x"],\n    "b": ["b@1.0.0", "https://corp.example/b.tgz", {}],\n    "near": ["near@workspace:near"],\n  }\n}\n';
    expect(await pin({ 'bun.lock': text }, 'a')).toEqual(usual('1.2.0'));
    expect(await pin({ 'bun.lock': text }, 'b')).toEqual({ version: '1.0.0', from: 'https://corp.example/b.tgz' });
    expect(await pin({ 'bun.lock': text }, 'near')).toEqual(unknown);
  });
});
