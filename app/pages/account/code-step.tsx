import { createSignal, type JSX } from 'solid-js';
import type { SignInCode } from '../../../sidecar/contract/account.ts';
import type { Host } from '../../host/index.ts';
import type { AccountActions } from '../../state/create-account.ts';
import { createNow } from '../../state/create-now.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';
import { describeRest } from './view.ts';

/** The code, large, and the way to the page on which it is confirmed. */
export function CodeStep(props: {
  account: AccountActions;
  code: SignInCode;
  host: Host;
  formats: Formats;
}): JSX.Element {
  const now = createNow();
  const [told, setTold] = createSignal('');
  let code: HTMLElement | undefined;
  const { busy, change } = props.account;
  const copy = async (): Promise<void> => {
    const done = await props.host.copyText(props.code.userCode);
    if (!done && code) getSelection()?.selectAllChildren(code);
    setTold(done ? texts().words.copied : texts().words.selected);
  };
  return (
    <section class="card section" aria-labelledby="code-title">
      <h2 id="code-title">{texts().account.code.title}</h2>
      <code class="user-code" ref={code}>
        {props.code.userCode}
      </code>
      <div class="row">
        {/* The native window hands what opens anew to the sidecar, which takes nothing but web pages. */}
        <a
          class="button"
          data-kind="main"
          href={props.code.completeUrl ?? props.code.verificationUrl}
          target="_blank"
          rel="noopener noreferrer"
        >
          {texts().account.code.open}
        </a>
        <button type="button" class="button" onClick={() => void copy()}>
          {told() || texts().account.code.copy}
        </button>
        <button type="button" class="button" disabled={busy() !== null} onClick={() => void change('cancel')}>
          {texts().words.cancel}
        </button>
      </div>
      <p class="quiet address">{texts().account.code.address(props.code.verificationUrl)}</p>
      <p>
        <span role="status">{texts().account.code.waiting}</span>{' '}
        {describeRest(props.code.expiresAt, now(), props.formats)}
      </p>
    </section>
  );
}
