import { isLoopbackName } from '../../lib/loopback.ts';
import type { Env } from '../../machine/index.ts';

/** How one session of a tool is led through Headroom: what is set, and what goes in front of its own arguments. */
export interface Route {
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

/** A variable in which tools look for a base URL. */
interface BaseVariable {
  readonly name: string;
  /** Variable of Headroom's own that names the upstream of the same provider. */
  readonly target: string;
  /** What clients expect behind the origin. */
  readonly suffix: '' | '/v1';
}

/** The variables that SDKs and coding tools read; one line per variable. */
const variables: readonly BaseVariable[] = [
  { name: 'ANTHROPIC_BASE_URL', target: 'ANTHROPIC_TARGET_API_URL', suffix: '' },
  { name: 'ANTHROPIC_API_BASE', target: 'ANTHROPIC_TARGET_API_URL', suffix: '' },
  { name: 'OPENAI_BASE_URL', target: 'OPENAI_TARGET_API_URL', suffix: '/v1' },
  { name: 'OPENAI_API_BASE', target: 'OPENAI_TARGET_API_URL', suffix: '/v1' },
  { name: 'GOOGLE_GEMINI_BASE_URL', target: 'GEMINI_TARGET_API_URL', suffix: '' },
];

/** A route for a program that nobody knows: the variables that most tools read. */
export function routeUnknown(origin: string): Route {
  return { env: Object.fromEntries(variables.map(({ name, suffix }) => [name, `${origin}${suffix}`])), args: [] };
}

/**
 * Upstreams that follow from base URLs that are set already, by the name of Headroom's variable: what the tool would have
 * asked is what Headroom asks for it. A target that was set explicitly wins, a base URL that leads to Headroom says nothing.
 * @param names the variables that the tool reads
 */
export function findUpstreams(env: Env, names: readonly string[], isHeadroom: (origin: string) => boolean) {
  const upstreams: Record<string, string> = {};
  for (const { name, target, suffix } of variables) {
    const base = env[name]?.trim().replace(/\/+$/, '');
    if (!base || !names.includes(name) || env[target] || upstreams[target] !== undefined) continue;
    if (!URL.canParse(base) || isHeadroom(new URL(base).origin)) continue;
    upstreams[target] = suffix !== '' && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base;
  }
  return upstreams;
}

/**
 * The whole environment of the tool. What the user set stays, but for addresses, which lead to Headroom; an upstream whose
 * address has no version (/v1) is asked without one.
 * @param origin of Headroom, as it stands in the values of the route
 */
export function makeToolEnv(env: Env, route: Route, origin: string): Record<string, string | undefined> {
  const made: Record<string, string | undefined> = { ...env };
  for (const [name, value] of Object.entries(route.env)) {
    const own = env[name];
    if (own === undefined || own === '') made[name] = value;
    else if (value.trimStart().startsWith('{')) made[name] = mergeJson(own, value);
    else if (value.includes(origin)) made[name] = keepVersion(name, own, value, origin);
  }
  return { ...made, ...bypassOtherProxies(env) };
}

/** The tool adds only its own paths to a base without a version, so the upstream's is kept without one. */
function keepVersion(name: string, own: string, value: string, origin: string): string {
  const suffix = variables.find((variable) => variable.name === name)?.suffix ?? '';
  if (suffix === '' || value !== `${origin}${suffix}`) return value;
  if (!URL.canParse(own) || isLoopbackName(new URL(own).hostname)) return value;
  return own.replace(/\/+$/, '').endsWith(suffix) ? value : origin;
}

/** With a proxy of the company in force, requests to this computer would be sent to it. */
function bypassOtherProxies(env: Env): Record<string, string> {
  const isSet = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].some((name) => env[name] || env[name.toLowerCase()]);
  if (!isSet) return {};
  const add = (list: string | undefined): string =>
    [...new Set([...(list ?? '').split(',').map((host) => host.trim()), '127.0.0.1', 'localhost'])]
      .filter((host) => host !== '')
      .join(',');
  const known = env.NO_PROXY ?? env.no_proxy;
  return { NO_PROXY: add(known), no_proxy: add(known) };
}

/** The user's own configuration with ours laid over it; one that is no JSON object is replaced, as the tool refuses it anyway. */
function mergeJson(own: string, ours: string): string {
  try {
    return JSON.stringify(merge(JSON.parse(own), JSON.parse(ours)));
  } catch {
    return ours; // not JSON: the tool could not have read it either
  }
}

function merge(base: unknown, over: unknown): unknown {
  if (!isRecord(base) || !isRecord(over)) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) merged[key] = merge(base[key], value);
  return merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What `--env` asks for: "NAME" = the address, "NAME={url}/v1" = a text with the address in it; several by commas. */
export function readTemplates(text: string | undefined, origin: string): Record<string, string> | null {
  const made: Record<string, string> = {};
  for (const part of (text ?? '').split(',').filter((piece) => piece !== '')) {
    const [, name = '', template] = /^([A-Za-z_][A-Za-z0-9_]*)(?:=(.*))?$/.exec(part) ?? [];
    if (name === '') return null;
    made[name] = (template ?? '{url}').replaceAll('{url}', origin);
  }
  return made;
}
