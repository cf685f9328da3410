import { timingSafeEqual } from 'node:crypto';
import type { Settings } from '../contract/settings.ts';
import type { RequestHead } from '../dialects/types.ts';
import { sha256 } from '../lib/hash.ts';
import { isLoopbackName } from '../lib/loopback.ts';

/** Why a request is turned away: the status and one sentence for the caller. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly message: string;
}

/**
 * Who may use the proxy. With a token: whoever carries it (x-headroom-proxy-token, or Proxy-Authorization: Bearer).
 * Without one we listen on loopback only; there every program of this machine may, but no web page: a page would come
 * with a foreign Origin, or – after DNS rebinding – with a foreign Host. Programs send neither Origin nor Sec-Fetch-*.
 * @returns null when the request may pass.
 */
export function findRefusal(headers: RequestHead['headers'], settings: Settings): Refusal | null {
  if (settings.proxyToken !== null) {
    const given = headers['x-headroom-proxy-token'] ?? readBearer(headers['proxy-authorization']);
    if (given !== undefined && isSame(given.trim(), settings.proxyToken)) return null;
    return { status: 401, message: 'Headroom needs its proxy token: send it as x-headroom-proxy-token.' };
  }
  const { origin } = headers;
  if (origin !== undefined && !isLoopbackOrigin(origin)) {
    return { status: 403, message: 'Headroom does not serve web pages of other origins.' };
  }
  const isBrowser =
    origin !== undefined || headers['sec-fetch-site'] !== undefined || headers['sec-fetch-mode'] !== undefined;
  const host = readHostName(headers.host ?? '');
  if (isBrowser && !isLoopbackName(host) && host !== settings.host.toLowerCase()) {
    return { status: 403, message: 'Headroom is not reachable from web pages under this host name.' };
  }
  return null;
}

function isLoopbackOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return /^https?:$/.test(protocol) && isLoopbackName(hostname);
}

function readHostName(host: string): string {
  return host.trim().toLowerCase().replace(/:\d*$/, '');
}

function readBearer(value: string | undefined): string | undefined {
  return /^bearer\s+(.+)$/i.exec(value ?? '')?.[1];
}

/** Equal without telling by time how much is equal. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)));
}
