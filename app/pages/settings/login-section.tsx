import { createEffect, createSignal, For, type JSX, Show } from 'solid-js';
import type { LoginStart } from '../../../sidecar/contract/login-start.ts';
import { type ApiFailure, asFailure, createLoaded } from '../../state/create-loaded.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { FailureLine } from '../../ui/failure-notice.tsx';
import { nameOptions } from '../../ui/options.ts';
import { describeLogin, describeWriting, type LoginLine } from './login-view.ts';

const switches = ['on', 'off'] as const;

/** Headroom started at login: a switch that first shows what it writes, and where. */
export function LoginSection(props: { session: Session; isShown: boolean }): JSX.Element {
  const said = (): Texts['settings']['login'] => texts().settings.login;
  const { client } = props.session;
  const login = createLoaded(() => client.loginStart());
  const [isAsked, setAsked] = createSignal(false);
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<ApiFailure>();
  const [told, setTold] = createSignal('');
  createEffect(() => props.isShown && void login.reload());
  const line = (): LoginLine | undefined => {
    const known = login.value();
    return known && describeLogin(known);
  };
  const apply = async (on: boolean): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    setTold('');
    try {
      await client.switchLoginStart(on);
      setTold(on ? said().written : said().takenBack);
    } catch (error) {
      setFailure(asFailure(error));
    }
    await login.reload();
    setAsked(false);
    setBusy(false);
  };
  const choose = (value: 'on' | 'off'): void => {
    setTold('');
    setFailure(undefined);
    if (value === 'on') setAsked(true);
    else if (login.value()?.state === 'off') setAsked(false);
    else void apply(false);
  };
  return (
    <section class="card section" aria-labelledby="login-title">
      <h2 id="login-title">{said().title}</h2>
      <FailureLine failure={login.failure()} />
      <Show when={line()} fallback={<p class="quiet small">{said().looking}</p>}>
        {(known) => (
          <>
            <Show when={known().isOn !== null}>
              <div>
                <Choice
                  label={said().title}
                  options={nameOptions(switches, texts().words)}
                  value={isAsked() || known().isOn ? 'on' : 'off'}
                  onChoose={choose}
                />
              </div>
            </Show>
            <p class="quiet small">{known().note}</p>
            <Show when={known().fault}>
              {(fault) => (
                <div class="row">
                  <p role="alert">{fault()}</p>
                  <Show when={!isAsked()}>
                    <button type="button" class="button" onClick={() => setAsked(true)}>
                      {said().again}
                    </button>
                  </Show>
                </div>
              )}
            </Show>
          </>
        )}
      </Show>
      <Show when={isAsked() ? login.value() : undefined}>
        {(known) => (
          <>
            <Written known={known()} />
            <div class="row">
              <button type="button" class="button" disabled={isBusy()} onClick={() => void apply(true)}>
                {said().write}
              </button>
              <button type="button" class="button" disabled={isBusy()} onClick={() => setAsked(false)}>
                {said().leave}
              </button>
            </div>
          </>
        )}
      </Show>
      <Show when={!isAsked() && login.value()?.state === 'on' ? login.value() : undefined}>
        {(known) => (
          <details>
            <summary>{said().whatWasWritten}</summary>
            <Written known={known()} />
          </details>
        )}
      </Show>
      <p role="status" class="told">
        {told()}
      </p>
      <FailureLine failure={failure()} />
    </section>
  );
}

/** Every file with its place and its text, every command. */
function Written(props: { known: LoginStart }): JSX.Element {
  return (
    <div class="login-written">
      <p class="small">{describeWriting(props.known)}</p>
      <For each={props.known.files}>
        {({ path, what, text }) => (
          <figure>
            <figcaption class="small">
              <code class="address">{path}</code> ({what})
            </figcaption>
            <pre class="as-written">{text}</pre>
          </figure>
        )}
      </For>
      <For each={props.known.commands}>{(command) => <pre class="as-written">{command}</pre>}</For>
    </div>
  );
}
