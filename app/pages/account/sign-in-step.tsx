import { createSignal, type JSX, Show } from 'solid-js';
import type { Account } from '../../../sidecar/contract/account.ts';
import type { AccountActions } from '../../state/create-account.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { hostOf, needsFile } from './view.ts';

/** What a sign-in will do, and the button that starts it. */
export function SignInStep(props: { account: AccountActions; known: Account }): JSX.Element {
  const said = (): Texts['account']['signIn'] => texts().account.signIn;
  const [isAgreed, setAgreed] = createSignal(false);
  const { busy, change } = props.account;

  const inFile = () => needsFile(props.known);
  return (
    <section class="card section" aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">{said().title}</h2>
      <p>{said().about(hostOf(props.known.url))}</p>
      <Show when={inFile()} fallback={<p class="quiet">{said().keptIn(props.known.keptIn?.name ?? '')}</p>}>
        <label class="consent">
          <input type="checkbox" checked={isAgreed()} onChange={(event) => setAgreed(event.currentTarget.checked)} />
          <span>{said().inFile}</span>
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
          {busy() === 'sign-in' ? said().asking : said().signIn}
        </button>
        <span class="quiet small" role="status">
          {busy() === 'sign-in' ? said().keychain : ''}
        </span>
      </div>
    </section>
  );
}
