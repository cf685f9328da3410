import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registries } from '../../../../sidecar/vitals/registries/index.ts';
import type { Pinned, Setup } from '../../../../sidecar/vitals/registries/types.ts';

const userHome = join('/home', 'ada');

interface Given {
  readonly env?: Setup['env'];
  /** The user's own settings, by absolute path. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly project?: Readonly<Record<string, string>>;
}

async function open(id: string, { env = {}, settings = {}, project = {} }: Given = {}) {
  const read = async (path: string) => settings[path] ?? null;
  const readInProject = async (path: string) => project[path] ?? null;
  return registries.find((one) => one.id === id)!.open({ env, userHome, read, readInProject });
}

const pin = (name: string, version: string | null, from: string | null = null): Pinned => ({ name, version, from });

/** Asks, where addresses that are not given are not there. @returns also what was asked for */
async function ask(id: string, pinned: Pinned, pages: Readonly<Record<string, string>>, given?: Given) {
  const urls: string[] = [];
  const question = (await open(id, given))(pinned);
  const release = await question?.ask(async (url) => {
    urls.push(url);
    return pages[url] ?? null;
  });
  return { host: question?.host ?? null, release, urls };
}

const hostFor = async (id: string, pinned: Pinned, given?: Given) => (await open(id, given))(pinned)?.host ?? null;

describe('npm', () => {
  const base = 'https://npm.example.org';
  const usual = { env: { npm_config_registry: base } };

  it('compares with the latest version, and reads whether the one in use was given up', async () => {
    const pages = {
      [`${base}/@s%2fa/latest`]: '{"version":"3.1.0"}',
      [`${base}/@s%2fa/1.0.0`]: '{"version":"1.0.0","deprecated":"use b"}',
      [`${base}/same/latest`]: '{"version":"1.2.0"}',
    };
    const { release } = await ask('npm', pin('@s/a', '1.0.0'), pages, usual);
    expect(release).toEqual({ beyond: '3.1.0', warning: 'use b' });
    expect(await ask('npm', pin('same', '1.2.0'), pages, usual)).toEqual({
      ...{ host: 'npm.example.org', release: { beyond: null, warning: null } },
      urls: [`${base}/same/latest`],
    });
    expect((await ask('npm', pin('gone', '1.0.0'), pages, usual)).release).toBeNull();
    await expect(ask('npm', pin('same', '1.0.0'), { [`${base}/same/latest`]: '<html>' }, usual)).rejects.toThrow(
      SyntaxError,
    );
  });

  it('tells a name only to the registry that this computer would fetch it from', async () => {
    const corp = 'https://npm.corp.example/repo/';
    const ours = { settings: { [join(userHome, '.npmrc')]: `registry=${corp}\n//npm.corp.example/:_authToken=x\n` } };
    const tarball = 'https://registry.yarnpkg.com/a/-/a-1.0.0.tgz';
    expect(await hostFor('npm', pin('a', '1.0.0', tarball))).toMatch(/^registry\.npmjs\.org$/);
    expect(await hostFor('npm', pin('a', '1.0.0', `${corp}a/-/a-1.0.0.tgz`))).toBeNull();
    expect(await hostFor('npm', pin('a', null))).toBeNull();
    expect(await hostFor('npm', pin('../x', '1.0.0'))).toBeNull();
    // Set up for another registry, npm itself would ask there, also for what lockfiles have from the public one.
    expect(await hostFor('npm', pin('a', '1.0.0', tarball), ours)).toBe('npm.corp.example');
    expect(await hostFor('npm', pin('a', '1.0.0', `${corp}a/-/a-1.0.0.tgz`), ours)).toBe('npm.corp.example');
    expect(await hostFor('npm', pin('a', '1.0.0'), { env: { npm_config_registry: corp } })).toBe('npm.corp.example');
  });

  it('lets a project keep names back, never send them elsewhere', async () => {
    const project = { '.npmrc': '@corp:registry = https://npm.corp.example/\n' };
    expect(await hostFor('npm', pin('@corp/a', '1.0.0'), { project })).toBeNull();
    expect(await hostFor('npm', pin('@other/a', '1.0.0'), { project })).toMatch(/^registry\.npmjs\.org$/);
    expect(await hostFor('npm', pin('a', '1.0.0'), { project: { '.npmrc': 'registry=http://10.0.0.1/' } })).toBeNull();
    expect(await hostFor('npm', pin('a', '1.0.0'), { project: { '.npmrc': `registry=$${'{SECRET}'}` } })).toBeNull();
    const settings = { [join(userHome, '.npmrc')]: '@corp:registry=https://npm.corp.example/\n' };
    expect(await hostFor('npm', pin('@corp/a', '1.0.0'), { project, settings })).toBe('npm.corp.example');
  });
});

describe('crates', () => {
  const source = 'registry+https://github.com/rust-lang/crates.io-index';
  const index = (versions: string[], yanked: string[] = []) =>
    versions.map((vers) => JSON.stringify({ vers, yanked: yanked.includes(vers) })).join('\n');

  it('reads the index: the newest version that was not taken back and is no trial', async () => {
    const pages = {
      'https://index.crates.io/se/rd/serde': index(['0.9.0', '1.0.0', '2.0.0', '3.0.0-rc.1'], ['0.9.0', '2.0.0']),
    };
    const { release } = await ask('crates', pin('Serde', '0.9.0', source), pages);
    expect(release).toEqual({ beyond: '1.0.0', warning: '0.9.0 was yanked by its maker' });
    expect((await ask('crates', pin('serde', '1.0.0', source), pages)).release).toEqual({
      beyond: null,
      warning: null,
    });
  });

  it('finds crates with short names, and does not ask for those from elsewhere', async () => {
    for (const [name, place] of [
      ['a', '1/a'],
      ['ab', '2/ab'],
      ['abc', '3/a/abc'],
    ] as const) {
      const { urls } = await ask('crates', pin(name, '1.0.0', source), {});
      expect(urls).toEqual([`https://index.crates.io/${place}`]);
    }
    expect(await hostFor('crates', pin('a', '1.0.0'))).toBeNull();
    expect(await hostFor('crates', pin('a', '1.0.0', 'registry+https://corp.example/index'))).toBeNull();
  });
});

describe('go-proxy', () => {
  const base = 'https://proxy.golang.org/github.com';

  it('goes through the majors, and reads the newest go.mod for what its maker says', async () => {
    const pages = {
      [`${base}/!a/one/v2/@v/list`]: 'v2.0.0\nv2.1.0\nv2.2.0-rc.1\n',
      [`${base}/!a/one/v2/@v/v2.1.0.mod`]: 'module x\nretract (\n\t[v2.0.0, v2.0.9] // broken\n)\n',
      [`${base}/!a/one/v3/@v/list`]: 'v3.0.1\n',
      [`${base}/a/old/@v/list`]: 'v0.1.0\nv0.9.0\nv9.0.0+incompatible\n',
      [`${base}/a/old/@v/v0.9.0.mod`]: '// Deprecated: use new\nmodule x\n',
    };
    const { release, urls } = await ask('go-proxy', pin('github.com/A/one/v2', 'v2.0.0'), pages);
    expect(release).toEqual({ beyond: 'v3.0.1', warning: 'v2.0.0 was retracted by its maker' });
    expect(urls.at(-1)).toBe(`${base}/!a/one/v4/@v/list`);
    const old = await ask('go-proxy', pin('github.com/a/old', 'v0.1.0'), pages);
    expect(old.release).toEqual({ beyond: null, warning: 'use new' });
    expect((await ask('go-proxy', pin('github.com/a/none', 'v1.0.0'), pages)).release).toBeNull();
  });

  it('is the one that go would ask, and never hears of private modules', async () => {
    const one = pin('git.corp.example/team/one', 'v1.0.0');
    expect(await hostFor('go-proxy', one)).toBe('proxy.golang.org');
    expect(await hostFor('go-proxy', one, { env: { GOPROXY: 'https://go.corp.example|direct' } })).toBe(
      'go.corp.example',
    );
    for (const env of [
      { GOPROXY: 'off' },
      { GOPROXY: 'direct' },
      { GOPRIVATE: '*.corp.example' },
      { GOPRIVATE: 'a.example,git.corp.example/team' },
      { GONOPROXY: 'git.corp.example/t?am' },
    ]) {
      expect(await hostFor('go-proxy', one, { env }), JSON.stringify(env)).toBeNull();
    }
    expect(await hostFor('go-proxy', one, { env: { GOPRIVATE: '*.other.example,git.corp.example/x' } })).not.toBeNull();
    const env = { GOENV: '/go/env' };
    expect(await hostFor('go-proxy', one, { env, settings: { '/go/env': 'GOPRIVATE=*.corp.example\n' } })).toBeNull();
  });
});

describe('pypi', () => {
  const files = (versions: Readonly<Record<string, unknown>>) =>
    Object.entries(versions).flatMap(([version, yanked]) => [
      { filename: `my_app-${version}-py3-none-any.whl`, yanked },
      { filename: `my_app-${version}.tar.gz`, yanked },
    ]);
  const page = (versions: Readonly<Record<string, unknown>>) =>
    JSON.stringify({ versions: Object.keys(versions), files: files(versions) });

  it('reads the newest release that was not yanked, and whether the one in use was', async () => {
    const pages = {
      'https://pypi.org/simple/my-app/': page({
        '1.0': 'broken',
        '1.10.0': false,
        '3.0': true,
        '2.2': false,
        '4.0rc1': false,
      }),
    };
    expect((await ask('pypi', pin('My_App', '1.0'), pages)).release).toEqual({
      ...{ beyond: '2.2', warning: '1.0 was yanked by its maker: broken' },
    });
    expect((await ask('pypi', pin('my.app', '2.1.post1'), pages)).release).toEqual({ beyond: null, warning: null });
    await expect(ask('pypi', pin('my-app', '1.0'), { 'https://pypi.org/simple/my-app/': '{}' })).rejects.toThrow(
      SyntaxError,
    );
  });

  it('is the index that uv or pip are set up for; other sources hear and tell nothing', async () => {
    const env = { PIP_INDEX_URL: 'https://ann:secret@pip.corp.example/simple/' };
    const { host, urls } = await ask('pypi', pin('a', '1.0', 'https://pypi.org/simple'), {}, { env });
    expect([host, urls]).toEqual(['pip.corp.example', ['https://pip.corp.example/simple/a/']]);
    expect(await hostFor('pypi', pin('a', '1.0', 'https://other.example/simple'))).toBeNull();
    expect(await hostFor('pypi', pin('a', null))).toBeNull();
    expect(await hostFor('pypi', pin('a', '1.0'), { env: { UV_DEFAULT_INDEX: '/srv/wheels' } })).toBeNull();
  });
});
