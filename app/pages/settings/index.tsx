import { createEffect, For, type JSX, Show } from 'solid-js';
import { createLoaded } from '../../state/create-loaded.ts';
import type { Theme } from '../../state/create-theme.ts';
import type { Session } from '../../state/session.ts';
import { Choice } from '../../ui/choice.tsx';
import { createFormats } from '../../ui/format.ts';
import { DataSection } from './data-section.tsx';
import { makeSettingLines } from './view.ts';

const themes = [
  { value: 'system', word: 'As the system' },
  { value: 'light', word: 'Light' },
  { value: 'dark', word: 'Dark' },
] as const satisfies readonly { value: Theme; word: string }[];

/** How the page looks, and what Headroom runs with. */
export function SettingsPage(props: { session: Session; isShown: boolean }): JSX.Element {
  const formats = createFormats();
  const { theme, client } = props.session;
  const settings = createLoaded(() => client.settings());
  createEffect(() => props.isShown && void settings.reload());
  return (
    <div class="page">
      <div class="headline">
        <h1 tabindex="-1">Settings</h1>
        <p class="headline-detail">Everything is kept on this computer.</p>
      </div>
      <section class="card section" aria-labelledby="look-title">
        <h2 id="look-title">Appearance</h2>
        <div>
          <Choice label="Theme" options={themes} value={theme.theme()} onChoose={theme.choose} />
        </div>
      </section>
      <section class="card section" aria-labelledby="force-title">
        <h2 id="force-title">In force</h2>
        <p class="quiet">Read when Headroom starts. To change one, start it with the flag named beside it.</p>
        <Show when={settings.failure()}>{(failure) => <p>{failure().message}</p>}</Show>
        <dl class="setting-lines">
          <For each={settings.value() ? makeSettingLines(settings.value()!, formats) : []}>
            {(line) => (
              <div>
                <dt>{line.name}</dt>
                <dd>
                  {line.value}
                  <span class="quiet small">{line.note}</span>
                </dd>
              </div>
            )}
          </For>
        </dl>
      </section>
      <DataSection session={props.session} isShown={props.isShown} formats={formats} />
      <section class="card section" aria-labelledby="agents-title">
        <h2 id="agents-title">Agents</h2>
        <p>
          <a href="#/clients">Clients</a> shows what Headroom changed in the settings of each agent, and takes it back.
        </p>
        <p>
          <a href="#/welcome">Run the first minute again</a>
        </p>
      </section>
      <section class="card section" aria-labelledby="remove-title">
        <h2 id="remove-title">Remove Headroom</h2>
        <p>
          <a href="#/uninstall">Uninstall</a> lists everything that Headroom has put on this computer, and takes it
          back.
        </p>
      </section>
    </div>
  );
}
