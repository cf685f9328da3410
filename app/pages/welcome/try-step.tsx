import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { ExchangeRow } from '../../../sidecar/contract/api.ts';
import type { Clients } from '../../state/create-clients.ts';
import { exchangeHref } from '../../state/create-route.ts';
import { clientName, describeOutcome } from '../../state/describe-exchange.ts';
import type { Session } from '../../state/session.ts';
import type { Formats } from '../../ui/format.ts';
import { ToneMark } from '../../ui/tone-mark.tsx';

interface TryProps {
  session: Session;
  clients: Clients;
  formats: Formats;
  onBack: () => void;
  onNext: () => void;
}

/** Live proof: the first request that comes through while this step is shown. */
export function TryStep(props: TryProps): JSX.Element {
  const [first, setFirst] = createSignal<ExchangeRow>();
  props.session.live.onExchange((row) => setFirst((known) => known ?? row));
  const connected = createMemo(() => (props.clients.list.value() ?? []).filter((row) => row.state === 'connected'));
  return (
    <section class="card section" aria-label="The first request">
      <p>
        Start one of your agents anew, so that it reads its settings, and ask it anything. Its request appears here.
      </p>
      <ul class="lines">
        <For each={connected()}>
          {(row) => {
            const seen = () => props.clients.seen(row.id);
            return (
              <li class="what">
                <ToneMark tone={seen() ? 'fine' : 'plain'} />
                <span>
                  {row.name}: {seen() ? 'seen, it goes through Headroom' : 'waiting for its first request'}
                </span>
              </li>
            );
          }}
        </For>
      </ul>
      <div role="status">
        <Show when={first()} fallback={<p class="quiet">Nothing has come through yet.</p>}>
          {(row) => (
            <p>
              <a href={exchangeHref(row().id)}>
                {clientName(row().client)} asked {row().model || 'its provider'}: {describeOutcome(row()).text}
              </a>{' '}
              ({props.formats.count(row().tokensBefore)} → {props.formats.count(row().tokensAfter)} tokens of tool
              results)
            </p>
          )}
        </Show>
      </div>
      <div class="row">
        <button type="button" class="button" data-kind={first() ? 'main' : undefined} onClick={() => props.onNext()}>
          {first() ? 'Done' : 'Go on without'}
        </button>
        <button type="button" class="button" onClick={() => props.onBack()}>
          Back
        </button>
      </div>
    </section>
  );
}
