import { join } from 'node:path';
import { compareVersions, isTrial, isVersion, mayBreak } from '../../lib/versions.ts';
import { matchesWildcard } from '../../lib/wildcard.ts';
import type { Get, Registry, Release, Setup } from './types.ts';

const PUBLIC = 'https://proxy.golang.org,direct';
/** Majors are modules of their own, asked for one after another; so many at most. */
const MAX_MAJORS = 12;

/**
 * A proxy of Go modules, asked as `go` would ask it: GOPROXY, and never for what GOPRIVATE or GONOPROXY name. Protocol and
 * patterns: go.dev/ref/mod, "GOPROXY protocol" and "Private modules"; retractions and deprecations stand in the newest go.mod.
 */
export const goProxy = {
  id: 'go-proxy',
  async open(setup) {
    const settings = await readSettings(setup);
    const base = settings('GOPROXY', PUBLIC).split(/[,|]/)[0]!.trim().replace(/\/*$/, '/');
    const own = settings('GONOPROXY', settings('GOPRIVATE', '')).split(',').filter(Boolean);
    // "off" and "direct" in front: no proxy is to be asked.
    if (!URL.canParse(base) || !/^https?:/.test(base)) return () => null;
    return ({ name, version }) => {
      const isOwn = own.some((pattern) => matchesPrefix(pattern.trim(), name));
      if (version === null || isOwn || !/^[\w.~-]+\.[\w~-]+(?:\/[\w.~+-]+)+$/.test(name)) return null;
      return { host: new URL(base).host, ask: (get) => ask(base, name, version, get) };
    };
  },
} satisfies Registry;

async function ask(base: string, module: string, version: string, get: Get): Promise<Release | null> {
  const versions = await listVersions(base, module, get);
  if (versions === null) return null;
  let newest = versions.at(-1);
  const warning = newest === undefined ? null : findWarning(await get(addressOf(base, module, newest)), version);
  const [, path = module, major] = /^(.*)\/v(\d+)$/.exec(module) ?? [];
  const first = major === undefined ? 2 : Number(major) + 1;
  // gopkg.in writes majors in another way, and gets no newer ones.
  for (let next = first; next < first + MAX_MAJORS && !module.startsWith('gopkg.in/'); next++) {
    const later = await listVersions(base, `${path}/v${next}`, get);
    if (later === null || later.length === 0) break;
    newest = later.at(-1);
  }
  // Within a major, also the first one, `go get -u` moves on without a question.
  const isOther = newest !== undefined && mayBreak(newest, version) && majorOf(newest) !== majorOf(version);
  return { beyond: isOther ? newest! : null, warning };
}

function majorOf(version: string): string {
  return version.slice(0, version.indexOf('.'));
}

/** Released versions of a module, oldest first; null when there is no such module. "+incompatible" is from before modules. */
async function listVersions(base: string, module: string, get: Get): Promise<string[] | null> {
  const text = await get(`${base}${escapeUpper(module)}/@v/list`);
  if (text === null) return null;
  const versions = text.split('\n').map((line) => line.trim());
  return versions
    .filter((one) => isVersion(one) && !isTrial(one) && !one.endsWith('+incompatible'))
    .sort(compareVersions);
}

function addressOf(base: string, module: string, version: string): string {
  return `${base}${escapeUpper(module)}/@v/${escapeUpper(version)}.mod`;
}

/** What the go.mod of the newest version says of the module and of the version in use. */
function findWarning(text: string | null, version: string): string | null {
  if (text === null) return null;
  const given = /^\/\/ Deprecated:[ \t]*(.+)\n(?:\/\/.*\n)*module\s|^module\s.*\/\/ Deprecated:[ \t]*(.+)$/m.exec(text);
  if (given !== null) return (given[1] ?? given[2] ?? '').trim();
  const isTakenBack = listRetracted(text).some(
    ([low, high]) => compareVersions(version, low) >= 0 && compareVersions(version, high) <= 0,
  );
  return isTakenBack ? `${version} was retracted by its maker` : null;
}

/** Spans of versions in "retract v1", "retract [v1, v2]" and their blocks, both ends among them. */
function listRetracted(text: string): [string, string][] {
  const blocks = [...text.matchAll(/^retract\s*\(([^)]*)\)/gm)].map(([, inside]) => inside ?? '');
  const lines = [...text.matchAll(/^retract\s+([^(\n].*)$/gm)].map(([, rest]) => rest ?? '');
  return [...blocks.flatMap((inside) => inside.split('\n')), ...lines].flatMap((line) => {
    const [first, last = first] = line.replace(/\/\/.*$/, '').match(/v[\w.+-]+/g) ?? [];
    return first === undefined || last === undefined ? [] : [[first, last]];
  });
}

/** What the environment says, then what `go env -w` has kept. */
async function readSettings({ env, userHome, read }: Setup): Promise<(name: string, usual: string) => string> {
  const place =
    process.platform === 'win32'
      ? join(env.APPDATA ?? userHome, 'go', 'env')
      : process.platform === 'darwin'
        ? join(userHome, 'Library', 'Application Support', 'go', 'env')
        : join(env.XDG_CONFIG_HOME || join(userHome, '.config'), 'go', 'env');
  const text = env.GOENV === 'off' ? null : await read(env.GOENV || place);
  const kept = new Map(
    (text ?? '').split('\n').map((line) => [line.split('=')[0]!, line.slice(line.indexOf('=') + 1)]),
  );
  return (name, usual) => env[name] || kept.get(name)?.trim() || usual;
}

/** A pattern of GOPRIVATE matches as many parts of a path as it has itself; "*" stands within one part. */
function matchesPrefix(pattern: string, module: string): boolean {
  const parts = pattern.split('/');
  const beginning = module.split('/').slice(0, parts.length);
  if (beginning.length < parts.length) return false;
  // Rarer signs of patterns are taken to match: rather silent than telling a private name.
  return parts.every((part, at) => /[?[\\]/.test(part) || matchesWildcard(part, beginning[at]!));
}

/** The proxy's file names tell capitals as "!" and the small letter. */
function escapeUpper(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}
