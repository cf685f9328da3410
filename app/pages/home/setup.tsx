import { For, type JSX } from 'solid-js';
import { CopyLine } from '../../ui/copy-line.tsx';
import { setupLines } from './view.ts';

/** Nothing has come through yet: how to point a client here. */
export function Setup(props: { origin: string; onCopy: (text: string) => Promise<boolean> }): JSX.Element {
  return (
    <section class="card setup" aria-labelledby="setup-title">
      <h2 id="setup-title">Point an agent here</h2>
      <p>
        <a class="button" data-kind="main" href="#/welcome">
          Set up your agents step by step
        </a>
      </p>
      <p class="quiet">Or start one with one of these lines and send one message. It appears on this page by itself.</p>
      <For each={setupLines(props.origin)}>
        {(each) => <CopyLine label={each.client} line={each.line} onCopy={props.onCopy} />}
      </For>
      <p class="quiet">
        No key at hand? <code>headroom demo</code> replays a session against a built-in provider and prints both bills.
      </p>
    </section>
  );
}
