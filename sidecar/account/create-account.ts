import { setTimeout as sleep } from 'node:timers/promises';
import type { Account, AccountPlan, AccountProblem, SignInCode } from '../contract/account.ts';
import { AppError } from '../contract/errors.ts';
import { isWritable } from '../machine/index.ts';
import { awaitGrant, type PendingSignIn, requestCode } from './device-flow.ts';
import { discover } from './discovery.ts';
import { makeAccountError, noKeychain } from './failures.ts';
import { askPlan } from './plan.ts';
import { readRecord, refuseHome } from './records.ts';
import { secretStores } from './secret-stores/index.ts';
import { pickStore, tryStore } from './secrets.ts';
import { createTokens, type Tokens } from './tokens.ts';
import type { AccountService, SecretStore, SignInRecord, Surroundings } from './types.ts';

/** The account of one home. Nothing is sent before somebody starts a sign-in. */
export interface AccountDoor {
  /** How things stand, from what lies on this computer. */
  read(): Promise<Account>;
  /**
   * Starts a sign-in, or gives the one that waits. Resolves as soon as there is a code.
   * @param options inFile: the person agrees that the token lies in a file. Rejects with AppError account.*
   */
  signIn(options: { readonly inFile: boolean }): Promise<Account>;
  /** Resolves when no code waits any more. */
  settled(): Promise<Account>;
  /** Ends waiting for a code; the service lets it expire. */
  cancel(): Promise<Account>;
  /** Takes the token off this computer and has the service revoke it. @throws AppError account.keychain, account.busy */
  signOut(): Promise<Account>;
  /** Asks the service. @throws AppError account.* */
  plan(): Promise<AccountPlan>;
  /**
   * Whether the kept token can be read and the service answers; no token is sent.
   * @throws AppError account.* saying what is wrong
   */
  verify(): Promise<void>;
  /** Ends waiting; what is kept stays. */
  close(): void;
}

export type AccountOptions = Pick<Surroundings, 'home' | 'env'> &
  Partial<Surroundings> & {
    /** The service that is configured; null: what is there can still be signed out. */
    readonly url: string | null;
  };

/** A sign-in under way. */
interface Attempt {
  readonly code: SignInCode | null;
  readonly stop: AbortController;
  /** Never rejects. */
  readonly ended: Promise<void>;
}

export function createAccount({ url, ...options }: AccountOptions): AccountDoor {
  const around: Surroundings = { platform: process.platform, now: Date.now, wait, stores: secretStores, ...options };
  const { home, env } = around;
  const tokens = createTokens(around);
  let attempt: Attempt | null = null;
  let starting: Promise<void> = Promise.resolve();
  let problem: AccountProblem | null = null;
  const note = (error: unknown): never => {
    problem = toProblem(error);
    throw error;
  };
  const read = async (): Promise<Account> => {
    if (url === null) return describe(around, null, null, { code: null, problem: null });
    const record = await readRecord(home);
    const ours = record?.service.url === url ? record : null;
    return describe(around, url, ours, { code: attempt?.code ?? null, problem });
  };
  const begin = async (inFile: boolean): Promise<void> => {
    const stop = new AbortController();
    const gate = Promise.withResolvers<void>();
    problem = null;
    attempt = { code: null, stop, ended: gate.promise };
    const end = (): void => {
      attempt = null;
      gate.resolve();
    };
    try {
      const ready = await prepare(around, url, inFile, stop.signal);
      const { userCode, verificationUrl, completeUrl, expiresAt } = ready.pending;
      attempt = { code: { userCode, verificationUrl, completeUrl, expiresAt }, stop, ended: gate.promise };
      void finish(around, { ...ready, tokens, signal: stop.signal })
        .catch((error: unknown) => {
          // Whoever has cancelled needs no reason.
          if (!stop.signal.aborted) problem = toProblem(error);
        })
        .finally(end);
    } catch (error) {
      end();
      if (!stop.signal.aborted) note(error);
    }
  };
  const cancel = async (): Promise<void> => {
    const running = attempt;
    running?.stop.abort();
    await running?.ended;
  };
  return {
    read,
    async signIn({ inFile }) {
      if (url === null) throw makeAccountError('account.absent');
      // Whoever comes while one is being started gets the same code.
      if (attempt === null) starting = begin(inFile);
      await starting;
      return read();
    },
    async settled() {
      await attempt?.ended;
      return read();
    },
    async cancel() {
      await cancel();
      problem = null;
      return read();
    },
    async signOut() {
      await cancel();
      problem = null;
      await tokens.end();
      return read();
    },
    plan: async () => {
      try {
        return await askPlan(tokens, env);
      } catch (error) {
        // Only this one is an end that the next look at the state could not explain.
        if (error instanceof AppError && error.code === 'account.ended') note(error);
        throw error;
      }
    },
    async verify() {
      await tokens.look();
      if (url !== null) await discover(url, { env });
    },
    close: () => attempt?.stop.abort(),
  };
}

/** Everything before a person is asked for anything: a place for the token, the service, a code. */
async function prepare(
  around: Surroundings,
  url: string | null,
  inFile: boolean,
  signal: AbortSignal,
): Promise<{ service: AccountService; store: SecretStore; pending: PendingSignIn }> {
  if (url === null) throw makeAccountError('account.absent');
  const store = pickStore(around, inFile);
  if (store === null) throw noKeychain('Headroom knows none for this system.');
  if (!(await isWritable(around.home))) throw refuseHome(around.home);
  await tryStore(store, around.home);
  const service = await discover(url, { env: around.env, signal });
  return { service, store, pending: await requestCode(service, around, signal) };
}

async function finish(
  around: Surroundings,
  work: {
    readonly service: AccountService;
    readonly store: SecretStore;
    readonly pending: PendingSignIn;
    readonly tokens: Tokens;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const grant = await awaitGrant(work.service, work.pending, around, work.signal);
  work.signal.throwIfAborted();
  await work.tokens.keep(work.service, work.store, grant);
}

function describe(
  around: Surroundings,
  url: string | null,
  record: SignInRecord | null,
  { code, problem }: { code: SignInCode | null; problem: AccountProblem | null },
): Account {
  const store = around.stores.find(({ id }) => id === record?.store) ?? pickStore(around, false);
  return {
    url,
    state: url === null ? 'absent' : code !== null ? 'waiting' : record !== null ? 'signed-in' : 'signed-out',
    signedInAt: record?.signedInAt ?? null,
    keptIn: url === null ? null : (store?.tell(around.home) ?? null),
    signIn: code,
    problem: record === null ? problem : null,
  };
}

/** A defect keeps its message to itself; its stack goes to stderr. */
function toProblem(error: unknown): AccountProblem {
  if (!(error instanceof AppError)) {
    process.stderr.write(`headroom: defect in the account: ${error instanceof Error ? error.stack : String(error)}\n`);
    return { code: 'defect', message: 'A defect in Headroom ended it.', hint: null };
  }
  return { code: error.code, message: error.message, hint: error.hint ?? null };
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined); // aborted: whoever waits looks at the signal
}
