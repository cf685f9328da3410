import { createMemo, For, type JSX, Show } from 'solid-js';
import type { ExchangeRow } from '../../../sidecar/contract/api.ts';
import type { Clients } from '../../state/create-clients.ts';
import { exchangeHref } from '../../state/create-route.ts';
import { clientName, describeOutcome } from '../../state/describe-exchange.ts';
import type { Formats } from '../../ui/format.ts';
import { ToneMark } from '../../ui/tone-mark.tsx';
import { hasCome } from './view.ts';

interface TryProps {
  clients: Clients;
  formats: Formats;
  /** The first request since this step was entered, once one has come while the page is open. */
  first: ExchangeRow | undefined;
  /** When this step was entered, ms since the epoch. */
  sinceMs: number;
  onBack: () => void;
  onNext: () => void;
}

/** Live proof: the first request that comes through, and what to do when none does. */
export function TryStep(props: TryProps): JSX.Element {
  const connected = createMemo(() => (props.clients.list.value() ?? []).filter((row) => row.state === 'connected'));
  const hasSeen = (id: string): boolean =>
    props.clients.seen(id) !== undefined || connected().some((row) => row.id === id && hasCome(row, props.sinceMs));
  const isProven = (): boolean => props.first !== undefined || connected().some(({ id }) => hasSeen(id));
  return (
    <section class="card section" aria-label="The first request">
      <p>
        Start one of your agents anew, so that it reads its settings, and ask it anything. Its request appears here.
      </p>
      <Show when={props.clients.list.value() !== undefined && connected().length === 0}>
        <p>No agent is connected yet. Go back and pick one, or start one with a line from Home.</p>
      </Show>
      <ul class="lines">
        <For each={connected().map(({ id }) => id)}>
          {(id) => (
            <li class="what">
              <ToneMark tone={hasSeen(id) ? 'fine' : 'plain'} />
              <span>
                {connected().find((row) => row.id === id)?.name}:{' '}
                {hasSeen(id) ? 'seen, it goes through Headroom' : 'waiting for its first request'}
              </span>
            </li>
          )}
        </For>
      </ul>
      <div role="status">
        <Show
          when={props.first}
          fallback={
            <p class="quiet">{isProven() ? 'It came while this page was away.' : 'Nothing has come through yet.'}</p>
          }
        >
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
      <Show when={!isProven()}>
        <details>
          <summary>Nothing comes?</summary>
          <ul class="points">
            <li>An agent that was running keeps its old settings: end it and start it again.</li>
            <li>
              An address in the environment of its terminal, such as <code>ANTHROPIC_BASE_URL</code>, may win over its
              settings: unset it.
            </li>
            <li>
              <a href="#/clients">Clients</a> says what stands in the way of each agent, <a href="#/health">Health</a>{' '}
              whether the provider can be reached.
            </li>
          </ul>
        </details>
      </Show>
      <div class="row">
        <button type="button" class="button" data-kind={isProven() ? 'main' : undefined} onClick={() => props.onNext()}>
          {isProven() ? 'Done' : 'Go on without'}
        </button>
        <button type="button" class="button" onClick={() => props.onBack()}>
          Back
        </button>
      </div>
    </section>
  );
}
