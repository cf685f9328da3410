import { type JSX, Show } from 'solid-js';
import { texts } from '../../texts/index.ts';
import { Prose } from '../../ui/prose.tsx';

/** The end of the first minute: what goes on by itself, and where everything is. */
export function DoneStep(props: { isProven: boolean; onBack: () => void; onLeave: () => void }): JSX.Element {
  return (
    <section class="card section" aria-label={texts().welcome.done.label}>
      <p>{texts().welcome.done.background}</p>
      <p>
        <Prose text={texts().welcome.done.clients} />
      </p>
      <div class="row">
        <button type="button" class="button" data-kind="main" onClick={() => props.onLeave()}>
          {texts().welcome.done.home}
        </button>
        <Show when={!props.isProven}>
          <button type="button" class="button" onClick={() => props.onBack()}>
            {texts().welcome.done.wait}
          </button>
        </Show>
      </div>
    </section>
  );
}
