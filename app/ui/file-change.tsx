import { For, type JSX, Show } from 'solid-js';
import type { FileChange } from '../../sidecar/contract/clients.ts';
import { texts } from '../texts/index.ts';
import { DiffView } from './diff.tsx';
import { Prose } from './prose.tsx';

/** What happens to one file: its name, the exact lines, and why each value stands there. */
export function FileChangeView(props: { change: FileChange }): JSX.Element {
  return (
    <div class="file-change">
      <p>
        <Prose text={texts().agents.plan.kinds[props.change.kind](props.change.file)} />
      </p>
      <DiffView diff={props.change.diff} label={texts().agents.plan.changesTo(props.change.file)} />
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
