import { For, type JSX } from 'solid-js';

/** One fact in a list of them: what it is called, what it is, and a word about it. */
export interface SettingLine {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

/** Facts below each other, their names in one column. */
export function SettingLines(props: { lines: readonly SettingLine[] }): JSX.Element {
  return (
    <dl class="setting-lines">
      <For each={props.lines}>
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
  );
}
