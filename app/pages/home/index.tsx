import { createEffect, createMemo, type JSX, Show } from 'solid-js';
import { createConversations } from '../../state/create-details.ts';
import { createLatest } from '../../state/create-latest.ts';
import { type ApiFailure, createLoaded } from '../../state/create-loaded.ts';
import { createNow } from '../../state/create-now.ts';
import { exchangeHref } from '../../state/create-route.ts';
import { createTotals } from '../../state/create-totals.ts';
import { isLoss } from '../../state/describe-exchange.ts';
import type { Session } from '../../state/session.ts';
import { texts } from '../../texts/index.ts';
import { Blank } from '../../ui/blank.tsx';
import { Notice } from '../../ui/notice.tsx';
import { HistoryCard } from './history.tsx';
import { Setup } from './setup.tsx';
import { StatusNotice } from './status-notice.tsx';
import { TotalsTable } from './totals-table.tsx';
import { latestText, makeHeadline, makeStale } from './view.ts';

/** Rows that are looked through for the cause of a loss. */
const CAUSE_ROWS = 200;

/** Is Headroom helping today? First in a sentence, then in figures, then over time. */
export function HomePage(props: { session: Session }): JSX.Element {
  const { formats } = props.session;
  const now = createNow();
  const { live, host, status, client } = props.session;
  const totals = createTotals(props.session);
  const latest = createLatest(props.session);
  const conversations = createConversations(props.session);
  const causes = createLoaded(() => client.exchanges({ limit: CAUSE_ROWS }));
  createEffect(() => {
    const today = totals.value()?.today;
    if (!today || !isLoss(today.bill)) return;
    void conversations.reload();
    void causes.reload();
  });
  const headline = createMemo(() => {
    const known = totals.value();
    if (!known) return undefined;
    const made = makeHeadline(
      {
        ...known,
        isBypassed: status().state === 'bypassed',
        rows: causes.value() ?? [],
        conversations: conversations.value() ?? [],
      },
      formats,
    );
    return live.state() === 'offline' ? makeStale(made) : made;
  });
  const isEmpty = createMemo(() => totals.value()?.all.requests === 0 && latest() === undefined);
  return (
    <div class="page">
      <div class="headline" data-tone={headline()?.tone ?? 'plain'}>
        <h1 tabindex="-1">
          <Show when={headline()} fallback={<Unknown failure={totals.failure()} />}>
            {(known) => <>{known().sentence}</>}
          </Show>
        </h1>
        <p class="headline-detail">
          <Show when={headline()} fallback={<UnknownDetail failure={totals.failure()} />}>
            {(known) => <>{known().detail || '\u00a0'}</>}
          </Show>
        </p>
        <p class="headline-detail small">
          <Show when={latest()} fallback={'\u00a0'}>
            {(row) => <a href={exchangeHref(row().id)}>{latestText(row(), now(), formats)}</a>}
          </Show>
        </p>
      </div>
      <StatusNotice session={props.session} />
      <Show when={totals.failure()?.kind === 'refused' && totals.failure()}>
        {(failure) => (
          <Notice
            tone="fault"
            title={failure().message}
            lines={[failure().hint ?? texts().home.headline.waitHint]}
            action={{ label: texts().words.tryAgain, run: () => void totals.reload() }}
          />
        )}
      </Show>
      <Show when={!isEmpty()} fallback={<Setup origin={host.proxyOrigin()} onCopy={(text) => host.copyText(text)} />}>
        <Show when={totals.value() !== undefined || totals.failure() === undefined}>
          <TotalsTable totals={totals.value()} formats={formats} />
          <HistoryCard session={props.session} formats={formats} />
        </Show>
      </Show>
    </div>
  );
}

/** What stands in place of the sentence while there is none. */
function Unknown(props: { failure: ApiFailure | undefined }): JSX.Element {
  return (
    <Show when={props.failure} fallback={<Blank characters={24} />}>
      {(failure) => (
        <>{failure().kind === 'offline' ? texts().home.headline.offline : texts().home.headline.unreadable}</>
      )}
    </Show>
  );
}

function UnknownDetail(props: { failure: ApiFailure | undefined }): JSX.Element {
  return (
    <Show when={props.failure} fallback={<Blank characters={36} />}>
      {(failure) => <>{failure().kind === 'offline' ? '\u00a0' : texts().home.headline.unreadableDetail}</>}
    </Show>
  );
}
