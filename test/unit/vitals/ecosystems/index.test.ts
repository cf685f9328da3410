import { describe, expect, it } from 'vitest';
import { ecosystems } from '../../../../sidecar/vitals/ecosystems/index.ts';
import { listParents } from '../../../../sidecar/vitals/ecosystems/types.ts';
import { hasWord } from '../../../../sidecar/vitals/has-word.ts';

function judge(
  id: string,
  text: string,
  given: { imports?: string[]; settings?: string; files?: Record<string, string>; path?: string } = {},
) {
  const ecosystem = ecosystems.find((one) => one.id === id)!;
  return ecosystem.judge({
    path: given.path ?? ecosystem.manifest,
    text,
    imports: new Set(given.imports),
    mentions: (name) => hasWord(given.settings ?? '', name),
    read: async (path) => given.files?.[path] ?? null,
  });
}

describe('npm', () => {
  const manifest = (dependencies: object, over: object = {}) => JSON.stringify({ dependencies, ...over });

  it('calls unused what nothing names: no import, no script, no setting, no peer, no command', async () => {
    const names = {
      left: '1',
      used: '1',
      '@scope/used': '1',
      scripted: '1',
      configured: '1',
      commanded: '1',
      peer: '1',
      '@types/left': '1',
      typescript: '1',
      '@used/plugin': '1',
    };
    const lock = JSON.stringify({
      packages: {
        '': { dependencies: names },
        'node_modules/commanded': { bin: { cmd: 'x' } },
        'node_modules/used': { peerDependencies: { peer: '1' } },
      },
    });
    const found = await judge('npm', manifest(names, { scripts: { a: 'scripted --x && cmd' } }), {
      imports: ['used/deep', '@scope/used/x'],
      settings: 'plugins: ["configured"]',
      files: { 'package-lock.json': lock },
    });
    expect(found).toMatchObject({ unused: ['left'], deprecated: [], mismatched: [] });
  });

  it('tells what the lockfile says of it: given up by its maker, made for another range, not there', async () => {
    const lock = JSON.stringify({
      packages: { '': { dependencies: { old: '^1', moved: '^1' } }, 'node_modules/old': { deprecated: 'use new' } },
    });
    const found = await judge('npm', manifest({ old: '^1', moved: '^2', fresh: '1' }), {
      imports: ['old', 'moved', 'fresh'],
      files: { 'package-lock.json': lock },
    });
    expect(found.deprecated).toEqual([{ name: 'old', reason: 'use new' }]);
    expect(found.mismatched).toEqual([
      { name: 'moved', reason: 'the lockfile was made for ^1, not ^2' },
      { name: 'fresh', reason: 'is not in the lockfile' },
    ]);
  });

  it('finds the lockfile of a workspace at its root, and does not hold strangers to it', async () => {
    const files = { 'package-lock.json': JSON.stringify({ packages: { 'apps/web': { dependencies: { a: '1' } } } }) };
    const ask = (path: string) => judge('npm', manifest({ a: '2' }), { imports: ['a'], files, path });
    expect((await ask('apps/web/package.json')).mismatched).toHaveLength(1);
    expect((await ask('fixtures/x/package.json')).mismatched).toEqual([]);
    const yarn = { 'yarn.lock': 'b@1:\n' };
    expect((await judge('npm', manifest({ a: '1' }), { imports: ['a'], files: yarn })).mismatched).toHaveLength(1);
    expect(
      (await judge('npm', manifest({ a: '1' }), { imports: ['a'], files: yarn, path: 'x/package.json' })).mismatched,
    ).toEqual([]);
  });
});

describe('npm, of what is locked', () => {
  const manifest = (dependencies: object) => JSON.stringify({ dependencies });

  it('asks nothing about what comes from a repository, an address, a directory or under another name', async () => {
    const ranges = {
      plain: '^1',
      git: 'github:a/b',
      web: 'https://x.example/a.tgz',
      near: 'file:../a',
      other: 'npm:x@1',
    };
    const packages = Object.fromEntries(
      Object.keys(ranges).map((name) => [`node_modules/${name}`, { version: '1.0.0' }]),
    );
    const files = { 'package-lock.json': JSON.stringify({ packages }) };
    const { declared } = await judge('npm', manifest(ranges), { files });
    expect(declared.filter(({ version }) => version !== null)).toEqual([
      { name: 'plain', version: '1.0.0', from: null },
    ]);
  });
});

describe('cargo', () => {
  it('looks through every table, by the name in the code, and spares what a feature asks for', async () => {
    const text = `
[dependencies]
used-crate = "1"
renamed = { package = "real-name", version = "1" }
optional = { version = "1", optional = true }
unused = "1"
[dev-dependencies]
tested = "1"
[target.'cfg(unix)'.dependencies]
nix = "1"
[features]
extra = ["dep:optional"]
`;
    const lock = ['used-crate', 'real-name', 'unused', 'tested', 'nix']
      .map((name) => `[[package]]\nname = "${name}"`)
      .join('\n');
    const found = await judge('cargo', text, {
      imports: ['used_crate', 'renamed', 'tested'],
      files: { 'Cargo.lock': lock },
    });
    expect(found).toMatchObject({ unused: ['unused', 'nix'], deprecated: [], mismatched: [] });
  });
});

describe('cargo, of what is locked', () => {
  it('tells version and source, and leaves open what is there twice or lies beside', async () => {
    const source = 'registry+https://github.com/rust-lang/crates.io-index';
    const lock = ['one 1.2.3', 'twice 1.0.0', 'twice 2.0.0']
      .map((entry) => entry.split(' '))
      .map(([name, version]) => `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = "${source}"\n`)
      .concat('[[package]]\nname = "beside"\nversion = "0.1.0"\n');
    const text = '[dependencies]\none = "1"\ntwice = "1"\nbeside = { path = "../beside" }\n';
    const { declared } = await judge('cargo', text, { files: { 'Cargo.lock': lock.join('\n') } });
    expect(declared).toEqual([
      { name: 'one', version: '1.2.3', from: source },
      { name: 'twice', version: null, from: null },
      { name: 'beside', version: '0.1.0', from: null },
    ]);
  });
});

describe('go', () => {
  it('takes versions from the manifest, but for what is replaced', async () => {
    const text =
      'module x\nrequire (\n\tgithub.com/a/one v1.2.0\n\tgithub.com/a/two v1.0.0\n)\nreplace github.com/a/two => ../two\n';
    expect((await judge('go', text)).declared).toEqual([
      { name: 'github.com/a/one', version: 'v1.2.0', from: null },
      { name: 'github.com/a/two', version: null, from: null },
    ]);
  });

  it('judges direct requirements by the packages beneath their path', async () => {
    const text =
      'module x\nrequire github.com/a/one v1.0.0\nrequire (\n\tgithub.com/a/two v1.0.0\n\tgithub.com/a/three v1.0.0 // indirect\n)\n';
    const found = await judge('go', text, {
      imports: ['github.com/a/one/sub'],
      files: { 'go.sum': 'github.com/a/one v1.0.0 h1:\n' },
    });
    expect(found.unused).toEqual(['github.com/a/two']);
    expect(found.mismatched.map(({ name }) => name)).toEqual(['github.com/a/two']);
  });
});

describe('pyproject', () => {
  it('holds project, extras, groups and Poetry’s tables to the lockfile, and reads versions off it', async () => {
    const text = `
[project]
dependencies = ["Flask>=3", "click ==8.1.0", "near @ file:///near"]
[project.optional-dependencies]
web = ["uvicorn[standard]"]
[dependency-groups]
dev = ["pytest", { include-group = "x" }]
[tool.poetry.dependencies]
python = "^3.9"
corp = { version = "^1", source = "corp" }
fork = { git = "https://x.example/fork" }
`;
    const lock = `
[[package]]
name = "flask"
version = "3.0.0"
source = { registry = "https://pypi.org/simple" }
[[package]]
name = "pytest"
version = "8.0.0"
source = { editable = "." }
[[package]]
name = "click"
version = "8.1.0"
[[package]]
name = "corp"
version = "1.0.0"
[package.source]
type = "legacy"
url = "https://corp.example/simple"
`;
    const found = await judge('pyproject', text, { files: { 'uv.lock': lock } });
    expect(found.mismatched).toEqual([{ name: 'uvicorn', reason: 'is not in the lockfile' }]);
    expect(found.declared).toEqual([
      { name: 'Flask', version: '3.0.0', from: 'https://pypi.org/simple' },
      { name: 'click', version: '8.1.0', from: null },
      { name: 'uvicorn', version: null, from: null },
      { name: 'pytest', version: null, from: null },
      { name: 'corp', version: '1.0.0', from: 'https://corp.example/simple' },
    ]);
    const member = '[[package]]\nname = "web"\nversion = "1.0"\nsource = { editable = "apps/web" }\n';
    for (const [path, count] of [['apps/web', 5] as const, ['examples/web', 0] as const]) {
      const nested = await judge('pyproject', text, { files: { 'uv.lock': member }, path: `${path}/pyproject.toml` });
      expect(nested.mismatched).toHaveLength(count);
    }
    const without = await judge('pyproject', text);
    expect([without.mismatched, without.declared[1]?.version]).toEqual([[], '8.1.0']);
    expect((await judge('pyproject', '[tool.ruff]\nline-length = 100\n')).declared).toEqual([]);
  });
});

describe('requirements', () => {
  it('tells exact versions, none where another index is named, and nothing of what tools worked out', async () => {
    const text = '# ours\n-r base.txt\nflask==3.0.0 \\\n    --hash=sha256:x\nclick>=8\n';
    expect((await judge('requirements', text)).declared).toEqual([
      { name: 'flask', version: '3.0.0', from: null },
      { name: 'click', version: null, from: null },
    ]);
    const other = await judge('requirements', `--extra-index-url https://corp.example\n${text}`);
    expect(other.declared.map(({ version }) => version)).toEqual([null, null]);
    expect((await judge('requirements', `# This file is autogenerated by pip-compile\n${text}`)).declared).toEqual([]);
  });
});

describe('places', () => {
  it('are all directories up to the project’s own', () => {
    expect(listParents('a/b/c.json')).toEqual(['a/b/', 'a/', '']);
    expect(listParents('c.json')).toEqual(['']);
  });
});
