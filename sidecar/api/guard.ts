import { timingSafeEqual } from 'node:crypto';
import { AppError } from '../contract/errors.ts';
import type { Settings } from '../contract/settings.ts';
import { sha256 } from '../lib/hash.ts';
import { isLoopbackName } from '../lib/loopback.ts';
import { notFound } from './errors.ts';
import type { Access } from './types.ts';

/** What is known of a caller. */
export interface Caller {
  /** Null when the app is called in-process; '' when the socket is already gone. */
  readonly remoteAddress: string | null;
  /** A request header by its name in lower case. */
  header(name: string): string | undefined;
}

/** What a caller is held against. */
export interface Known {
  readonly settings: Settings;
  readonly token: string;
  /** Origins of the native window's page; only the control API, behind its token, answers them. */
  readonly origins?: ReadonlySet<string>;
}

/**
 * Lets a caller pass or throws. Loopback alone does not keep web pages out: a page of any origin can send requests to
 * 127.0.0.1, and DNS rebinding makes a foreign name resolve to it; hence Host, Origin and Sec-Fetch-Site.
 * @throws AppError api.not-found (not from this computer), api.forbidden (a web page of elsewhere), api.unauthorised.
 */
export function admit(caller: Caller, access: Access, known: Known): void {
  if (access === 'anyone') return;
  const { settings, token, origins } = known;
  const carriesProxyToken =
    settings.proxyToken !== null && isSame(caller.header('x-headroom-proxy-token') ?? '', settings.proxyToken);
  if (!carriesProxyToken && !isLocal(caller.remoteAddress)) throw notFound('such page');
  checkHost(caller, settings);
  const isWindow = access === 'token' && origins?.has(caller.header('origin') ?? '') === true;
  if (!isWindow) checkOrigin(caller);
  if (access !== 'token') return;
  const given = /^bearer +(\S+)$/i.exec(caller.header('authorization') ?? '')?.[1] ?? '';
  if (!isSame(given, token)) {
    throw new AppError('api.unauthorised', 'This needs the bearer token of the control API.', {
      hint: 'It stands in the file "token" in the Headroom home; send it as Authorization: Bearer <token>.',
    });
  }
}

/** Throws when a name that is not ours leads here. */
function checkHost(caller: Caller, settings: Settings): void {
  const host = parseHost(caller.header('host'));
  // Called in-process there is no Host.
  if (host !== null && !isLoopbackName(host.hostname) && host.hostname !== settings.host.toLowerCase()) {
    throw new AppError('api.forbidden', 'Headroom does not answer under this host name.', {
      hint: `Use http://127.0.0.1:${settings.port}.`,
    });
  }
}

/** Throws when the request comes from a web page of another origin. */
function checkOrigin(caller: Caller): void {
  const host = parseHost(caller.header('host'));
  const origin = caller.header('origin');
  const site = caller.header('sec-fetch-site');
  const isForeign =
    (origin !== undefined && (host === null || originHost(origin) !== host.host)) ||
    // A link or the address bar may lead here; a script, image or frame of another site may not.
    ((site === 'cross-site' || site === 'same-site') && caller.header('sec-fetch-mode') !== 'navigate');
  if (isForeign) {
    throw new AppError('api.forbidden', 'Headroom does not answer web pages of other origins.', {
      hint: 'Ask from its own page or from a program.',
    });
  }
}

function isLocal(remoteAddress: string | null): boolean {
  return remoteAddress === null || isLoopbackName(remoteAddress);
}

function parseHost(header: string | undefined): { host: string; hostname: string } | null {
  if (header === undefined) return null;
  const url = URL.canParse(`http://${header}`) ? new URL(`http://${header}`) : null;
  // An odd Host must not pass as no Host.
  return url === null ? { host: '', hostname: '' } : { host: url.host, hostname: url.hostname };
}

function originHost(origin: string): string | null {
  return URL.canParse(origin) && origin.startsWith('http://') ? new URL(origin).host : null;
}

/** Equal without telling by time how much is equal. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(a), 'hex'), Buffer.from(sha256(b), 'hex'));
}
