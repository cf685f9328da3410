import { type JSX, Show } from 'solid-js';

/** The end of the first minute: what goes on by itself, and where everything is. */
export function DoneStep(props: { isProven: boolean; onBack: () => void; onLeave: () => void }): JSX.Element {
  return (
    <section class="card section" aria-label="What comes now">
      <p>Headroom works in the background. Home says what it saves, and what it costs when it does not.</p>
      <p>
        <a href="#/clients">Clients</a> shows every file that was changed, pauses and takes back. This guide can be run
        again from there.
      </p>
      <div class="row">
        <button type="button" class="button" data-kind="main" onClick={() => props.onLeave()}>
          Go to Home
        </button>
        <Show when={!props.isProven}>
          <button type="button" class="button" onClick={() => props.onBack()}>
            Wait for a message
          </button>
        </Show>
      </div>
    </section>
  );
}
