import { AppError } from './contract/errors.ts';
import { defaults, type Settings } from './contract/settings.ts';
import { isLoopbackName } from './lib/loopback.ts';
import { findHome } from './machine/index.ts';
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
 * Settings from flags over environment over defaults. Flags: host, port, mode, optimize, breakpoints, holdout,
 * second-engine, stateless, proxy-token, account-url, home and <provider>-api-url. Environment: HEADROOM_HOST, _PORT, _MODE, _OPTIMIZE, _BREAKPOINTS,
 * _HOLDOUT, _SECOND_ENGINE, _STATELESS, _PROXY_TOKEN, _ACCOUNT_URL, _HOME and <PROVIDER>_TARGET_API_URL.
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
  return {
    host,
    port,
    mode: readMode(readText(flags, 'mode', env, 'HEADROOM_MODE')),
    optimise: readSwitch(flags, 'optimize', env, 'HEADROOM_OPTIMIZE', defaults.optimise),
    holdoutPercent: readPercent(readText(flags, 'holdout', env, 'HEADROOM_HOLDOUT')),
    breakpoints: readSwitch(flags, 'breakpoints', env, 'HEADROOM_BREAKPOINTS', defaults.breakpoints),
    secondEngine: readSwitch(flags, 'second-engine', env, 'HEADROOM_SECOND_ENGINE', defaults.secondEngine),
    stateless: readSwitch(flags, 'stateless', env, 'HEADROOM_STATELESS', defaults.stateless),
    upstreams: readUpstreams(flags, env, { host, port }),
    home: findHome(
      { HEADROOM_HOME: readText(flags, 'home', env, 'HEADROOM_HOME') },
      env.HOME || env.USERPROFILE || undefined,
    ),
    proxyToken,
    accountUrl: readAccountUrl(readText(flags, 'account-url', env, 'HEADROOM_ACCOUNT_URL')),
    maxEditBytes: defaults.maxEditBytes,
    originalsCapBytes: defaults.originalsCapBytes,
    originalsIdleDays: defaults.originalsIdleDays,
  };
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

function readMode(text: string | undefined): Settings['mode'] {
  if (text === undefined) return defaults.mode;
  const mode = Object.hasOwn(modes, text.toLowerCase()) ? modes[text.toLowerCase()] : undefined;
  if (mode !== undefined) return mode;
  throw new AppError('settings.invalid', `"${text}" is not a mode.`, { hint: 'Use --mode cache or --mode token.' });
}

function readPercent(text: string | undefined): number {
  if (text === undefined) return defaults.holdoutPercent;
  const percent = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (percent >= 0 && percent <= 100) return percent;
  throw new AppError('settings.invalid', `"${text}" is not a hold-out.`, {
    hint: 'Use --holdout with 0 to 100 percent.',
  });
}

function readSwitch(flags: Flags, flag: string, env: Env, variable: string, fallback: boolean): boolean {
  const given = flags[flag];
  // A command-line parser reports a switch that was not given as its default, so only the other value says something.
  if (typeof given === 'boolean' && given !== fallback) return given;
  const text = env[variable]?.trim().toLowerCase();
  if (!text) return fallback;
  if (['1', 'true', 'yes', 'on'].includes(text)) return true;
  if (['0', 'false', 'no', 'off'].includes(text)) return false;
  throw new AppError('settings.invalid', `${variable} is "${text}", which is neither on nor off.`, {
    hint: `Set ${variable} to 1 or 0.`,
  });
}

function readUpstreams(flags: Flags, env: Env, own: { host: string; port: number }): Record<string, string> {
  const upstreams: Record<string, string> = {};
  for (const provider of providers) {
    const text = readText(flags, provider.flag, env, provider.env);
    upstreams[provider.id] = text === undefined ? provider.upstream : readUpstream(text, provider.env, own);
  }
  return upstreams;
}

function readUpstream(text: string, variable: string, own: { host: string; port: number }): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new AppError('settings.invalid', `${variable} is "${text}", which is not an address of a provider.`, {
      hint: 'Use an origin or a prefix such as https://api.example.com or https://example.com/llm.',
    });
  }
  if (
    own.port !== 0 &&
    Number(url.port || 0) === own.port &&
    isLoopbackName(url.hostname) &&
    isLoopbackName(own.host)
  ) {
    throw new AppError('settings.invalid', `${variable} points at this proxy itself.`, {
      hint: `Clear ${variable}; clients point at the proxy, the proxy points at the provider.`,
    });
  }
  return url.href.replace(/\/+$/, '');
}

/** A token goes there: https only, but for a server on this computer. */
function readAccountUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackName(url.hostname));
  if (url !== null && isSafe && url.search === '' && url.hash === '' && url.username === '' && url.password === '') {
    return url.href.replace(/\/+$/, '');
  }
  throw new AppError('settings.invalid', 'The account URL is not the https address of an account service.', {
    hint: 'Set --account-url or HEADROOM_ACCOUNT_URL to an address such as https://account.example.com, or to nothing.',
  });
}
