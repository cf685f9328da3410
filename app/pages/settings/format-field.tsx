import { createUniqueId, For, type JSX } from 'solid-js';
import { type FormatChoice, type FormatLocale, formatLocales, showSample } from '../../state/create-format-choice.ts';
import { createNow } from '../../state/create-now.ts';

/** How numbers and dates are written on every page; the texts stay English. */
export function FormatField(props: { choice: FormatChoice }): JSX.Element {
  const id = createUniqueId();
  const now = createNow();
  return (
    <div class="format-field">
      <label for={id}>Numbers and dates</label>
      <select
        id={id}
        class="field"
        aria-describedby={`${id}-note`}
        onChange={(event) => props.choice.choose(event.currentTarget.value as FormatLocale)}
      >
        <For each={formatLocales}>
          {({ value, word }) => (
            <option value={value} selected={value === props.choice.locale()}>
              {word}
            </option>
          )}
        </For>
      </select>
      <span class="quiet small" id={`${id}-note`}>
        {showSample(props.choice.locale(), now())}. Dollars stay dollars: providers bill in them. The texts are English.
      </span>
    </div>
  );
}
