import { askService } from './ask-service.ts';
import { makeAccountError, refuseAnswer } from './failures.ts';
import { readErrorCode, readNumber, readText } from './fields.ts';
import type { AccountService, Env, Grant, KeptToken } from './types.ts';

/** By this name the services know this program; a public client has no secret (RFC 6749, section 2.1). */
export const CLIENT_ID = 'headroom-desktop';

/** What an access token is left over when it counts as used up: clocks differ, and answers take their time. */
const MARGIN_MS = 30_000;

/**
 * The tokens of a token endpoint's answer (RFC 6749, section 5.1).
 * @param now ms since the epoch @throws AppError account.refused
 */
export function parseGrant(service: AccountService, body: Readonly<Record<string, unknown>>, now: number): Grant {
  const accessToken = readText(body, 'access_token');
  const kind = readText(body, 'token_type') ?? '';
  if (accessToken === null || kind.toLowerCase() !== 'bearer')
    throw refuseAnswer(service.url, 'gives a token that cannot be used');
  const seconds = readNumber(body, 'expires_in');
  return {
    accessToken,
    expiresAt: seconds === null ? null : now + seconds * 1000,
    refreshToken: readText(body, 'refresh_token'),
  };
}

/** Whether an access token can still be used. */
export function isFresh({ expiresAt }: Pick<Grant, 'expiresAt'>, now: number): boolean {
  return expiresAt === null || now < expiresAt - MARGIN_MS;
}

/**
 * New tokens for a refresh token. A service that gives a new refresh token with them has ended the old one.
 * @throws AppError account.ended when the service does not know it any more, account.refused, account.offline, account.tls
 */
export async function refresh(service: AccountService, token: string, env: Env, now: () => number): Promise<Grant> {
  const form = { client_id: CLIENT_ID, grant_type: 'refresh_token', refresh_token: token };
  const { status, body } = await askService({ url: service.tokenEndpoint, env, form });
  if (status === 200) return parseGrant(service, body, now());
  const error = readErrorCode(body);
  if (error === 'invalid_grant') throw makeAccountError('account.ended');
  throw refuseAnswer(service.url, `does not renew the sign-in (${error || status})`);
}

/**
 * Tells the service that a token is not used any more (RFC 7009). Best effort: whether it hears it changes nothing here.
 * @returns whether it confirmed it
 */
export async function revoke(service: AccountService, { kind, token }: KeptToken, env: Env): Promise<boolean> {
  if (service.revocationEndpoint === null) return false;
  const form = { client_id: CLIENT_ID, token, token_type_hint: `${kind}_token` };
  const question = { url: service.revocationEndpoint, env, form };
  return askService(question).then(
    ({ status }) => status === 200,
    () => false,
  );
}

/** What of a grant is kept: the token that lasts. */
export function pickKept({ accessToken, expiresAt, refreshToken }: Grant): KeptToken {
  if (refreshToken !== null) return { kind: 'refresh', token: refreshToken, expiresAt: null };
  return { kind: 'access', token: accessToken, expiresAt };
}

/** As it lies in a keychain. */
export function formatKept({ kind, token, expiresAt }: KeptToken): string {
  return JSON.stringify({ kind, token, expiresAt });
}

/** Null for anything that we did not write. */
export function parseKept(text: string): KeptToken | null {
  try {
    const { kind, token, expiresAt } = JSON.parse(text) as Partial<KeptToken>;
    if ((kind !== 'refresh' && kind !== 'access') || typeof token !== 'string' || token === '') return null;
    return { kind, token, expiresAt: typeof expiresAt === 'number' ? expiresAt : null };
  } catch {
    return null; // somebody else's entry of the same name
  }
}
