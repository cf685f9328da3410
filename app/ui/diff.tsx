import { For, type JSX } from 'solid-js';
import { readDiff } from './read-diff.ts';

/** A unified diff as lines; what is taken out and put in has its sign, its ground and its spoken word. */
export function DiffView(props: { diff: string; label: string }): JSX.Element {
  return (
    <figure class="diff" aria-label={props.label}>
      <pre>
        <For each={readDiff(props.diff)}>
          {(line) => (
            <span class="diff-line" data-kind={line.kind}>
              {line.text}
              {'\n'}
            </span>
          )}
        </For>
      </pre>
    </figure>
  );
}
