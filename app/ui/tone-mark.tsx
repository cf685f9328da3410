import { type JSX, Match, Switch } from 'solid-js';

/** A shape beside a sentence, so that its kind can be seen without colour. The sentence says it in words. */
export function ToneMark(props: { tone: 'kept' | 'plain' | 'loss' | 'fault' | 'fine' | 'care' }): JSX.Element {
  return (
    <svg class="tone-mark" data-tone={props.tone} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <Switch>
        <Match when={props.tone === 'kept'}>
          <path d="M6 1v8M2.5 5.5 6 9.2 9.5 5.5" fill="none" stroke="currentColor" stroke-width="1.8" />
        </Match>
        <Match when={props.tone === 'plain'}>
          <path d="M2 6h8" fill="none" stroke="currentColor" stroke-width="1.8" />
        </Match>
        <Match when={props.tone === 'loss'}>
          <path d="M6 11V3M2.5 6.5 6 2.8 9.5 6.5" fill="none" stroke="currentColor" stroke-width="1.8" />
        </Match>
        <Match when={props.tone === 'fine'}>
          <path d="M1.5 6.5 4.8 9.8 10.500 2.500" fill="none" stroke="currentColor" stroke-width="1.8" />
        </Match>
        <Match when={props.tone === 'care'}>
          <path
            d="M6 .5a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11zM5.300 3v3.700h1.400V3zm0 4.700v1.400h1.400V7.700z"
            fill="currentColor"
            fill-rule="evenodd"
          />
        </Match>
        <Match when={props.tone === 'fault'}>
          <path
            d="M6 .8 11.6 11H.4zM5.3 4.500v3.200h1.400V4.500zm0 4v1.300h1.400V8.500z"
            fill="currentColor"
            fill-rule="evenodd"
          />
        </Match>
      </Switch>
    </svg>
  );
}
