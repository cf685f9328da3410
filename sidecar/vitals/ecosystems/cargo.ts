import { parse } from 'smol-toml';
import { type Ecosystem, listParents } from './types.ts';

type Table = Readonly<Record<string, unknown>>;

export const cargo = {
  id: 'cargo',
  manifest: 'Cargo.toml',
  async judge({ path, text, imports, mentions, read }) {
    const manifest = parse(text) as Table;
    const declared = listDependencies(manifest);
    const lock = await readLock(path, read);
    return {
      unused: [...declared.keys()].filter((name) => !imports.has(name.replaceAll('-', '_')) && !mentions(name)),
      deprecated: [],
      mismatched: [...declared]
        .filter(([, crate]) => lock !== null && !lock.includes(`name = "${crate}"`))
        .map(([name]) => ({ name, reason: 'is not in the lockfile' })),
    };
  },
} satisfies Ecosystem;

/** Name in the code → name of the crate, of every table of dependencies, those of targets too. */
function listDependencies(manifest: Table): Map<string, string> {
  const tables = [manifest, ...Object.values(tableOf(manifest.target)).map(tableOf)];
  const found = new Map<string, string>();
  for (const table of tables) {
    for (const kind of ['dependencies', 'dev-dependencies', 'build-dependencies']) {
      for (const [name, value] of Object.entries(tableOf(table[kind]))) {
        const { package: crate } = tableOf(value);
        found.set(name, typeof crate === 'string' ? crate : name);
      }
    }
  }
  // A dependency that a feature names is there for the sake of that feature.
  const features = JSON.stringify(manifest.features ?? {});
  for (const name of found.keys()) if (new RegExp(`"(?:dep:)?${name}[/?"]`).test(features)) found.delete(name);
  return found;
}

async function readLock(path: string, read: (path: string) => Promise<string | null>): Promise<string | null> {
  for (const prefix of listParents(path)) {
    const text = await read(`${prefix}Cargo.lock`);
    if (text !== null) return text;
  }
  return null;
}

function tableOf(value: unknown): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {};
}
