import type { Bill } from '../../../sidecar/contract/api.ts';

type Basis = Bill['basis'];

const basis: Readonly<Record<Basis, string>> = {
  measured: 'Measured against conversations left untouched',
  estimated: 'Estimated by a model of the provider’s cache',
};

/** @param results tool results that were shortened; of a request without any only its marks for the cache were changed */
function edited(results: number): string {
  if (results === 0) return 'Cache breakpoints set';
  return results === 1 ? '1 result shortened' : `${results} results shortened`;
}

/** What happened to an exchange, to a tool result, to a cache. Sentences without a full stop unless they have one. */
export const exchanges = {
  stopped: 'Stopped by the client',
  brokenOff: 'The provider broke off its answer',
  unreachable: 'The provider could not be reached',
  /** @param reason one of `statuses`; undefined for others */
  answered: (status: number, reason: string | undefined) =>
    `The provider answered ${status}${reason ? `: ${reason}` : ''}`,
  failedOpen: (reason: string) => `Sent untouched: ${reason}`,
  replayed: 'Shorter form refused; the original was sent',
  edited,
  editedAtLoss: (results: number) => `${edited(results)}, yet it cost more`,
  quiet: {
    untouched: 'Nothing to shorten',
    bypassed: 'Passed through on request',
    holdout: 'Left alone to measure against',
    relayed: 'Passed through',
  },
  /** Why a request went out untouched, by the code of the fault. */
  faults: {
    deadline: 'the engine took too long',
    'worker-died': 'the engine process ended and was started again',
    'worker-absent': 'the engine kept dying and rests for a minute',
    'no-store': 'the originals could not be stored',
    engine: 'the engine failed',
  },
  statuses: {
    400: 'the request was refused',
    401: 'the key was not accepted',
    403: 'access was denied',
    404: 'no such address or model',
    413: 'the request was too large',
    429: 'too many requests',
    500: 'an error on its side',
    502: 'it could not be reached',
    503: 'it is not available',
    504: 'it did not answer in time',
    529: 'it is overloaded',
  },
  segments: {
    asItCame: (reason: string) => `Sent as it came: ${reason}`,
    shortened: (by: readonly string[]) => `Shortened by ${by.join(', then ')}; every fact is still there`,
    leftOut: (by: readonly string[], shown: number, total: number, unit: string) =>
      `Shortened by ${by.join(', then ')}; ${shown} of ${total} ${unit} were sent`,
    noReason: 'no reason was recorded',
    /** Why a tool result stayed as it came. */
    reasons: {
      small: 'too short to be worth it',
      'no-gain': 'nothing made it shorter',
      code: 'source code that may be edited next',
      recalled: 'an original that was asked for again',
      suspended: 'the provider refused this kind of edit earlier in the conversation',
      pinned: 'it was sent untouched before, and changing it now would break the cache',
      fault: 'a compressor failed on it',
      'no-store': 'its original could not be stored',
    },
  },
  basis: (kind: Basis) => `${basis[kind]}.`,
  basisBetween: (kind: Basis, low: string, high: string) => `${basis[kind]}: between ${low} and ${high}.`,
  breaks: {
    /** Who broke the provider's cache and how. */
    causes: {
      ours: 'an edit of ours changed what was sent before',
      client: 'the client changed what it had sent before',
      compaction: 'the client shortened its history, by a summary or by going back',
      ttl: 'the pause was longer than the cache lives',
      model: 'another model was asked',
      provider: 'the provider no longer had it',
    },
    counted: {
      ours: (count: string) => `${count} by Headroom`,
      client: (count: string) => `${count} by the client`,
      compaction: (count: string) => `${count} by a compaction of the client`,
      ttl: (count: string) => `${count} by a pause`,
      model: (count: string) => `${count} by a change of model`,
      provider: (count: string) => `${count} by the provider`,
    },
  },
};
