import { For, type JSX, Match, Switch } from 'solid-js';
import { readProse } from './read-prose.ts';

/** A sentence of the catalogue with its commands and paths (`in backticks`) and its links ([words](#/page)). */
export function Prose(props: { text: string }): JSX.Element {
  return (
    <For each={readProse(props.text)}>
      {(part) => (
        <Switch fallback={part.text}>
          <Match when={part.kind === 'code'}>
            <code class="address">{part.text}</code>
          </Match>
          <Match when={part.kind === 'link' && part.href}>{(href) => <a href={href()}>{part.text}</a>}</Match>
        </Switch>
      )}
    </For>
  );
}
