import { AppError, type ErrorCode } from '../contract/errors.ts';
import { classifyNetworkFault } from '../lib/network-fault.ts';

/** Said wherever the network is at fault: nothing else depends on the account. */
const MEANWHILE = 'Everything else works without it.';

/** An error of the connection as one that a person can do something about; an AppError stays what it is. No path is told. */
export function toServiceError(error: unknown, url: string): AppError {
  if (error instanceof AppError) return error;
  const { host } = new URL(url);
  if (classifyNetworkFault(error) === 'tls') {
    return new AppError(
      'account.tls',
      `The certificate of ${host} is not trusted: something on the way may be reading along.`,
      {
        hint: 'If it is your company’s proxy, give its certificate with NODE_EXTRA_CA_CERTS.',
        cause: error,
      },
    );
  }
  return new AppError('account.offline', `The account service at ${host} cannot be reached.`, {
    hint: `Check the network; behind a company proxy set HTTPS_PROXY. ${MEANWHILE}`,
    cause: error,
  });
}

/** The configured address is not that of a service by which one can sign in. @param why follows "it" */
export function refuseAddress(url: string, why: string): AppError {
  return new AppError('account.invalid-url', `${url} is no account service: it ${why}.`, {
    hint: 'Check --account-url or HEADROOM_ACCOUNT_URL.',
  });
}

/** The service answered with something that no protocol foresees. @param what follows its name; never an answer's text */
export function refuseAnswer(url: string, what: string): AppError {
  return new AppError('account.refused', `The account service at ${new URL(url).host} ${what}.`, {
    hint: `Try again later. ${MEANWHILE}`,
  });
}

const told = {
  'account.expired': ['The code was not confirmed in time.', 'Start the sign-in again.'],
  'account.denied': ['The sign-in was refused on the page of the service.', 'Start it again if that was a mistake.'],
  'account.ended': ['The sign-in was ended by the account service, or from another computer.', 'Sign in again.'],
  'account.signed-out': ['Nobody is signed in.', 'Sign in on the page Account, or with headroom account sign-in.'],
  'account.absent': ['No account service is configured.', 'Set HEADROOM_ACCOUNT_URL, or start with --account-url.'],
  'account.busy': ['Another Headroom is using the account right now.', 'Try again in a moment.'],
} as const satisfies Partial<Record<ErrorCode, readonly [message: string, hint: string]>>;

/** An error that has only one wording. */
export function makeAccountError(code: keyof typeof told): AppError {
  const [message, hint] = told[code];
  return new AppError(code, message, { hint });
}

/** There is nothing to keep a secret in. @param why one sentence */
export function noKeychain(why: string, cause?: unknown): AppError {
  return new AppError('account.no-keychain', `There is no keychain here. ${why}`, {
    hint: 'Allow a file that only you can read: the box on the page Account, or headroom account sign-in --token-in-file.',
    cause,
  });
}

/** There is a keychain, and it did not do what it was asked for. @param what one sentence */
export function keychainFailed(what: string, cause?: unknown): AppError {
  return refuseToken(what, 'Unlock the keychain and try again, or sign in again.', cause);
}

/** A token cannot be read, kept or removed. @param what one sentence @param hint the next step */
export function refuseToken(what: string, hint: string, cause?: unknown): AppError {
  return new AppError('account.keychain', what, { hint, cause });
}
