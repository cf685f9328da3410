import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { Account, AccountPlan } from '../../sidecar/contract/account.ts';
import type { ApiFailure } from '../api/failure.ts';
import { asFailure, createLoaded, type Loaded } from './create-loaded.ts';
import type { Session } from './session.ts';

export interface AccountActions {
  readonly state: Loaded<Account>;
  readonly plan: Loaded<AccountPlan>;
  /** What is being done; null when nothing is. */
  readonly busy: Accessor<'sign-in' | 'cancel' | 'sign-out' | null>;
  /** Why the last of it failed. */
  readonly failure: Accessor<ApiFailure | undefined>;
  change(change: 'sign-in' | 'cancel' | 'sign-out', options?: { tokenInFile?: boolean }): Promise<void>;
}

/** The sidecar is asked this often whether the code is confirmed; it asks the service at the service's own pace. */
const LOOK_MS = 1_500;

/** The account. Nothing but the sidecar is asked before somebody signs in. */
export function createAccount({ client, account: state }: Session, isShown: () => boolean): AccountActions {
  const plan = createLoaded(() => client.accountPlan());
  const [busy, setBusy] = createSignal<'sign-in' | 'cancel' | 'sign-out' | null>(null);
  const [failure, setFailure] = createSignal<ApiFailure>();
  const standing = () => state.value()?.state;
  createEffect(() => isShown() && void state.reload());
  createEffect(() => {
    if (!isShown() || standing() !== 'waiting') return;
    const timer = setInterval(() => void state.reload(), LOOK_MS);
    onCleanup(() => clearInterval(timer));
  });
  createEffect(
    on([isShown, () => state.value()?.signedInAt ?? null], async ([shown, signedInAt]) => {
      if (!shown || signedInAt === null) return;
      await plan.reload();
      // 409: it was ended elsewhere, or the token cannot be had; the state then says why.
      if (plan.failure()?.status === 409) await state.reload();
    }),
  );
  return {
    state,
    plan,
    busy,
    failure,
    async change(change, options) {
      setBusy(change);
      setFailure(undefined);
      try {
        await client.changeAccount(change, options);
      } catch (error) {
        setFailure(asFailure(error));
      }
      await state.reload();
      setBusy(null);
    },
  };
}
