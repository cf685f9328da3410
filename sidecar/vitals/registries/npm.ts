import { join } from 'node:path';
import { mayBreak } from '../../lib/versions.ts';
import { tableOf, textOf } from '../tables.ts';
import { readWebAddress } from '../web-address.ts';
import type { Get, Pinned, Registry, Release } from './types.ts';

/** Hosts of the public packages: lockfiles name npm's or yarn's, whichever registry they are set up for. npm's is asked. */
const PUBLIC_HOSTS = ['npmjs.org', 'yarnpkg.com'].map((domain) => `registry.${domain}`);

/** What .npmrc files say of registries: that of all packages, and those of single scopes. null: one that is not known. */
interface Routes {
  readonly all: URL | null | undefined;
  readonly scopes: ReadonlyMap<string, URL | null>;
}

/**
 * The registry of npm, with the manifest of one version per question: docs.npmjs.com, "package metadata". Asked is where the
 * user has set npm up to ask; a project's own .npmrc can only keep names back.
 */
export const npm = {
  id: 'npm',
  async open(setup) {
    const { env, userHome, read, readInProject } = setup;
    const user = readRoutes(await read(env.npm_config_userconfig?.trim() || join(userHome, '.npmrc')));
    const project = readRoutes(await readInProject('.npmrc'));
    const given = env.npm_config_registry?.trim() || env.NPM_CONFIG_REGISTRY?.trim();
    const base = given
      ? readWebAddress(given)
      : user.all === undefined
        ? new URL(`https://${PUBLIC_HOSTS[0]}/`)
        : user.all;
    return (pinned) => {
      const place = findPlace(pinned, { ...user, all: base }, project);
      const { name, version } = pinned;
      if (place === null || version === null || !/^(?:@[\w.~-]+\/)?[\w.~-]+$/.test(name)) return null;
      return { host: place.host, ask: (get) => ask(new URL(name.replace('/', '%2f'), place), version, get) };
    };
  },
} satisfies Registry;

/** Where the user's npm would ask for it; null when the project or the lockfile sends it elsewhere. */
function findPlace({ name, from }: Pinned, user: Routes, project: Routes): URL | null {
  const scope = /^(@[^/]+)\//.exec(name)?.[1] ?? '';
  const place = user.scopes.has(scope) ? user.scopes.get(scope)! : (user.all ?? null);
  const elsewhere = project.scopes.has(scope) ? project.scopes.get(scope) : project.all;
  if (place === null || (elsewhere !== undefined && !isSame(elsewhere, place))) return null;
  if (from === null) return place;
  const source = readWebAddress(from);
  return source !== null && (PUBLIC_HOSTS.includes(source.host) || source.href.startsWith(place.href)) ? place : null;
}

function isSame(one: URL | null, other: URL): boolean {
  if (one === null) return false;
  return one.href === other.href || (PUBLIC_HOSTS.includes(one.host) && PUBLIC_HOSTS.includes(other.host));
}

async function ask(address: URL, version: string, get: Get): Promise<Release | null> {
  const latest = await get(`${address.href}/latest`);
  if (latest === null) return null;
  const newest = textOf(tableOf(JSON.parse(latest)).version);
  if (newest === null) throw new SyntaxError('a manifest without its version');
  const own = newest === version ? latest : await get(`${address.href}/${encodeURIComponent(version)}`);
  const deprecated = own === null ? null : textOf(tableOf(JSON.parse(own)).deprecated);
  return { beyond: mayBreak(newest, version) ? newest : null, warning: deprecated === '' ? null : deprecated };
}

function readRoutes(text: string | null): Routes {
  const scopes = new Map<string, URL | null>();
  let all: URL | null | undefined;
  for (const [, scope, value] of (text ?? '').matchAll(/^[ \t]*(?:(@[^:\s]+):)?registry[ \t]*=[ \t]*(.*?)[ \t]*$/gm)) {
    const url = readWebAddress((value ?? '').replace(/^"(.*)"$/, '$1'));
    if (scope === undefined) all = url;
    else scopes.set(scope, url);
  }
  return { all, scopes };
}
