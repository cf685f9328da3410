/** Contracts of the account: the service, what is kept of a sign-in, and where the token may lie. */
import type { TokenPlace } from '../contract/account.ts';

/** What a service says of itself (RFC 8414), as far as it is used. All addresses have passed {@link isSafeAddress}. */
export interface AccountService {
  /** As it is configured, without a trailing slash. */
  readonly url: string;
  readonly deviceEndpoint: string;
  readonly tokenEndpoint: string;
  /** Null: a token cannot be revoked there. */
  readonly revocationEndpoint: string | null;
  readonly planEndpoint: string;
  /** What is asked for, separated by spaces. */
  readonly scope: string;
}

/** What a token endpoint gave. Never logged, never answered, never an argument of a program. */
export interface Grant {
  readonly accessToken: string;
  /** Milliseconds since the epoch; null when it was not told. */
  readonly expiresAt: number | null;
  readonly refreshToken: string | null;
}

/** The one token that is kept: what lasts longest. The access token of a refresh token stays in memory. */
export interface KeptToken {
  readonly kind: 'refresh' | 'access';
  readonly token: string;
  /** Of an access token. */
  readonly expiresAt: number | null;
}

/** What is written down of a sign-in, in plain sight: everything but the token. */
export interface SignInRecord {
  /** A new one for each sign-in. */
  readonly id: string;
  readonly service: AccountService;
  /** Id of the store in which the token lies. */
  readonly store: string;
  /** Milliseconds since the epoch. */
  readonly signedInAt: number;
}

/** Where one secret of one home lies. */
export interface SecretPlace {
  /** Headroom's home, absolute. */
  readonly home: string;
  /** Name of the entry in a keychain: printable, without spaces and quotes. */
  readonly key: string;
}

/** A place for a secret. Everything rejects with AppError account.no-keychain or account.keychain. */
export interface SecretStore {
  readonly id: string;
  /** On which systems it is the first choice; [] = only where the person says so. */
  readonly platforms: readonly NodeJS.Platform[];
  tell(home: string): TokenPlace;
  /** Null when there is none, or when the keychain does not tell why it gives none. */
  get(place: SecretPlace): Promise<string | null>;
  set(place: SecretPlace, secret: string): Promise<void>;
  /** Nothing there is fine. */
  remove(place: SecretPlace): Promise<void>;
}

export type Env = Readonly<Record<string, string | undefined>>;

/** What the account needs of the computer; tests give their own. */
export interface Surroundings {
  /** Headroom's home, absolute. */
  readonly home: string;
  /** Proxy settings. */
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Resolves after that many ms, or as soon as the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly stores: readonly SecretStore[];
}
