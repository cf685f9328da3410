import { createEffect, createMemo, For, type JSX, Show } from 'solid-js';
import { createSettings } from '../../state/create-settings.ts';
import { themes } from '../../state/create-theme.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { nameOptions } from '../../ui/options.ts';
import { Prose } from '../../ui/prose.tsx';
import { SettingLines } from '../../ui/setting-lines.tsx';
import { CompressorSwitches } from './compressor-switches.tsx';
import { DataSection } from './data-section.tsx';
import { FormatField } from './format-field.tsx';
import { LanguageField } from './language-field.tsx';
import { LoginSection } from './login-section.tsx';
import { PricesSection } from './prices-section.tsx';
import { SettingControl } from './setting-control.tsx';
import { UpdatesSection } from './updates-section.tsx';
import { makeFields, makeSettingLines, makeUpstreamFields, type SettingField } from './view.ts';

/** How the page looks, what Headroom runs with, and changing both. */
export function SettingsPage(props: { session: Session; isShown: boolean }): JSX.Element {
  const said = (): Texts['settings'] => texts().settings;
  const { formats } = props.session;
  const { theme, client } = props.session;
  const state = createSettings(client);
  const { settings } = state;
  createEffect(() => props.isShown && void settings.reload());
  const fields = createMemo(() => (settings.value() ? makeFields(settings.value()!) : []));
  const upstreams = createMemo(() => (settings.value() ? makeUpstreamFields(settings.value()!) : []));
  const compressorsOff = createMemo(() => settings.value()?.editable.find(({ id }) => id === 'compressorsOff'));
  const list = (all: () => readonly SettingField[]): JSX.Element => {
    // By their ids, so that a control keeps its focus and what is typed in it when the settings are read again.
    const ids = createMemo<readonly string[]>((before) => keepSame(before, all()), []);
    return (
      <dl class="setting-lines">
        <For each={ids()}>
          {(id) => <SettingControl field={all().find(({ row }) => row.id === id)!} state={state} />}
        </For>
      </dl>
    );
  };
  return (
    <div class="page">
      <div class="headline">
        <h1 tabindex="-1">{said().title}</h1>
        <p class="headline-detail">
          <Show when={settings.value()?.file} fallback={said().keptHere}>
            {(file) => <>{said().keptIn(file())}</>}
          </Show>
        </p>
      </div>
      <FailureNotice failure={settings.failure()} again={() => void settings.reload()} />
      <Show when={(settings.value()?.problems.length ?? 0) > 0}>
        <Notice tone="loss" title={said().problems} lines={settings.value()?.problems ?? []} />
      </Show>
      <section class="card section" aria-labelledby="look-title">
        <h2 id="look-title">{said().look.title}</h2>
        <div>
          <Choice
            label={said().look.theme}
            options={nameOptions(themes, said().look.themes)}
            value={theme.theme()}
            onChoose={theme.choose}
          />
        </div>
        <LanguageField choice={props.session.languageChoice} />
        <FormatField choice={props.session.formatChoice} />
      </section>
      <LoginSection session={props.session} isShown={props.isShown} />
      <Show when={fields().length > 0}>
        <section class="card section" aria-labelledby="work-title">
          <h2 id="work-title">{said().work.title}</h2>
          {list(fields)}
        </section>
        <section class="card section" aria-labelledby="compressors-title">
          <h2 id="compressors-title">{said().compressors.title}</h2>
          <p class="quiet small">{said().compressors.note}</p>
          <Show when={compressorsOff()}>
            {(row) => (
              <CompressorSwitches row={row()} compressors={settings.value()?.compressors ?? []} state={state} />
            )}
          </Show>
        </section>
        <section class="card section" aria-labelledby="upstreams-title">
          <h2 id="upstreams-title">{said().upstreams.title}</h2>
          <p class="quiet small">{said().upstreams.note}</p>
          {list(upstreams)}
        </section>
      </Show>
      <PricesSection session={props.session} isShown={props.isShown} formats={formats} />
      <section class="card section" aria-labelledby="force-title">
        <h2 id="force-title">{said().force.title}</h2>
        <p class="quiet">{said().force.note}</p>
        <SettingLines lines={settings.value() ? makeSettingLines(settings.value()!, formats) : []} />
      </section>
      <Show when={settings.value()?.updatesUrl}>
        {(url) => (
          <Show when={settings.value()?.editable.find(({ id }) => id === 'updates')}>
            {(row) => (
              <UpdatesSection session={props.session} isShown={props.isShown} row={row()} url={url()} state={state} />
            )}
          </Show>
        )}
      </Show>
      <DataSection session={props.session} isShown={props.isShown} formats={formats} />
      <section class="card section" aria-labelledby="agents-title">
        <h2 id="agents-title">{said().agents.title}</h2>
        <p>
          <Prose text={said().agents.clients} />
        </p>
        <p>
          <Prose text={said().agents.again} />
        </p>
      </section>
      <section class="card section" aria-labelledby="remove-title">
        <h2 id="remove-title">{said().remove.title}</h2>
        <p>
          <Prose text={said().remove.uninstall} />
        </p>
      </section>
    </div>
  );
}

/** The list before, when nothing was added or taken. */
function keepSame(before: readonly string[], fields: readonly SettingField[]): readonly string[] {
  const now = fields.map(({ row }) => row.id);
  return now.join() === before.join() ? before : now;
}
