import { findDescription, isSafeAddress } from './addresses.ts';
import { askService, type ServiceQuestion } from './ask-service.ts';
import { refuseAddress, refuseAnswer } from './failures.ts';
import type { AccountService } from './types.ts';

/** offline_access: without it some services give no token that lasts (OpenID Connect Core, section 11). */
const SCOPES = ['plan', 'offline_access'];

/**
 * Asks a service to describe itself (RFC 8414).
 * @throws AppError account.invalid-url when nothing there can sign anybody in, account.offline, account.tls, account.refused
 */
export async function discover(url: string, around: Pick<ServiceQuestion, 'env' | 'signal'>): Promise<AccountService> {
  const { status, body } = await askService({ url: findDescription(url), ...around });
  if (status >= 500) throw refuseAnswer(url, `answers ${status}`);
  if (status !== 200) throw refuseAddress(url, `does not describe itself (status ${status})`);
  if (body.issuer !== url && body.issuer !== `${url}/`) throw refuseAddress(url, 'describes another one');
  const take = (name: string): string | null => {
    const address = body[name];
    if (address === undefined) return null;
    if (isSafeAddress(address, url)) return address;
    throw refuseAddress(url, `names a ${name} that is not safe`);
  };
  const deviceEndpoint = take('device_authorization_endpoint');
  const tokenEndpoint = take('token_endpoint');
  if (deviceEndpoint === null || tokenEndpoint === null) throw refuseAddress(url, 'has no sign-in with a code');
  return {
    url,
    deviceEndpoint,
    tokenEndpoint,
    revocationEndpoint: take('revocation_endpoint'),
    planEndpoint: take('headroom_plan_endpoint') ?? `${url}/plan`,
    scope: pickScopes(body.scopes_supported),
  };
}

/** All that we want, as far as the service knows it; it may keep to itself what it knows. */
function pickScopes(supported: unknown): string {
  return SCOPES.filter((scope) => !Array.isArray(supported) || supported.includes(scope)).join(' ');
}
