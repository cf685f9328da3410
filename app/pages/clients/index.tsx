import { createEffect, createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { ClientResult } from '../../../sidecar/contract/clients.ts';
import { type Clients, createClients } from '../../state/create-clients.ts';
import { createNow } from '../../state/create-now.ts';
import { describeResult, sortClients } from '../../state/describe-client.ts';
import type { Session } from '../../state/session.ts';
import { texts } from '../../texts/index.ts';
import { Blank } from '../../ui/blank.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ClientCard } from './client-card.tsx';
import { makeClientsTitle } from './view.ts';

/** Which agents go through Headroom, and what it takes to change that. */
export function ClientsPage(props: { session: Session; isShown: boolean }): JSX.Element {
  const { formats } = props.session;
  const now = createNow();
  const clients = createClients(props.session);
  const [results, setResults] = createSignal<readonly ClientResult[]>([]);
  createEffect(() => props.isShown && void clients.list.reload());
  const rows = createMemo(() => sortClients(clients.list.value() ?? []));
  const here = createMemo(() => rows().filter((row) => row.state !== 'not-installed'));
  const missing = createMemo(() => rows().filter((row) => row.state === 'not-installed'));
  const card = (id: string): JSX.Element => (
    <Show when={rows().find((row) => row.id === id)}>
      {(row) => (
        <ClientCard
          row={row()}
          clients={clients}
          session={props.session}
          formats={formats}
          now={now()}
          onDone={setResults}
        />
      )}
    </Show>
  );
  return (
    <div class="page">
      <div class="headline">
        <h1 tabindex="-1">
          <Show when={clients.list.value()} fallback={<Blank characters={22} />}>
            {makeClientsTitle(here())}
          </Show>
        </h1>
        <p class="headline-detail">{texts().clients.about}</p>
      </div>
      <Failures clients={clients} />
      <Told results={results()} />
      <All clients={clients} onDone={setResults} />
      <ul class="section" aria-label={texts().clients.list}>
        <For each={here().map((row) => row.id)}>{card}</For>
      </ul>
      <Show when={clients.list.value() !== undefined && here().length === 0}>
        <p class="quiet">{texts().clients.noneKnown}</p>
      </Show>
      <Show when={missing().length > 0}>
        <details class="section">
          <summary>{texts().clients.notFound(missing().length)}</summary>
          <ul class="section">
            <For each={missing().map((row) => row.id)}>{card}</For>
          </ul>
        </details>
      </Show>
    </div>
  );
}

function Failures(props: { clients: Clients }): JSX.Element {
  const failure = () => props.clients.failure() ?? props.clients.list.failure();
  return <FailureNotice failure={failure()} again={() => void props.clients.list.reload()} />;
}

/** How the last change went. */
function Told(props: { results: readonly ClientResult[] }): JSX.Element {
  return (
    <Show when={props.results.length > 0}>
      <Notice
        tone={props.results.some((result) => result.outcome === 'failed') ? 'fault' : 'plain'}
        title={props.results.map(describeResult).join(' ')}
        lines={props.results.flatMap((result) => [
          ...result.notes,
          ...result.left.map(texts().clients.leftAsItIs),
          ...(result.error?.hint ? [result.error.hint] : []),
        ])}
      />
    </Show>
  );
}

/** For all at once: the way out, and the way back. */
function All(props: { clients: Clients; onDone: (results: readonly ClientResult[]) => void }): JSX.Element {
  const count = (state: string): number =>
    (props.clients.list.value() ?? []).filter((row) => row.state === state).length;
  const run = async (act: () => Promise<readonly ClientResult[]>): Promise<void> => props.onDone(await act());
  return (
    <div class="row">
      <Show when={count('connected') > 0}>
        <button
          type="button"
          class="button"
          disabled={props.clients.isBusy()}
          onClick={() => void run(props.clients.pauseAll)}
        >
          {texts().clients.pauseAll}
        </button>
      </Show>
      <Show when={count('paused') > 0}>
        <button
          type="button"
          class="button"
          data-kind="main"
          disabled={props.clients.isBusy()}
          onClick={() => void run(props.clients.resumeAll)}
        >
          {texts().clients.resumeAll}
        </button>
      </Show>
      <a class="button" href="#/welcome">
        {texts().clients.setUp}
      </a>
    </div>
  );
}
