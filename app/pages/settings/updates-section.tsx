import { createEffect, createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { SettingRow } from '../../../sidecar/contract/settings.ts';
import { type ApiFailure, asFailure, createLoaded } from '../../state/create-loaded.ts';
import { createNow } from '../../state/create-now.ts';
import type { SettingsState } from '../../state/create-settings.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { FailureLine } from '../../ui/failure-notice.tsx';
import { SettingControl } from './setting-control.tsx';
import { describeUpdates, makeChannelField } from './update-view.ts';

/** News of Headroom itself, where a list of releases is configured. */
export function UpdatesSection(props: {
  session: Session;
  isShown: boolean;
  row: SettingRow;
  url: string;
  state: SettingsState;
}): JSX.Element {
  const said = (): Texts['settings']['updates'] => texts().settings.updates;
  const { client, formats } = props.session;
  const now = createNow();
  const news = createLoaded(() => client.updates());
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<ApiFailure>();
  const channel = createMemo(() => props.row.value);
  // Also when another channel was chosen: what is newer depends on it.
  createEffect(() => props.isShown && channel() !== undefined && void news.reload());
  const line = (): string => {
    const known = news.value();
    return known === undefined ? '\u00a0' : describeUpdates(known, now(), formats);
  };
  const check = async (): Promise<void> => {
    if (isBusy()) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await client.checkUpdates();
    } catch (error) {
      setFailure(asFailure(error));
    }
    await news.reload();
    setBusy(false);
  };
  return (
    <section class="card section" aria-labelledby="updates-title">
      <h2 id="updates-title">{said().title}</h2>
      <dl class="setting-lines">
        <SettingControl field={makeChannelField(props.row)} state={props.state} />
      </dl>
      <p role="status">{line()}</p>
      <Show when={news.value()?.newer}>
        {(newer) => (
          <>
            <div class="row">
              <a class="button" href={newer().page} target="_blank" rel="noopener noreferrer">
                {said().whatIsNew}
              </a>
            </div>
            <Show when={newer().files.length > 0}>
              <details>
                <summary>{said().checksums}</summary>
                <ul class="lines small">
                  <For each={newer().files}>
                    {({ name, sha256 }) => (
                      <li>
                        {name}: <code class="address">{sha256}</code>
                      </li>
                    )}
                  </For>
                </ul>
              </details>
            </Show>
          </>
        )}
      </Show>
      <FailureLine failure={failure() ?? news.value()?.problem ?? news.failure()} />
      <Show when={props.row.value !== 'off'}>
        <div class="row">
          <button type="button" class="button" aria-disabled={isBusy()} onClick={() => void check()}>
            {isBusy() ? said().asking : said().ask}
          </button>
        </div>
      </Show>
      <p class="quiet small address">{said().whoIsAsked(props.url)}</p>
    </section>
  );
}
