import { type JSX, Match, Show, Switch } from 'solid-js';
import type { ConversationRow } from '../../../sidecar/contract/api.ts';
import { type ConversationFacts, createConversation } from '../../state/create-conversations.ts';
import { activityHref } from '../../state/create-route.ts';
import { clientName, explainBasis, isLoss } from '../../state/describe-exchange.ts';
import type { Session } from '../../state/session.ts';
import { texts } from '../../texts/index.ts';
import { Blank } from '../../ui/blank.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import type { Formats } from '../../ui/format.ts';
import { TurnCharts } from './turn-charts.tsx';
import { describeCache, makeTitle } from './view.ts';

/** One conversation: how its context and its bill grew, and where the cache broke. */
export function ConversationPage(props: { session: Session; id: string }): JSX.Element {
  const { formats } = props.session;
  const facts = createConversation(props.session, props.id);
  return (
    <div class="page">
      <p>
        <a href="#/conversations" class="back">
          ← {texts().conversations.title}
        </a>
      </p>
      <Switch
        fallback={
          <h1 tabindex="-1">
            <Blank characters={22} />
          </h1>
        }
      >
        <Match when={facts.value()?.row === null}>
          <h1 tabindex="-1">{texts().conversations.one.absent}</h1>
        </Match>
        <Match when={facts.value()?.row}>
          {(row) => (
            <Known facts={facts.value() as ConversationFacts} row={row()} session={props.session} formats={formats} />
          )}
        </Match>
        <Match when={facts.failure()}>
          {(failure) => (
            <>
              <h1 tabindex="-1">{texts().conversations.one.unreadable}</h1>
              <FailureNotice failure={failure()} again={() => void facts.reload()} />
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
}

interface KnownProps {
  facts: ConversationFacts;
  row: ConversationRow;
  session: Session;
  formats: Formats;
}

function Known(props: KnownProps): JSX.Element {
  const { formats } = props;
  const who = (): string =>
    [clientName(props.row.client), props.row.project, props.row.model].filter((part) => part !== '').join(' · ');
  const when = (): string => `${formats.moment(props.row.firstAt)} – ${formats.moment(props.row.lastAt)}`;
  return (
    <>
      <div class="headline" data-tone={isLoss(props.row.bill) ? 'loss' : 'plain'}>
        <h1 tabindex="-1">{makeTitle(props.row, formats)}</h1>
        <p class="headline-detail">
          {who()} · {when()}
        </p>
      </div>
      <section class="card section" aria-labelledby="growth-title">
        <div class="section-head">
          <h2 id="growth-title">{texts().conversations.one.growth}</h2>
          <a class="button" href={activityHref({ conversation: props.row.conversation })}>
            {texts().conversations.one.showExchanges}
          </a>
        </div>
        <p>{describeCache(props.row, formats)}</p>
        <Show
          when={props.facts.turns.length > 0}
          fallback={<p class="quiet">{texts().conversations.one.noneBilled}</p>}
        >
          <TurnCharts rows={props.facts.turns} formats={formats} />
        </Show>
        <p class="quiet small">
          {explainBasis(props.row.bill, formats)}
          <Show when={props.facts.left > 0}>
            {' '}
            {texts().conversations.one.notDrawn(formats.count(props.facts.left))}
          </Show>
        </p>
      </section>
    </>
  );
}
