import { createSignal, For, type JSX, Show } from 'solid-js';
import { texts } from '../texts/index.ts';

/** The figures of a chart as a table, for whoever reads better in lines; made when it is opened. */
export function ChartTable(props: {
  /** What the table shows, for those who hear it. */
  label: string;
  columns: readonly string[];
  /** One array per line; its first text names the line. */
  lines: () => readonly (readonly string[])[];
}): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{texts().words.asTable}</summary>
      <Show when={isOpen()}>
        <table class="plain-table chart-table" aria-label={props.label}>
          <thead>
            <tr>
              <For each={props.columns}>
                {(word, at) => (
                  <th scope="col" class={at() === 0 ? undefined : 'number'}>
                    {word}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={props.lines()}>
              {([name, ...figures]) => (
                <tr>
                  <th scope="row">{name}</th>
                  <For each={figures}>{(figure) => <td class="number">{figure}</td>}</For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </details>
  );
}
