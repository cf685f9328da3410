import { createMemo, type JSX, Show } from 'solid-js';
import type { ExchangeFilter } from '../../../sidecar/contract/api.ts';
import { createActivity } from '../../state/create-activity.ts';
import { createLoaded } from '../../state/create-loaded.ts';
import { createNow } from '../../state/create-now.ts';
import { activityHref, type Route } from '../../state/create-route.ts';
import type { Session } from '../../state/session.ts';
import { texts } from '../../texts/index.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { ExchangeTable } from './exchange-table.tsx';
import { Filters } from './filters.tsx';
import { describeCount, readFilter, writeFilter } from './view.ts';

/** Every exchange as it happens, and the way to any of them. */
export function ActivityPage(props: { session: Session; route: Route }): JSX.Element {
  const { formats } = props.session;
  const now = createNow();
  const { client, live } = props.session;
  const isShown = (): boolean => props.route.page === 'activity';
  // Kept while another page is shown, so that Back finds the list as it was.
  const filter = createMemo<ExchangeFilter>(
    (before) => (isShown() ? readFilter(props.route.query) : before),
    {},
    {
      equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    },
  );
  const activity = createActivity(props.session, filter);
  const names = createLoaded(() => client.summary({ sinceMs: 0, untilMs: Date.now() }));
  void names.reload();
  live.onReturn(() => void names.reload());
  const setFilter = (next: ExchangeFilter): void => location.replace(activityHref(writeFilter(next)));
  return (
    <div class="page">
      <div class="headline">
        <h1 tabindex="-1">{texts().activity.title}</h1>
        <p class="headline-detail" role="status">
          {describeCount(activity.total(), filter(), formats)}
        </p>
      </div>
      <FailureNotice failure={activity.failure()} again={() => void activity.renew()} />
      <section class="section" aria-label={texts().activity.exchanges}>
        <Filters
          filter={filter()}
          clients={names.value()?.byClient.map((each) => each.client) ?? []}
          models={names.value()?.byModel.map((each) => each.model) ?? []}
          formats={formats}
          onFilter={setFilter}
        />
        <button
          type="button"
          class="button list-new"
          hidden={activity.waiting() === 0}
          onClick={() => {
            window.scrollTo(0, 0);
            void activity.renew();
          }}
        >
          {texts().activity.showNew(formats.count(activity.waiting()))}
        </button>
        <Show when={activity.total() !== 0}>
          <ExchangeTable activity={activity} formats={formats} now={now()} isShown={isShown()} />
        </Show>
      </section>
    </div>
  );
}
