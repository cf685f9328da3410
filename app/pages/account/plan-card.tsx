import { For, type JSX, Show } from 'solid-js';
import type { AccountPlan } from '../../../sidecar/contract/account.ts';
import type { Loaded } from '../../state/create-loaded.ts';
import { texts } from '../../texts/index.ts';
import { Blank } from '../../ui/blank.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import type { Formats } from '../../ui/format.ts';
import { makeUsageLine } from './view.ts';

/** What the service says: the plan, and what is used of it. */
export function PlanCard(props: { plan: Loaded<AccountPlan>; formats: Formats }): JSX.Element {
  const { value, failure, reload } = props.plan;
  return (
    <>
      <FailureNotice failure={failure()} tone="loss" word={texts().account.plan.askAgain} again={() => void reload()} />
      <Show when={value() || !failure()}>
        <section class="card section" aria-labelledby="plan-title" aria-busy={value() === undefined}>
          <div class="section-head">
            <h2 id="plan-title">
              <Show when={value()} fallback={<Blank characters={12} />}>
                {(known) => texts().account.plan.name(known().plan)}
              </Show>
            </h2>
            <Show when={value()?.manageUrl}>
              {(url) => (
                <a class="button" href={url()} target="_blank" rel="noopener noreferrer">
                  {texts().account.plan.change}
                </a>
              )}
            </Show>
          </div>
          <Show when={value()} fallback={<Blank characters={30} />}>
            {(plan) => (
              <>
                <Show when={plan().renewsAt}>
                  {(at) => <p class="quiet">{texts().account.plan.renewed(props.formats.day(at()))}</p>}
                </Show>
                <Usage plan={plan()} formats={props.formats} />
              </>
            )}
          </Show>
        </section>
      </Show>
    </>
  );
}

function Usage(props: { plan: AccountPlan; formats: Formats }): JSX.Element {
  return (
    <Show when={props.plan.usage.length > 0} fallback={<p class="quiet">{texts().account.plan.countsNothing}</p>}>
      <ul class="usage" aria-label={texts().account.plan.used}>
        <For each={props.plan.usage.map((usage) => makeUsageLine(usage, props.formats))}>
          {(line) => (
            <li>
              <div class="usage-head">
                <span>{line.name}</span>
                <span>{line.amount}</span>
              </div>
              <Show when={line.share !== null}>
                <div class="usage-line" aria-hidden="true">
                  <span class="usage-part" style={{ width: `${(line.share ?? 0) * 100}%` }} />
                </div>
              </Show>
              <Show when={line.note}>
                <span class="quiet small">{line.note}</span>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
