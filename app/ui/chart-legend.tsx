import { For, type JSX } from 'solid-js';

/** What the inks of a chart stand for. */
export function ChartLegend(props: { items: readonly { readonly ink: string; readonly word: string }[] }): JSX.Element {
  return (
    <ul class="legend">
      <For each={props.items}>
        {(item) => (
          <li>
            <span class="swatch" data-ink={item.ink} aria-hidden="true" />
            {item.word}
          </li>
        )}
      </For>
    </ul>
  );
}
