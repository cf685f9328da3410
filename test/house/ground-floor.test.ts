import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { listFiles, readProjectFile } from '../../scripts/lib/tree.ts';

const VISIBLE = [
  'AGENTS.md',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'app',
  'docs',
  'neutralino.config.json',
  'package-lock.json',
  'package.json',
  'resources',
  'scripts',
  'sidecar',
  'test',
  'tsconfig.json',
];
const HIDDEN = ['.biome.json', '.ci', '.editorconfig', '.gitattributes', '.github', '.gitignore'];
/** Made by tools and ignored by git; may be there or not. */
const MADE = ['.git', '.DS_Store', 'bin', 'build', 'node_modules'];

describe('the ground floor', () => {
  it('has exactly the known entries', () => {
    const entries = readdirSync(root).filter((name) => !MADE.includes(name) && !name.endsWith('.log'));
    expect(entries.sort()).toEqual([...VISIBLE, ...HIDDEN].sort());
  });

  it('has one lockfile and one package', () => {
    const packages = listFiles().filter((path) =>
      /(^|\/)(package\.json|package-lock\.json|yarn\.lock|pnpm-lock\.yaml)$/.test(path),
    );
    expect(packages).toEqual(['package-lock.json', 'package.json']);
  });

  it('says its version in package.json and repeats it where a tool needs a copy', () => {
    const { version, name } = JSON.parse(readProjectFile('package.json'));
    const lock = JSON.parse(readProjectFile('package-lock.json'));
    expect(name).toBe('headroom-desktop');
    expect(JSON.parse(readProjectFile('neutralino.config.json')).version).toBe(version);
    expect(lock.version).toBe(version);
  });

  it('pins every dependency exactly', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readProjectFile('package.json'));
    const versions = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)))).toEqual([]);
  });

  it('needs no install script of its own', () => {
    const { scripts } = JSON.parse(readProjectFile('package.json'));
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  });

  it('pins the actions of its workflows by commit and lets them only read', () => {
    const workflows = listFiles('.github').filter((path) => path.endsWith('.yml'));
    expect(workflows).not.toEqual([]);
    for (const path of workflows) {
      const text = readProjectFile(path);
      const uses = [...text.matchAll(/uses:\s*(\S+)/g)].map((match) => match[1] ?? '');
      expect(uses.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
      expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
    }
  });
});
