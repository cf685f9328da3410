import { parse } from 'smol-toml';
import { normaliseName, type Requirement, readRequirement } from '../python-names.ts';
import type { Pinned } from '../registries/types.ts';
import { type Table, tableOf, textOf } from '../tables.ts';
import { type Ecosystem, listParents, type ManifestInput } from './types.ts';

/** Lockfiles of uv and Poetry; both list every package with its version, whichever group it is in. */
const LOCKS = ['uv.lock', 'poetry.lock'];

export const pyproject = {
  id: 'pyproject',
  manifest: 'pyproject.toml',
  registry: 'pypi',
  async judge({ path, text, read }) {
    const declared = listRequirements(parse(text) as Table);
    const lock = await findLock(path, read);
    return {
      // Packages are imported under other names, found by plugins or asked for by each other: imports do not tell.
      unused: [],
      deprecated: [],
      mismatched: declared
        .filter(({ name }) => lock !== null && !lock.has(normaliseName(name)))
        .map(({ name }) => ({ name, reason: 'is not in the lockfile' })),
      declared: declared.map((one) => pin(one, lock?.get(normaliseName(one.name)))),
    };
  },
} satisfies Ecosystem;

/** Of the project, its extras and groups (PEP 621, 735), and of Poetry's own tables. */
function listRequirements(manifest: Table): Requirement[] {
  const project = tableOf(manifest.project);
  const texts = [
    project.dependencies,
    ...Object.values(tableOf(project['optional-dependencies'])),
    ...Object.values(tableOf(manifest['dependency-groups'])),
  ].flatMap((list) => (Array.isArray(list) ? list : []));
  const poetry = tableOf(tableOf(manifest.tool).poetry);
  const groups = Object.values(tableOf(poetry.group)).map((group) => tableOf(group).dependencies);
  const keyed = [poetry.dependencies, poetry['dev-dependencies'], ...groups].flatMap((table) =>
    Object.entries(tableOf(table)).flatMap(([name, value]) => {
      const isElsewhere = ['git', 'path', 'url'].some((kind) => kind in tableOf(value));
      return name === 'python' || isElsewhere ? [] : [{ name, exact: null }];
    }),
  );
  const all = [...texts.flatMap((one) => (typeof one === 'string' ? (readRequirement(one) ?? []) : [])), ...keyed];
  return [...new Map(all.map((one) => [normaliseName(one.name), one])).values()];
}

/** The lockfile beside the manifest, or one above it that names the manifest's directory among its workspace. */
async function findLock(path: string, read: ManifestInput['read']): Promise<ReadonlyMap<string, Table[]> | null> {
  const parents = listParents(path);
  for (const prefix of parents) {
    const own = path.slice(prefix.length, -'/pyproject.toml'.length);
    for (const name of LOCKS) {
      const text = await read(`${prefix}${name}`);
      if (text === null) continue;
      const { package: packages } = parse(text);
      const entries = Array.isArray(packages) ? packages.map(tableOf) : [];
      const isOurs = entries.some(({ source }) =>
        ['editable', 'virtual'].some((kind) => tableOf(source)[kind] === own),
      );
      if (prefix !== parents[0] && !isOurs) continue;
      return Map.groupBy(entries, (entry) => normaliseName(textOf(entry.name) ?? ''));
    }
  }
  return null;
}

/** One that is locked in several versions, for several Pythons, is left open. */
function pin({ name, exact }: Requirement, locked: readonly Table[] | undefined): Pinned {
  if (locked === undefined) return { name, version: exact, from: null };
  const only = locked.length === 1 ? locked[0]! : {};
  const source = tableOf(only.source);
  // uv names the index of every package, Poetry that of those from elsewhere; both name directories and repositories.
  const from = textOf(source.registry) ?? textOf(source.url);
  const isOfIndex = only.source === undefined || source.registry !== undefined || source.type === 'legacy';
  return { name, version: isOfIndex ? textOf(only.version) : null, from };
}
