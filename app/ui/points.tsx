import { For, type JSX } from 'solid-js';
import { Prose } from './prose.tsx';

/** Sentences of the catalogue as a list. */
export function Points(props: { texts: readonly string[] }): JSX.Element {
  return (
    <ul class="points">
      <For each={props.texts}>
        {(text) => (
          <li>
            <Prose text={text} />
          </li>
        )}
      </For>
    </ul>
  );
}
