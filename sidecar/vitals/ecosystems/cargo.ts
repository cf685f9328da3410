import { parse } from 'smol-toml';
import type { Pinned } from '../registries/types.ts';
import { type Table, tableOf, textOf } from '../tables.ts';
import { type Ecosystem, listParents } from './types.ts';

export const cargo = {
  id: 'cargo',
  manifest: 'Cargo.toml',
  registry: 'crates',
  async judge({ path, text, imports, mentions, read }) {
    const manifest = parse(text) as Table;
    const all = listDependencies(manifest);
    // A dependency that a feature names is there for the sake of that feature.
    const features = JSON.stringify(manifest.features ?? {});
    const declared = new Map([...all].filter(([name]) => !new RegExp(`"(?:dep:)?${name}[/?"]`).test(features)));
    const lock = await readLock(path, read);
    return {
      unused: [...declared.keys()].filter((name) => !imports.has(name.replaceAll('-', '_')) && !mentions(name)),
      deprecated: [],
      mismatched: [...declared]
        .filter(([, crate]) => lock !== null && !lock.includes(`name = "${crate}"`))
        .map(([name]) => ({ name, reason: 'is not in the lockfile' })),
      declared: listPinned([...all.values()], lock),
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
  return found;
}

async function readLock(path: string, read: (path: string) => Promise<string | null>): Promise<string | null> {
  for (const prefix of listParents(path)) {
    const text = await read(`${prefix}Cargo.lock`);
    if (text !== null) return text;
  }
  return null;
}

/** Crates as the lockfile has them. One that is there in several versions is left open: which one is meant, it does not tell shortly. */
function listPinned(crates: readonly string[], lock: string | null): Pinned[] {
  const packages = lock === null ? [] : tableOf(parse(lock)).package;
  const locked = Array.isArray(packages) ? packages.map(tableOf) : [];
  return [...new Set(crates)].map((name) => {
    const own = locked.filter((one) => one.name === name);
    const only = own.length === 1 ? own[0] : undefined;
    return { name, version: textOf(only?.version), from: textOf(only?.source) };
  });
}
