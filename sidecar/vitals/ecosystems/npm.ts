import { hasWord } from '../has-word.ts';
import { findNpmLock, type NpmLock } from '../npm-locks.ts';
import { type Table, tableOf } from '../tables.ts';
import type { Ecosystem, ManifestFindings, ManifestInput } from './types.ts';

/** Ranges that lead into the project itself, or to its own list of versions. */
const OF_PROJECT = /^(?:workspace|file|link|portal|catalog):/;
/** Also those that lead to a repository, an address or another name. */
const NOT_OF_REGISTRY = /^(?:workspace|file|link|portal|npm|patch|https?|ssh|git[+\w]*|github|gitlab|bitbucket):|\//;

export const npm = {
  id: 'npm',
  manifest: 'package.json',
  registry: 'npm',
  async judge(input) {
    const manifest = tableOf(JSON.parse(input.text));
    const own = tableOf(manifest.dependencies);
    const development = tableOf(manifest.devDependencies);
    const lock = await findNpmLock(input);
    const names = Object.keys({ ...own, ...development });
    const isUsed = makeUsage(input, manifest, lock);
    const declared = { ...own, ...development, ...tableOf(manifest.optionalDependencies) };
    return {
      unused: names.filter((name) => !isUsed(name)),
      deprecated: Object.keys(declared).flatMap((name) => {
        const reason = lock?.packages.get(name)?.deprecated ?? '';
        return reason === '' ? [] : [{ name, reason }];
      }),
      mismatched: lock === null ? [] : compareLock(declared, lock, input.path),
      declared: Object.entries(declared).map(([name, range]) => {
        const isUsual = typeof range === 'string' && !NOT_OF_REGISTRY.test(range);
        return { name, ...((isUsual && lock?.pin(name, range)) || { version: null, from: null }) };
      }),
    };
  },
} satisfies Ecosystem;

function makeUsage(
  { imports, mentions }: ManifestInput,
  manifest: Table,
  lock: NpmLock | null,
): (name: string) => boolean {
  const packages = new Set([...imports].map(toPackage));
  const { dependencies: _d, devDependencies: _v, peerDependencies: _p, optionalDependencies: _o, ...rest } = manifest;
  // Scripts and the settings that tools keep in the manifest itself.
  const settings = JSON.stringify(rest);
  const expected = new Set([...(lock?.packages ?? [])].flatMap(([, { peers }]) => peers));
  const isNamed = (word: string): boolean => hasWord(settings, word) || mentions(word);
  const isTool = (name: string): boolean => {
    const tool = /^@([^/]+)\//.exec(name)?.[1];
    return tool !== undefined && (packages.has(tool) || isNamed(tool));
  };
  return (name) => {
    if (packages.has(name) || expected.has(name) || isNamed(name)) return true;
    if (lock?.packages.get(name)?.bins.some(isNamed)) return true;
    // Types stand for a package or the runtime, a compiler for its sources, and tools load what lies in their own scope.
    if (name.startsWith('@types/') || /typescript/.test(name) || isTool(name)) return true;
    const short =
      /(?:^|\/)(?:eslint-(?:plugin|config)|babel-(?:plugin|preset)|prettier-plugin|stylelint-config)-?(.*)$/.exec(
        name,
      )?.[1];
    return short !== undefined && (short === '' || isNamed(short));
  };
}

/** "@scope/name/deep" → "@scope/name", "name/deep" → "name". */
function toPackage(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function compareLock(declared: Table, lock: NpmLock, path: string): ManifestFindings['mismatched'] {
  const place = path.slice(lock.prefix.length).replace(/\/?package\.json$/, '');
  const wanted = lock.wanted?.get(place);
  return Object.entries(declared).flatMap(([name, range]) => {
    if (typeof range !== 'string' || OF_PROJECT.test(range)) return [];
    if (wanted === undefined) {
      const isLocked = lock.wanted !== null || hasWord(lock.text, name);
      return isLocked ? [] : [{ name, reason: 'is not in the lockfile' }];
    }
    const made = wanted[name];
    if (made === range) return [];
    return [
      {
        name,
        reason:
          made === undefined ? 'is not in the lockfile' : `the lockfile was made for ${String(made)}, not ${range}`,
      },
    ];
  });
}
