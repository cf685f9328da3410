import { For, type JSX, Show } from 'solid-js';
import type { FileChange } from '../../sidecar/contract/clients.ts';
import { DiffView } from './diff.tsx';

const kinds = { create: 'is made', change: 'is changed', delete: 'is taken away' } as const;

/** What happens to one file: its name, the exact lines, and why each value stands there. */
export function FileChangeView(props: { change: FileChange }): JSX.Element {
  return (
    <div class="file-change">
      <p>
        <code>{props.change.file}</code> {kinds[props.change.kind]}:
      </p>
      <DiffView diff={props.change.diff} label={`Changes to ${props.change.file}`} />
      <Show when={props.change.values.length > 0}>
        <ul class="lines small quiet">
          <For each={props.change.values}>
            {(value) => (
              <li>
                <code>{value.path}</code>: {value.why}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}
