import { createMemo, For, type JSX, Show } from 'solid-js';
import type { ExchangeRow } from '../../../sidecar/contract/api.ts';
import type { Clients } from '../../state/create-clients.ts';
import { exchangeHref } from '../../state/create-route.ts';
import { clientName, describeOutcome } from '../../state/describe-exchange.ts';
import { type Texts, texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';
import { Points } from '../../ui/points.tsx';
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
  const said = (): Texts['welcome']['try'] => texts().welcome.try;
  const connected = createMemo(() => (props.clients.list.value() ?? []).filter((row) => row.state === 'connected'));
  const hasSeen = (id: string): boolean =>
    props.clients.seen(id) !== undefined || connected().some((row) => row.id === id && hasCome(row, props.sinceMs));
  const nameOf = (id: string): string => connected().find((row) => row.id === id)?.name ?? id;
  const isProven = (): boolean => props.first !== undefined || connected().some(({ id }) => hasSeen(id));
  return (
    <section class="card section" aria-label={said().label}>
      <p>{said().about}</p>
      <Show when={props.clients.list.value() !== undefined && connected().length === 0}>
        <p>{said().noneConnected}</p>
      </Show>
      <ul class="lines">
        <For each={connected().map(({ id }) => id)}>
          {(id) => (
            <li class="what">
              <ToneMark tone={hasSeen(id) ? 'fine' : 'plain'} />
              <span>{hasSeen(id) ? said().seen(nameOf(id)) : said().waiting(nameOf(id))}</span>
            </li>
          )}
        </For>
      </ul>
      <div role="status">
        <Show when={props.first} fallback={<p class="quiet">{isProven() ? said().cameBefore : said().nothingYet}</p>}>
          {(row) => (
            <p>
              <a href={exchangeHref(row().id)}>
                {said().asked(clientName(row().client), row().model, describeOutcome(row()).text)}
              </a>{' '}
              {said().tokens(props.formats.count(row().tokensBefore), props.formats.count(row().tokensAfter))}
            </p>
          )}
        </Show>
      </div>
      <Show when={!isProven()}>
        <details>
          <summary>{said().nothingComes}</summary>
          <Points texts={said().causes} />
        </details>
      </Show>
      <div class="row">
        <button type="button" class="button" data-kind={isProven() ? 'main' : undefined} onClick={() => props.onNext()}>
          {isProven() ? said().done : said().goOn}
        </button>
        <button type="button" class="button" onClick={() => props.onBack()}>
          {texts().words.back}
        </button>
      </div>
    </section>
  );
}
