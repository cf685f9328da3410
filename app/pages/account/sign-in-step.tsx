import { createSignal, type JSX, Show } from 'solid-js';
import type { Account } from '../../../sidecar/contract/account.ts';
import type { AccountActions } from '../../state/create-account.ts';
import { hostOf, needsFile } from './view.ts';

/** What a sign-in will do, and the button that starts it. */
export function SignInStep(props: { account: AccountActions; known: Account }): JSX.Element {
  const [isAgreed, setAgreed] = createSignal(false);
  const { busy, change } = props.account;
  const host = () => hostOf(props.known.url);
  const inFile = () => needsFile(props.known);
  return (
    <section class="card section" aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">Sign in with a code</h2>
      <p>
        Headroom asks {host()} for a code, and you confirm it there in your browser. Before you start, nothing is sent
        there; afterwards only what the account is about: nothing of your conversations, your agents or your figures.
      </p>
      <Show
        when={inFile()}
        fallback={<p class="quiet">The token is kept in {props.known.keptIn?.name}. Your password never comes here.</p>}
      >
        <label class="consent">
          <input type="checkbox" checked={isAgreed()} onChange={(event) => setAgreed(event.currentTarget.checked)} />
          <span>
            Keep the token in a file of Headroom’s folder. Only you can read it, but it is not encrypted: programs that
            run as you, and backups, can have it.
          </span>
        </label>
      </Show>
      <div class="row">
        <button
          type="button"
          class="button"
          data-kind="main"
          disabled={busy() !== null || (inFile() && props.known.keptIn === null && !isAgreed())}
          onClick={() => void change('sign-in', isAgreed() && inFile() ? { tokenInFile: true } : {})}
        >
          {busy() === 'sign-in' ? 'Asking for a code …' : 'Sign in'}
        </button>
        <span class="quiet small" role="status">
          {busy() === 'sign-in' ? 'Your keychain may ask you to unlock it.' : ''}
        </span>
      </div>
    </section>
  );
}
