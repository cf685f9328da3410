import { For, type JSX } from 'solid-js';
import type { ChangeGroup } from '../state/group-changes.ts';

/** What Headroom has put on this computer, group by group. The same list wherever it is shown. */
export function ChangeGroups(props: { groups: readonly ChangeGroup[] }): JSX.Element {
  return (
    <For each={props.groups}>
      {(group) => (
        <section class="card section" aria-label={group.title}>
          <h2>{group.title}</h2>
          <p class="quiet">{group.note}</p>
          <ul class="change-list">
            <For each={group.lines}>
              {(line) => (
                <li>
                  <span class="change-what">
                    {line.what} <span class="quiet">{line.size}</span>
                  </span>
                  <For each={line.paths}>{(path) => <code class="change-path">{path}</code>}</For>
                </li>
              )}
            </For>
          </ul>
        </section>
      )}
    </For>
  );
}
