import { createUniqueId, For, type JSX } from 'solid-js';
import type { Option } from './options.ts';

/** A choice of a few words, one of them taken. Radio buttons, so that arrow keys move and screen readers count. */
export function Choice<T extends string>(props: {
  /** Spoken name of the group. */
  label: string;
  options: readonly Option<T>[];
  value: T;
  onChoose: (value: T) => void;
}): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset class="choice">
      <legend class="only-spoken">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === props.value}
              onChange={() => props.onChoose(option.value)}
            />
            <span>{option.word}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
