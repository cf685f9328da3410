/** What lockfiles of npm, pnpm, yarn and bun say of packages. */
import { listParents, type ManifestInput } from './ecosystems/types.ts';
import type { Pinned } from './registries/types.ts';
import { type Table, tableOf, textOf } from './tables.ts';

/** What a lockfile of npm says about one package. */
interface Locked {
  readonly deprecated: string;
  /** Commands that it brings. */
  readonly bins: readonly string[];
  /** Packages that it expects beside itself. */
  readonly peers: readonly string[];
}

type Place = Pick<Pinned, 'version' | 'from'>;
const UNKNOWN: Place = { version: null, from: null };

export interface NpmLock {
  readonly text: string;
  readonly packages: ReadonlyMap<string, Locked>;
  /** Ranges that the lockfile was made for, by the directory of the manifest; null when it does not keep them. */
  readonly wanted: ReadonlyMap<string, Table> | null;
  /** Its directory, with "/" at the end; "" for the project's own. */
  readonly prefix: string;
  /** What is locked for a dependency of the manifest that it was looked for. */
  readonly pin: (name: string, range: string) => Place;
}

/** The nearest lockfile of a manifest, beside it or above it (workspaces have one at their root); null when there is none. */
export async function findNpmLock({ path, read }: Pick<ManifestInput, 'path' | 'read'>): Promise<NpmLock | null> {
  const parents = listParents(path);
  for (const prefix of parents) {
    const text = await read(`${prefix}package-lock.json`);
    if (text === null) continue;
    const entries = tableOf(tableOf(JSON.parse(text)).packages);
    const own = path.slice(prefix.length, -'package.json'.length);
    return { ...readNpmLock(entries), text, prefix, pin: (name) => pinInNpm(entries, own, name) };
  }
  for (const prefix of parents) {
    const text = await read(`${prefix}pnpm-lock.yaml`);
    const importer = path.slice(prefix.length).replace(/\/?package\.json$/, '') || '.';
    const block = text === null ? null : findImporter(text, importer);
    if (text === null || (block === null && prefix !== parents[0])) continue;
    return { text, packages: new Map(), wanted: null, prefix, pin: (name) => pinInPnpm(text, block, name) };
  }
  // The others do not tell for which manifests they were made, so only the one beside the manifest is believed.
  const prefix = parents[0] ?? '';
  for (const [file, pin] of [['yarn.lock', pinInYarn] as const, ['bun.lock', pinInBun] as const]) {
    const text = await read(`${prefix}${file}`);
    if (text === null) continue;
    return { text, packages: new Map(), wanted: null, prefix, pin: (name, range) => pin(text, name, range) };
  }
  return null;
}

function readNpmLock(entries: Table): Pick<NpmLock, 'packages' | 'wanted'> {
  const packages = new Map<string, Locked>();
  const wanted = new Map<string, Table>();
  for (const [place, value] of Object.entries(entries)) {
    const entry = tableOf(value);
    const name = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(place)?.[1];
    if (name === undefined) {
      wanted.set(place, {
        ...tableOf(entry.optionalDependencies),
        ...tableOf(entry.devDependencies),
        ...tableOf(entry.dependencies),
      });
    } else if (!packages.has(name)) {
      packages.set(name, {
        deprecated: textOf(entry.deprecated) ?? '',
        bins: Object.keys(tableOf(entry.bin)),
        peers: Object.keys(tableOf(entry.peerDependencies)),
      });
    }
  }
  return { packages, wanted: wanted.size === 0 ? null : wanted };
}

/** The package that the manifest's directory would load: of the nearest node_modules. */
function pinInNpm(entries: Table, directory: string, name: string): Place {
  for (const prefix of listParents(`${directory}x`)) {
    const entry = tableOf(entries[`${prefix}node_modules/${name}`]);
    // A link leads into the workspace; a name of its own tells an alias.
    if (entry.link === true || entry.name !== undefined) return UNKNOWN;
    if (typeof entry.version === 'string') return { version: entry.version, from: textOf(entry.resolved) };
  }
  return UNKNOWN;
}

/** The lines of one importer of pnpm's lockfile; null when it has none. */
function findImporter(text: string, importer: string): string | null {
  const importers = /^importers:\n((?:[ \t].*\n|\n)*)/m.exec(`${text}\n`)?.[1] ?? '';
  const blocks = importers.split(/^ {2}(?=\S)/m);
  const heads = [`${importer}:`, `'${importer}':`, `"${importer}":`];
  return blocks.find((block) => heads.includes(block.slice(0, block.indexOf('\n')).trimEnd())) ?? null;
}

function pinInPnpm(text: string, importer: string | null, name: string): Place {
  const lines = (importer ?? '').split('\n');
  const at = lines.findIndex((line) => [`${name}:`, `'${name}':`, `"${name}":`].includes(line.trim()));
  if (at === -1) return UNKNOWN;
  // "specifier" stands between, and the version tells peers in brackets.
  const found = lines
    .slice(at + 1, at + 3)
    .map((line) => /^\s+version: ['"]?([\d][\w.+-]*)/.exec(line)?.[1])
    .find(Boolean);
  if (found === undefined) return UNKNOWN;
  const head = text.search(new RegExp(`^ +['"/]*${escapeRegExp(`${name}@${found}`)}['"]?(?:\\(.*)?:$`, 'm'));
  const entry = head === -1 ? '' : text.slice(head, head + 1000).split(/\n\n/)[0]!;
  return { version: found, from: /\btarball: ['"]?(\S+?)['"]?[,}\n]/.exec(entry)?.[1] ?? null };
}

/** Both forms: lines of "name value" with an address, and the newer "name: value", which tells an address only of others. */
function pinInYarn(text: string, name: string, range: string): Place {
  const heads = [`${name}@${range}`, `${name}@npm:${range}`];
  for (const block of text.split(/\n(?=\S)/)) {
    const first = block.slice(0, block.indexOf('\n')).replace(/:\s*$/, '');
    if (!first.split(/,\s*/).some((one) => heads.includes(one.replace(/^"|"$/g, '')))) continue;
    const version = /^\s+version:? "?([\w.+-]+)"?\s*$/m.exec(block)?.[1] ?? null;
    const address = /^\s+resolved "([^"]+)"/m.exec(block)?.[1] ?? null;
    const resolution = /^\s+resolution: "?([^"\n]+)"?/m.exec(block)?.[1] ?? null;
    if (resolution !== null && resolution !== `${name}@npm:${version}`) return UNKNOWN;
    return { version, from: address };
  }
  return UNKNOWN;
}

/** "name": ["name@version", "address, empty for the usual registry", …] */
function pinInBun(text: string, name: string): Place {
  const line = new RegExp(`^\\s*"${escapeRegExp(name)}": \\["${escapeRegExp(name)}@(\\d[^"]*)", "([^"]*)"`, 'm').exec(
    text,
  );
  return line === null ? UNKNOWN : { version: line[1]!, from: line[2] || null };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
