/** Contract of the providers family: who answers, where, and how a request is recognised as theirs. Data and pure rules only. */
import type { RequestHead } from '../dialects/types.ts';

export interface Provider {
  /** Stable; key of `settings.upstreams` and the name in the ledger. */
  readonly id: string;
  /** Origin or prefix used unless the user sets another; the request's own path and query are appended. */
  readonly upstream: string;
  /** Environment variable and command-line flag (without dashes) that replace {@link Provider.upstream}. */
  readonly env: string;
  readonly flag: string;
  /** Dialect whose error shape the callers of this provider understand. */
  readonly dialect: string;
  /** True when a request with this head is meant for this provider. Asked in the order of the list, the last takes all. */
  owns(head: RequestHead): boolean;
  /** Path prefixes that are called differently at the provider than at the base URL that clients are given: [from, to]. */
  readonly renames?: readonly (readonly [from: string, to: string])[];
}
