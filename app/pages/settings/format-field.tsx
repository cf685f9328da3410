import { createUniqueId, For, type JSX } from 'solid-js';
import { type FormatChoice, type FormatLocale, formatLocales, showSample } from '../../state/create-format-choice.ts';
import { createNow } from '../../state/create-now.ts';
import { texts } from '../../texts/index.ts';

/** How numbers and dates are written on every page, whatever the language of the texts is. */
export function FormatField(props: { choice: FormatChoice }): JSX.Element {
  const id = createUniqueId();
  const now = createNow();
  return (
    <div class="format-field">
      <label for={id}>{texts().settings.look.formats}</label>
      <select
        id={id}
        class="field"
        aria-describedby={`${id}-note`}
        onChange={(event) => props.choice.choose(event.currentTarget.value as FormatLocale)}
      >
        <For each={formatLocales}>
          {({ value, word }) => (
            <option value={value} selected={value === props.choice.locale()}>
              {word ?? texts().settings.look.asSystem}
            </option>
          )}
        </For>
      </select>
      <span class="quiet small" id={`${id}-note`}>
        {texts().settings.look.formatsNote(showSample(props.choice.locale(), now()))}
      </span>
    </div>
  );
}
