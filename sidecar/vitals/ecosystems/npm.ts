import { type Ecosystem, listParents, type ManifestFindings, type ManifestInput } from './types.ts';

type Table = Readonly<Record<string, unknown>>;

/** What a lockfile of npm says about one package. */
interface Locked {
  readonly deprecated: string;
  /** Commands that it brings. */
  readonly bins: readonly string[];
  /** Packages that it expects beside itself. */
  readonly peers: readonly string[];
}

interface Lock {
  readonly text: string;
  readonly packages: ReadonlyMap<string, Locked>;
  /** Ranges that the lockfile was made for, by the directory of the manifest; null when it does not keep them. */
  readonly wanted: ReadonlyMap<string, Table> | null;
  readonly prefix: string;
}

export const npm = {
  id: 'npm',
  manifest: 'package.json',
  async judge(input) {
    const manifest = tableOf(JSON.parse(input.text));
    const own = tableOf(manifest.dependencies);
    const development = tableOf(manifest.devDependencies);
    const lock = await findLock(input);
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
    };
  },
} satisfies Ecosystem;

function makeUsage(
  { imports, mentions }: ManifestInput,
  manifest: Table,
  lock: Lock | null,
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

export function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!/[\w@-]/.test(text[at - 1] ?? ' ') && !/[\w-]/.test(text[at + word.length] ?? ' ')) return true;
  }
  return false;
}

/** The nearest lockfile, beside the manifest or above it (workspaces have one at their root). */
async function findLock({ path, read }: ManifestInput): Promise<Lock | null> {
  for (const prefix of listParents(path)) {
    const text = await read(`${prefix}package-lock.json`);
    if (text !== null) return { ...readNpmLock(text), text, prefix };
  }
  // The others do not tell for which manifests they were made, so only the one beside the manifest is believed.
  const prefix = listParents(path)[0] ?? '';
  for (const name of ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock']) {
    const text = await read(`${prefix}${name}`);
    if (text !== null) return { text, packages: new Map(), wanted: null, prefix };
  }
  return null;
}

function readNpmLock(text: string): Pick<Lock, 'packages' | 'wanted'> {
  const packages = new Map<string, Locked>();
  const wanted = new Map<string, Table>();
  for (const [place, value] of Object.entries(tableOf(tableOf(JSON.parse(text)).packages))) {
    const entry = tableOf(value);
    const name = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(place)?.[1];
    if (name === undefined) {
      wanted.set(place, {
        ...tableOf(entry.optionalDependencies),
        ...tableOf(entry.devDependencies),
        ...tableOf(entry.dependencies),
      });
    } else if (!packages.has(name)) {
      const deprecated = typeof entry.deprecated === 'string' ? entry.deprecated : '';
      packages.set(name, {
        deprecated,
        bins: Object.keys(tableOf(entry.bin)),
        peers: Object.keys(tableOf(entry.peerDependencies)),
      });
    }
  }
  return { packages, wanted: wanted.size === 0 ? null : wanted };
}

function compareLock(declared: Table, lock: Lock, path: string): ManifestFindings['mismatched'] {
  const place = path.slice(lock.prefix.length).replace(/\/?package\.json$/, '');
  const wanted = lock.wanted?.get(place);
  return Object.entries(declared).flatMap(([name, range]) => {
    if (typeof range !== 'string' || /^(?:workspace|file|link|portal|catalog):/.test(range)) return [];
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

function tableOf(value: unknown): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {};
}
