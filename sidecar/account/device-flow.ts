import type { SignInCode } from '../contract/account.ts';
import { AppError } from '../contract/errors.ts';
import { isSafeAddress } from './addresses.ts';
import { askService } from './ask-service.ts';
import { makeAccountError, refuseAnswer } from './failures.ts';
import { readErrorCode, readNumber, readText } from './fields.ts';
import { CLIENT_ID, parseGrant } from './grants.ts';
import type { AccountService, Grant, Surroundings } from './types.ts';

/** RFC 8628, section 3.2: what counts when the service does not say it; section 3.5: what "slow_down" adds. */
const DEFAULT_INTERVAL_SECONDS = 5;
const SLOW_DOWN_SECONDS = 5;
/** Nobody looks at a code longer; a service that says more is not waited for. */
const LONGEST_SECONDS = 30 * 60;
const LONGEST_INTERVAL_SECONDS = 60;
/** Codes are read by people; a longer one is a mistake. */
const LONGEST_CODE = 40;

/** A code as the service gave it, with the secret by which it is asked about. */
export interface PendingSignIn extends SignInCode {
  readonly deviceCode: string;
  readonly intervalSeconds: number;
}

type Around = Pick<Surroundings, 'env' | 'now' | 'wait'>;

/**
 * Asks for a code (RFC 8628, section 3.1).
 * @throws AppError account.refused, account.offline, account.tls; the signal's reason
 */
export async function requestCode(
  service: AccountService,
  { env, now }: Around,
  signal: AbortSignal,
): Promise<PendingSignIn> {
  const form = { client_id: CLIENT_ID, ...(service.scope !== '' && { scope: service.scope }) };
  const { status, body } = await askService({ url: service.deviceEndpoint, env, form, signal });
  if (status !== 200) throw refuseAnswer(service.url, `gives no code (${readErrorCode(body) || status})`);
  const deviceCode = readText(body, 'device_code');
  const userCode = readText(body, 'user_code');
  const verificationUrl = readText(body, 'verification_uri');
  const completeUrl = readText(body, 'verification_uri_complete');
  const seconds = readNumber(body, 'expires_in');
  if (deviceCode === null || userCode === null || userCode.length > LONGEST_CODE || seconds === null)
    throw refuseAnswer(service.url, 'gives a code that cannot be used');
  if (!isSafeAddress(verificationUrl, service.url)) throw refuseAnswer(service.url, 'names a page that is not safe');
  return {
    deviceCode,
    userCode,
    verificationUrl,
    completeUrl: isSafeAddress(completeUrl, service.url) ? completeUrl : null,
    expiresAt: now() + Math.min(seconds, LONGEST_SECONDS) * 1000,
    intervalSeconds: limitInterval(readNumber(body, 'interval') ?? DEFAULT_INTERVAL_SECONDS),
  };
}

function limitInterval(seconds: number): number {
  return Math.min(LONGEST_INTERVAL_SECONDS, Math.max(1, seconds));
}

/**
 * Waits until the person has confirmed the code, and asks no faster than the service wants it.
 * @throws AppError account.expired, account.denied, account.refused; the signal's reason
 */
export async function awaitGrant(
  service: AccountService,
  pending: PendingSignIn,
  { env, now, wait }: Around,
  signal: AbortSignal,
): Promise<Grant> {
  const form = {
    client_id: CLIENT_ID,
    device_code: pending.deviceCode,
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
  };
  let seconds = pending.intervalSeconds;
  for (;;) {
    await wait(seconds * 1000, signal);
    signal.throwIfAborted();
    if (now() >= pending.expiresAt) throw makeAccountError('account.expired');
    const answer = await askService({ url: service.tokenEndpoint, env, form, signal }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'account.offline') return null;
      throw error;
    });
    // Section 3.5: whoever gets no answer asks half as often. The code lives on meanwhile.
    const error = answer === null ? 'no_answer' : answer.status === 200 ? null : readErrorCode(answer.body);
    if (answer !== null && error === null) return parseGrant(service, answer.body, now());
    if (error === 'slow_down') seconds = limitInterval(seconds + SLOW_DOWN_SECONDS);
    else if (error === 'no_answer' || isPassing(answer?.status)) seconds = limitInterval(seconds * 2);
    else if (error === 'access_denied') throw makeAccountError('account.denied');
    else if (error === 'expired_token') throw makeAccountError('account.expired');
    else if (error !== 'authorization_pending')
      throw refuseAnswer(service.url, `ends the sign-in (${error || answer?.status})`);
  }
}

/** Too many questions, or a trouble of the service that may be over the next time. */
function isPassing(status: number | undefined): boolean {
  return status !== undefined && (status === 429 || status >= 500);
}
