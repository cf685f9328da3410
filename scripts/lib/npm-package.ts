import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { bundleEntry } from './bundle.ts';
import { readPackedManifest } from './packed-manifest.ts';
import { root, runNpm, runTool } from './project.ts';

/** A path from one file of ours to another, as it stands in an import or a URL. */
const RELATIVE = /(['"])(\.{1,2}\/[^'"\n]+)\.ts\1/g;
/** What the package holds as it is. */
const whole = ['LICENSE', 'README.md', 'CHANGELOG.md', 'resources/ui', 'resources/docker'];
/** Members of package.json that only this project's own work needs. */
const ofProject = ['private', 'scripts', 'devDependencies'];

interface LockedPackage {
  dev?: boolean;
  devDependencies?: unknown;
}

/** Packs what {@link stagePackage} lays out. @param updatesUrl built in; null: none. @returns path of build/dist/<name>-<version>.tgz. @throws when npm fails. */
export async function packNpm(updatesUrl: string | null): Promise<string> {
  const stage = join(root, 'build/npm');
  rmSync(stage, { recursive: true, force: true });
  const { name, version } = await stagePackage(stage, updatesUrl);
  await stageDeclarations(stage);
  const target = join(root, 'build/dist');
  mkdirSync(target, { recursive: true });
  await runNpm(['pack', '--silent', '--ignore-scripts', '--pack-destination', target], stage);
  return join(target, `${name}-${version}.tgz`);
}

/**
 * Lays out the package that `npm install` takes: the sources with their types taken out, because Node strips none below
 * node_modules, the page, and the lockfile of what they stand on, so that everybody gets the very same versions.
 */
export async function stagePackage(
  stage: string,
  updatesUrl: string | null = null,
): Promise<{ readonly name: string; readonly version: string }> {
  for (const name of readdirSync(join(root, 'sidecar'), { recursive: true }) as string[]) {
    copySource(join(root, 'sidecar', name), join(stage, 'sidecar', name));
  }
  for (const path of whole)
    if (existsSync(join(root, path))) cpSync(join(root, path), join(stage, path), { recursive: true });
  const manifest: Record<string, unknown> & { name: string; version: string } = readPackedManifest(updatesUrl);
  for (const member of ofProject) delete manifest[member];
  const front = 'sidecar/headroom.cjs';
  await bundleEntry('sidecar/installed.ts', join(stage, front));
  manifest.bin = { headroom: front };
  const entry = './sidecar/sdk/index';
  manifest.exports = { '.': { types: `${entry}.d.ts`, default: `${entry}.js` }, './package.json': './package.json' };
  writeJson(join(stage, 'package.json'), manifest);
  writeJson(join(stage, 'npm-shrinkwrap.json'), readLocked());
  return manifest;
}

/** What the SDK says of its types, and the contracts that these name. */
async function stageDeclarations(stage: string): Promise<void> {
  if ((await runTool('typescript', 'tsc', ['-b', 'sidecar'])) !== 0) throw new Error('The types are not in order.');
  for (const room of ['sdk', 'contract']) {
    const from = join(root, 'build/types/sidecar', room);
    for (const name of readdirSync(from).filter((each) => each.endsWith('.d.ts'))) {
      const text = readFileSync(join(from, name), 'utf8');
      writeFileSync(join(stage, 'sidecar', room, name), text.replace(RELATIVE, '$1$2.js$1'));
    }
  }
}

function copySource(from: string, to: string): void {
  if (!statSync(from).isFile() || from.endsWith('tsconfig.json')) return;
  mkdirSync(dirname(to), { recursive: true });
  if (!/\.m?[jt]s$/.test(from)) {
    cpSync(from, to);
    return;
  }
  const source = readFileSync(from, 'utf8');
  // Types become blanks: line and column of an error stay those of the source.
  const plain = from.endsWith('.ts') ? stripTypeScriptTypes(source, { mode: 'strip' }) : source;
  writeFileSync(to.replace(/\.ts$/, '.js'), plain.replace(RELATIVE, '$1$2.js$1'));
}

/** The lockfile without what only this project's own work needs. */
function readLocked(): unknown {
  const lock = readJson<{ packages: Record<string, LockedPackage> }>('package-lock.json');
  const kept = Object.entries(lock.packages).filter(([, { dev }]) => dev !== true);
  const packages = Object.fromEntries(kept);
  delete packages['']?.devDependencies;
  return { ...lock, packages };
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as T;
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
