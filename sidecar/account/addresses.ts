import { isLoopbackName } from '../lib/loopback.ts';

/**
 * Whether something secret may be sent to an address, or a person be sent there, for the account at `accountUrl`:
 * https without a login in it; plain http only where both are on this computer.
 */
export function isSafeAddress(address: unknown, accountUrl: string): address is string {
  if (typeof address !== 'string' || !URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:') return true;
  return protocol === 'http:' && isLoopbackName(hostname) && isLoopbackName(new URL(accountUrl).hostname);
}

/** Where a service describes itself: before the path of its address, not after it (RFC 8414, section 3.1). */
export function findDescription(accountUrl: string): string {
  const { origin, pathname } = new URL(accountUrl);
  return `${origin}/.well-known/oauth-authorization-server${pathname === '/' ? '' : pathname}`;
}
