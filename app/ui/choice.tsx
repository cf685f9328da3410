import { createUniqueId, For, type JSX } from 'solid-js';

/** The options of a choice, each value with its word. */
export function nameOptions<T extends string>(
  values: readonly T[],
  names: Readonly<Record<T, string>>,
): readonly { readonly value: T; readonly word: string }[] {
  return values.map((value) => ({ value, word: names[value] }));
}

/** A choice of a few words, one of them taken. Radio buttons, so that arrow keys move and screen readers count. */
export function Choice<T extends string>(props: {
  /** Spoken name of the group. */
  label: string;
  options: readonly { readonly value: T; readonly word: string }[];
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
