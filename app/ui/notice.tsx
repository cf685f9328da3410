import { For, type JSX, Show } from 'solid-js';

/** What is wrong, what still works, and the next step. */
export function Notice(props: {
  tone: 'plain' | 'loss' | 'fault';
  title: string;
  lines?: readonly string[];
  action?: { readonly label: string; readonly run: () => void };
  link?: { readonly word: string; readonly href: string };
}): JSX.Element {
  return (
    <div class="notice" data-tone={props.tone} role={props.tone === 'fault' ? 'alert' : 'status'}>
      <p class="notice-title">{props.title}</p>
      <For each={props.lines}>{(line) => <p>{line}</p>}</For>
      <Show when={props.action}>
        {(action) => (
          <button type="button" class="button" onClick={() => action().run()}>
            {action().label}
          </button>
        )}
      </Show>
      <Show when={props.link}>
        {(link) => (
          <a class="button" href={link().href}>
            {link().word}
          </a>
        )}
      </Show>
    </div>
  );
}
