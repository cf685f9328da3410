import { AppError } from './contract/errors.ts';
import { defaults, type SettingOrigin, type Settings } from './contract/settings.ts';
import { isLoopbackName } from './lib/loopback.ts';
import { findHome, readPackedUpdatesUrl } from './machine/index.ts';
import { applyValue, findField, pointsAt, readPreferences, toPlainUpstream } from './preferences/index.ts';
import { providers } from './providers/index.ts';

/** Values of command-line flags by name without dashes ("port", "anthropic-api-url"); absent = not given. */
export type Flags = Readonly<Record<string, string | number | boolean | undefined>>;
export type Env = Readonly<Record<string, string | undefined>>;

/** The peer's spellings of the two modes, so that existing set-ups keep working. */
const modes: Readonly<Record<string, Settings['mode']>> = {
  cache: 'cache',
  cache_mode: 'cache',
  cost_savings: 'cache',
  token: 'token',
  token_mode: 'token',
  token_savings: 'token',
  token_headroom: 'token',
};

/**
 * Settings from flags over environment over settings.json in the home over defaults. Flags: host, port, mode, optimize,
 * breakpoints, holdout, second-engine, stateless, proxy-token, account-url, updates-url, home and <provider>-api-url. Environment: HEADROOM_HOST, _PORT, _MODE,
 * _OPTIMIZE, _BREAKPOINTS, _HOLDOUT, _SECOND_ENGINE, _STATELESS, _PROXY_TOKEN, _ACCOUNT_URL, _UPDATES_URL, _NOTIFICATIONS, _HOME and <PROVIDER>_TARGET_API_URL. A stateless sidecar
 * reads no file; an updates URL that is given as none or empty switches off the one that was packed in; what is wrong in the file is told in `problems` and stops nothing.
 * @throws AppError settings.invalid or port.invalid, naming the flag or variable that is wrong.
 */
export function resolveSettings(flags: Flags, env: Env): Settings {
  const host = readText(flags, 'host', env, 'HEADROOM_HOST') ?? defaults.host;
  const port = readPort(readText(flags, 'port', env, 'HEADROOM_PORT'));
  const proxyToken = readText(flags, 'proxy-token', env, 'HEADROOM_PROXY_TOKEN') ?? null;
  if (!isLoopbackName(host) && proxyToken === null) {
    throw new AppError('settings.invalid', `Listening on ${host} makes the proxy reachable from other machines.`, {
      hint: 'Set HEADROOM_PROXY_TOKEN (every request must then carry it as x-headroom-proxy-token) or use --host 127.0.0.1.',
    });
  }
  const base: Settings = {
    ...defaults,
    ...{ host, port, proxyToken },
    accountUrl: readAccountUrl(readText(flags, 'account-url', env, 'HEADROOM_ACCOUNT_URL')),
    updatesUrl: toUpdatesUrl(findUpdatesUrl(flags, env)),
    stateless: readSwitch(flags, 'stateless', env, 'HEADROOM_STATELESS') ?? defaults.stateless,
    secondEngine: readSwitch(flags, 'second-engine', env, 'HEADROOM_SECOND_ENGINE') ?? defaults.secondEngine,
    upstreams: Object.fromEntries(providers.map(({ id, upstream }) => [id, upstream])),
    home: findHome(
      { HEADROOM_HOME: readText(flags, 'home', env, 'HEADROOM_HOME') },
      env.HOME || env.USERPROFILE || undefined,
    ),
  };
  return layGiven(base.stateless ? base : layKept(base), flags, env);
}

/** What settings.json says, over the defaults. */
function layKept(base: Settings): Settings {
  const { values, fault } = readPreferences(base.home);
  const problems = fault === null ? [] : [`settings.json cannot be read (${fault}); its values are not used.`];
  const given: Record<string, SettingOrigin> = {};
  let settings = base;
  for (const [id, value] of Object.entries(values)) {
    const field = findField(id);
    const wrong = field?.check(value, base) ?? null;
    if (field === undefined) continue;
    if (wrong !== null) {
      problems.push(`${id} in settings.json is not used. ${wrong}`);
      continue;
    }
    settings = { ...settings, ...applyValue(settings, field, value as Parameters<typeof applyValue>[2]) };
    given[id] = { by: 'file', name: 'settings.json' };
  }
  return { ...settings, given, problems };
}

/** What flags and variables fix, over the file. */
function layGiven(kept: Settings, flags: Flags, env: Env): Settings {
  const given: Record<string, SettingOrigin> = { ...kept.given };
  const note = <T>(id: string, [flag, variable]: readonly [string, string], value: T | undefined): T | undefined => {
    if (value !== undefined) given[id] = nameOrigin(flags, flag, variable);
    return value;
  };
  const text = (id: string, names: readonly [string, string]): string | undefined =>
    note(id, names, readText(flags, names[0], env, names[1]));
  const toggle = (id: string, names: readonly [string, string]): boolean | undefined =>
    note(id, names, readSwitch(flags, names[0], env, names[1]));
  const mode = text('mode', ['mode', 'HEADROOM_MODE']);
  const holdout = text('holdoutPercent', ['holdout', 'HEADROOM_HOLDOUT']);
  const optimise = toggle('optimise', ['optimize', 'HEADROOM_OPTIMIZE']);
  const upstreams: Record<string, string> = { ...kept.upstreams };
  for (const { id, flag, env: variable } of providers) {
    const url = text(`upstreams.${id}`, [flag, variable]);
    if (url !== undefined) upstreams[id] = readUpstream(url, variable, kept);
  }
  return {
    ...kept,
    ...{ upstreams, given },
    mode: mode === undefined ? kept.mode : readMode(mode),
    holdoutPercent: holdout === undefined ? kept.holdoutPercent : readPercent(holdout),
    optimise: optimise ?? kept.optimise,
    passThrough: optimise === false,
    breakpoints: toggle('breakpoints', ['breakpoints', 'HEADROOM_BREAKPOINTS']) ?? kept.breakpoints,
    notifications: toggle('notifications', ['notifications', 'HEADROOM_NOTIFICATIONS']) ?? kept.notifications,
  };
}

function nameOrigin(flags: Flags, flag: string, variable: string): SettingOrigin {
  const value = flags[flag];
  if (value === undefined) return { by: 'environment', name: variable };
  return { by: 'flag', name: value === false ? `--no-${flag}` : `--${flag}` };
}

function readText(flags: Flags, flag: string, env: Env, variable: string): string | undefined {
  const given = flags[flag];
  if (typeof given === 'string' || typeof given === 'number') return String(given).trim();
  return env[variable]?.trim() || undefined;
}

function readPort(text: string | undefined): number {
  if (text === undefined) return defaults.port;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65535) return port;
  throw new AppError('port.invalid', `"${text}" is not a port.`, { hint: 'Use --port with a number from 0 to 65535.' });
}

function readMode(text: string): Settings['mode'] {
  const mode = Object.hasOwn(modes, text.toLowerCase()) ? modes[text.toLowerCase()] : undefined;
  if (mode !== undefined) return mode;
  throw new AppError('settings.invalid', `"${text}" is not a mode.`, { hint: 'Use --mode cache or --mode token.' });
}

function readPercent(text: string): number {
  const percent = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (percent >= 0 && percent <= 100) return percent;
  throw new AppError('settings.invalid', `"${text}" is not a hold-out.`, {
    hint: 'Use --holdout with 0 to 100 percent.',
  });
}

/** Undefined: it was not given. */
function readSwitch(flags: Flags, flag: string, env: Env, variable: string): boolean | undefined {
  const given = flags[flag];
  if (typeof given === 'boolean') return given;
  const text = env[variable]?.trim().toLowerCase();
  if (!text) return undefined;
  if (['1', 'true', 'yes', 'on'].includes(text)) return true;
  if (['0', 'false', 'no', 'off'].includes(text)) return false;
  throw new AppError('settings.invalid', `${variable} is "${text}", which is neither on nor off.`, {
    hint: `Set ${variable} to 1 or 0.`,
  });
}

function readUpstream(text: string, variable: string, own: Settings): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url !== null && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (url === null || !isPlain || !/^https?:$/.test(url.protocol)) {
    throw new AppError('settings.invalid', `${variable} is "${text}", which is not an address of a provider.`, {
      hint: 'Use an origin or a prefix such as https://api.example.com or https://example.com/llm.',
    });
  }
  if (pointsAt(url, own)) {
    throw new AppError('settings.invalid', `${variable} points at this proxy itself.`, {
      hint: `Clear ${variable}; clients point at the proxy, the proxy points at the provider.`,
    });
  }
  return toPlainUpstream(text);
}

/** A token goes there: https only, but for a server on this computer. */
function readAccountUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  const url = findSafeUrl(text);
  if (url !== null && url.search === '') return url.href.replace(/\/+$/, '');
  throw new AppError('settings.invalid', 'The account URL is not the https address of an account service.', {
    hint: 'Set --account-url or HEADROOM_ACCOUNT_URL to an address such as https://account.example.com, or to nothing.',
  });
}

/** The first that was given counts, also as none (or as nothing); else the one with which this Headroom was packed. */
function findUpdatesUrl({ 'updates-url': flag }: Flags, env: Env): string | null {
  const given = (typeof flag === 'string' ? flag : env.HEADROOM_UPDATES_URL)?.trim();
  return given === 'none' ? null : (given ?? readPackedUpdatesUrl());
}

/**
 * The address of a list of releases; null or '' is none. A person is led where its answers say: https only, but for a
 * server on this computer.
 * @throws AppError settings.invalid.
 */
export function toUpdatesUrl(text: string | null): string | null {
  if (text === null || text === '') return null;
  const url = findSafeUrl(text);
  if (url !== null) return url.href;
  throw new AppError('settings.invalid', 'The updates URL is not the https address of a list of releases.', {
    hint: 'Set --updates-url or HEADROOM_UPDATES_URL to an address such as https://example.com/releases.json, or to none.',
  });
}

/** An address without a login and a fragment, https or on this computer. */
function findSafeUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackName(url.hostname));
  return isSafe && url?.hash === '' && url.username === '' && url.password === '' ? url : null;
}
