import { createEffect, createMemo, type JSX, Match, Show, Switch } from 'solid-js';
import { createConversations, createHealth } from '../../state/create-details.ts';
import { createExchanges } from '../../state/create-exchanges.ts';
import type { ApiFailure } from '../../state/create-loaded.ts';
import { createNow } from '../../state/create-now.ts';
import { createTotals } from '../../state/create-totals.ts';
import { isLoss } from '../../state/describe-exchange.ts';
import type { Session } from '../../state/session.ts';
import { Blank } from '../../ui/blank.tsx';
import { createFormats } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { ExchangeList } from './exchange-list.tsx';
import { Setup } from './setup.tsx';
import { TotalsTable } from './totals-table.tsx';
import { makeBanner, makeHeadline, makeStale, OFFLINE } from './view.ts';

/** Is Headroom helping today? First in a sentence, then in figures, then exchange by exchange. */
export function Dashboard(props: { session: Session; returnTo: string | undefined }): JSX.Element {
  const formats = createFormats();
  const now = createNow();
  const { live, host } = props.session;
  const totals = createTotals(props.session);
  const exchanges = createExchanges(props.session);
  const health = createHealth(props.session);
  const conversations = createConversations(props.session);
  createEffect(() => {
    const today = totals.value()?.today;
    if (today && isLoss(today.bill)) void conversations.reload();
  });
  const headline = createMemo(() => {
    const known = totals.value();
    const rest = { health: health.value(), rows: exchanges.rows() ?? [], conversations: conversations.value() ?? [] };
    if (!known) return undefined;
    const headline = makeHeadline({ ...known, ...rest }, formats);
    return live.state() === 'offline' ? makeStale(headline) : headline;
  });
  const failed = createMemo(() => [totals.failure(), exchanges.failure()].find((failure) => failure !== undefined));
  const hasFigures = (): boolean => totals.value() !== undefined || failed() === undefined;
  const isEmpty = createMemo(() => totals.value()?.all.requests === 0 && exchanges.rows()?.length === 0);
  const refusal = createMemo(() =>
    [totals.failure(), exchanges.failure()].find((failure) => failure?.kind === 'refused'),
  );
  const retry = (): void => {
    void totals.reload();
    void exchanges.reload();
    void health.reload();
  };

  return (
    <div class="page">
      <div class="headline" data-tone={headline()?.tone ?? 'plain'}>
        <h1>
          <Show when={headline()} fallback={<Unknown failure={failed()} />}>
            {(known) => <>{known().sentence}</>}
          </Show>
        </h1>
        <p class="headline-detail">
          <Show when={headline()} fallback={<UnknownDetail failure={failed()} />}>
            {(known) => <>{known().detail || '\u00a0'}</>}
          </Show>
        </p>
      </div>
      <Switch>
        <Match when={live.state() === 'unauthorised'}>
          <Notice
            tone="fault"
            title="This page may not read Headroom's figures."
            lines={['Its token is missing or out of date. Reload the page from the address that Headroom printed.']}
            action={{ label: 'Reload', run: () => location.reload() }}
          />
        </Match>
        <Match when={live.state() === 'offline'}>
          <Notice
            tone="fault"
            title="Agents that point here cannot reach their provider until Headroom runs."
            lines={[
              'Start it with npm start. This page connects again by itself; figures below are the last ones known.',
            ]}
          />
        </Match>
        <Match when={refusal()}>
          {(failure) => (
            <Notice
              tone="fault"
              title={failure().message}
              lines={[failure().hint ?? 'Try again in a moment.']}
              action={{ label: 'Try again', run: retry }}
            />
          )}
        </Match>
        <Match when={makeBanner(health.value())}>
          {(banner) => <Notice tone="loss" title={banner().title} lines={banner().lines} />}
        </Match>
      </Switch>
      <Show when={!isEmpty()} fallback={<Setup origin={host.proxyOrigin()} onCopy={(text) => host.copyText(text)} />}>
        <Show when={hasFigures()}>
          <TotalsTable totals={totals.value()} formats={formats} />
          <ExchangeList exchanges={exchanges} formats={formats} now={now()} returnTo={props.returnTo} />
        </Show>
      </Show>
    </div>
  );
}

/** What stands in place of the sentence while there is none. */
function Unknown(props: { failure: ApiFailure | undefined }): JSX.Element {
  return (
    <Show when={props.failure} fallback={<Blank characters={24} />}>
      {(failure) => <>{failure().kind === 'offline' ? OFFLINE : 'The figures cannot be read'}</>}
    </Show>
  );
}

function UnknownDetail(props: { failure: ApiFailure | undefined }): JSX.Element {
  return (
    <Show when={props.failure} fallback={<Blank characters={36} />}>
      {(failure) => (
        <>{failure().kind === 'offline' ? '\u00a0' : 'Headroom itself answers, so requests are still forwarded.'}</>
      )}
    </Show>
  );
}
