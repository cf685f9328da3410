/** The account of a person at a service, as the API and the commands tell of it. Never a token. */

/**
 * absent: no account URL is configured. signed-out: nobody is signed in there. waiting: a code waits to be confirmed on
 * the service's page. signed-in: a token is kept on this computer.
 */
export type AccountState = 'absent' | 'signed-out' | 'waiting' | 'signed-in';

export interface Account {
  /** The service that is configured; null when none is. */
  readonly url: string | null;
  readonly state: AccountState;
  /** Milliseconds since the epoch; null unless signed in. */
  readonly signedInAt: number | null;
  /** Where the token lies, or would; null when no service is configured. */
  readonly keptIn: TokenPlace | null;
  /** What the person has to do; null unless a code waits. */
  readonly signIn: SignInCode | null;
  /** Why the last sign-in came to nothing, or why it ended; null when there is nothing to tell. */
  readonly problem: AccountProblem | null;
}

/** Where a token is kept. */
export interface TokenPlace {
  /** As people call it: "the keychain of macOS". */
  readonly name: string;
  /** The file; null in a keychain. */
  readonly path: string | null;
}

/** A code to type in on a page of the service. */
export interface SignInCode {
  readonly userCode: string;
  /** Where it is typed in. */
  readonly verificationUrl: string;
  /** The same page with the code filled in; null when the service has none. */
  readonly completeUrl: string | null;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface AccountProblem {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

/** What the service says of an account; docs/use/account.md has the format that it speaks. */
export interface AccountPlan {
  /** Whose account it is, as the service writes it; null when it does not tell. */
  readonly account: string | null;
  /** Name of the plan. */
  readonly plan: string;
  /** Milliseconds since the epoch; null when it does not end by itself or nothing is told. */
  readonly renewsAt: number | null;
  /** Page of the service on which it is changed; null when there is none. */
  readonly manageUrl: string | null;
  readonly usage: readonly AccountUsage[];
}

/** One thing that a plan counts. */
export interface AccountUsage {
  readonly name: string;
  readonly used: number;
  /** Null: without limit. */
  readonly limit: number | null;
  readonly unit: string;
  /** Milliseconds since the epoch; null when it is not told. */
  readonly resetsAt: number | null;
}
