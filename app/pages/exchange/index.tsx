import { createMemo, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import type { ExchangeDetail } from '../../../sidecar/contract/api.ts';
import { createExchange } from '../../state/create-details.ts';
import { conversationHref } from '../../state/create-route.ts';
import { clientName, describeOutcome } from '../../state/describe-exchange.ts';
import type { Session } from '../../state/session.ts';
import { texts } from '../../texts/index.ts';
import { Blank } from '../../ui/blank.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import type { Formats } from '../../ui/format.ts';
import { ToneMark } from '../../ui/tone-mark.tsx';
import { CostTable } from './cost-table.tsx';
import { SegmentList } from './segment-list.tsx';
import { makeFacts, makeTitle } from './view.ts';

/** One exchange down to its bytes: what it cost, what was done with each tool result, and the texts themselves. */
export function ExchangePage(props: { session: Session; id: string }): JSX.Element {
  const { formats } = props.session;
  const detail = createExchange(props.session, props.id);
  return (
    <div class="page">
      <p>
        <a href="#/activity" class="back">
          ← {texts().exchange.back}
        </a>
      </p>
      <Switch
        fallback={
          <h1>
            <Blank characters={22} />
          </h1>
        }
      >
        <Match when={detail.failure()}>
          {(failure) => (
            <>
              <h1>{failure().status === 404 ? texts().exchange.absent : texts().exchange.unreadable}</h1>
              <FailureNotice failure={failure()} again={() => void detail.reload()} />
            </>
          )}
        </Match>
        <Match when={detail.value()}>
          {(known) => <Known detail={known()} session={props.session} formats={formats} />}
        </Match>
      </Switch>
    </div>
  );
}

function Known(props: { detail: ExchangeDetail; session: Session; formats: Formats }): JSX.Element {
  const { exchange } = props.detail;
  const outcome = createMemo(() => describeOutcome(exchange));
  const [copied, setCopied] = createSignal(false);
  const facts = createMemo(() => makeFacts(props.detail, props.formats));
  const copyJson = async (): Promise<void> => {
    setCopied(await props.session.host.copyText(JSON.stringify(props.detail, null, 2)));
  };
  return (
    <>
      <div class="headline" data-tone={outcome().tone}>
        <h1 tabindex="-1">{makeTitle(exchange, props.formats)}</h1>
        <p class="headline-detail what">
          <ToneMark tone={outcome().tone} />
          <span>
            {outcome().text} · {clientName(exchange.client)} · {exchange.model}
          </span>
        </p>
      </div>
      <CostTable detail={props.detail} formats={props.formats} />
      <section class="card section" aria-label={texts().exchange.facts.label}>
        <dl class="facts">
          <For each={facts()}>
            {(fact) => (
              <div>
                <dt>{fact.name}</dt>
                <dd>{fact.value}</dd>
              </div>
            )}
          </For>
        </dl>
        <div class="row">
          <button type="button" class="button" onClick={() => void copyJson()}>
            {copied() ? texts().words.copied : texts().exchange.copyJson}
          </button>
          <Show when={exchange.conversation !== ''}>
            <a class="button" href={conversationHref(exchange.conversation)}>
              {texts().exchange.showConversation}
            </a>
          </Show>
        </div>
      </section>
      <Show when={props.detail.segments.length > 0} fallback={<p class="quiet">{texts().exchange.noResults}</p>}>
        <SegmentList
          segments={props.detail.segments}
          exchangeId={exchange.id}
          session={props.session}
          formats={props.formats}
        />
      </Show>
    </>
  );
}
