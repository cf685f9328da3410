import { isLoopbackName } from '../lib/loopback.ts';
import { conflict } from './edits/text.ts';
import type { Upstream } from './record.ts';
import type { Json, RouteValue } from './types.ts';

/** Path in front of requests that go to an upstream of their own; proxy/route.ts looks it up. */
export const routePrefix = '/via';

/** Whether a value is a URL that leads to our proxy, whatever its path. */
export function leadsTo(proxyUrl: string, value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const url = new URL(value);
  const proxy = new URL(proxyUrl);
  const isHere = url.hostname === proxy.hostname || (isLoopbackName(url.hostname) && isLoopbackName(proxy.hostname));
  return url.protocol === proxy.protocol && isHere && url.port === proxy.port;
}

/**
 * The base URL that a client gets, and where its requests go on to when a base URL stood there before.
 * @param standing what the file says now; undefined when it says nothing.
 * @throws AppError client.conflict when it says something that cannot be forwarded to.
 */
export function resolveRoute(
  route: RouteValue,
  proxyUrl: string,
  standing: Json | undefined,
): { readonly value: string; readonly upstream: Upstream | null } {
  const wanted = standing === undefined || standing === '' || leadsTo(proxyUrl, standing) ? route.standing : standing;
  if (wanted === undefined || wanted === null || wanted === '' || leadsTo(proxyUrl, wanted)) {
    return { value: proxyUrl + route.suffix, upstream: null };
  }
  const upstream = { base: readBase(wanted), suffix: route.suffix };
  return { value: `${proxyUrl}${routePrefix}/${route.slot}${route.suffix}`, upstream };
}

function readBase(value: Json): string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null;
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  if (!isPlain || url.search !== '' || url.hash !== '') {
    throw conflict('A base URL stands there that requests cannot be forwarded to (not a plain http or https address).');
  }
  return url.href.replace(/\/+$/, '');
}
