import { For, type JSX, Show } from 'solid-js';
import type { Bill, Summary } from '../../../sidecar/contract/api.ts';
import type { Totals } from '../../state/create-totals.ts';
import { explainBasis, isLoss } from '../../state/describe-exchange.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { BasisMark } from '../../ui/basis-mark.tsx';
import { BillBar } from '../../ui/bill-bar.tsx';
import { Blank } from '../../ui/blank.tsx';
import type { Formats } from '../../ui/format.ts';

const NONE = '–';
const spans = ['today', 'month', 'all'] as const;

interface Line {
  readonly title: () => string;
  /** Characters of the blank that stands in its place. */
  readonly width: number;
  cell(summary: Summary): JSX.Element;
}

/** Today, this month and all time side by side. While the figures are unknown the table has the same shape. */
export function TotalsTable(props: { totals: Totals | undefined; formats: Formats }): JSX.Element {
  const { formats } = props;
  const usd = (amount: number | null): string => (amount === null ? NONE : formats.usd(amount));
  const said = (): Texts['home']['totals'] => texts().home.totals;
  const lines: readonly Line[] = [
    { title: () => said().share, width: 4, cell: ({ bill }) => shareOf(bill, formats) },
    { title: () => said().tokens, width: 5, cell: (summary) => formats.compact(summary.tokensNotSent) },
    { title: () => texts().words.spent, width: 6, cell: (summary) => usd(summary.bill.actualUsd) },
    { title: () => texts().words.withoutHeadroom, width: 6, cell: (summary) => usd(summary.bill.shadowUsd) },
    {
      title: () => said().cache,
      width: 4,
      cell: (summary) => (summary.cacheHitRate === null ? NONE : formats.share(summary.cacheHitRate)),
    },
    { title: () => texts().words.requests, width: 4, cell: (summary) => formats.count(summary.requests) },
  ];
  const cells = (width: number, cell: (summary: Summary) => JSX.Element): JSX.Element => (
    <For each={spans}>
      {(span) => (
        <td>
          <Show when={props.totals?.[span]} fallback={<Blank characters={width} />}>
            {(summary) => <>{cell(summary())}</>}
          </Show>
        </td>
      )}
    </For>
  );
  return (
    <section class="card" aria-label={said().label}>
      <table class="totals" aria-busy={props.totals === undefined}>
        <thead>
          <tr>
            <td class="totals-name" />
            <th scope="col">{said().today}</th>
            <th scope="col">{formats.monthName(props.totals?.today.untilMs ?? Date.now())}</th>
            <th scope="col">{texts().words.allTime}</th>
          </tr>
        </thead>
        <tbody>
          <tr class="totals-first">
            <th scope="row" class="totals-name">
              {texts().words.saved}
            </th>
            {cells(5, (summary) => (
              <Saved bill={summary.bill} formats={formats} />
            ))}
          </tr>
          <Bars totals={props.totals} formats={formats} />
          <For each={lines}>
            {(line) => (
              <tr>
                <th scope="row" class="totals-name">
                  {line.title()}
                </th>
                {cells(line.width, line.cell)}
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={props.totals?.all.unpricedModels.length}>
        <p class="quiet card-foot">
          {said().unpriced(
            props.totals?.all.unpricedModels ?? [],
            props.totals?.all.bill.unpricedRequests ?? 0,
            formats,
          )}
        </p>
      </Show>
    </section>
  );
}

function Bars(props: { totals: Totals | undefined; formats: Formats }): JSX.Element {
  const usd = (amount: number | null): string =>
    amount === null ? texts().home.totals.unknown : props.formats.usd(amount);
  const label = (bill: Bill): string => texts().home.totals.bar(usd(bill.actualUsd), usd(bill.shadowUsd));
  const none = <span class="bill-bar-none" />;
  return (
    <tr class="totals-bars">
      <td class="totals-name" />
      <For each={spans}>
        {(span) => (
          <td>
            <Show when={props.totals?.[span].bill} fallback={none}>
              {(bill) => (
                <Show when={bill().shadowUsd} fallback={none}>
                  {(without) => <BillBar spent={bill().actualUsd ?? 0} without={without()} label={label(bill())} />}
                </Show>
              )}
            </Show>
          </td>
        )}
      </For>
    </tr>
  );
}

function Saved(props: { bill: Bill; formats: Formats }): JSX.Element {
  return (
    <Show when={props.bill.savedUsd !== null} fallback={NONE}>
      <span class="money saved" data-tone={isLoss(props.bill) ? 'loss' : 'kept'}>
        {props.formats.usd(props.bill.savedUsd ?? 0)}
      </span>
      <BasisMark basis={props.bill.basis} explanation={explainBasis(props.bill, props.formats)} />
    </Show>
  );
}

function shareOf({ savedUsd, shadowUsd }: Bill, formats: Formats): string {
  return savedUsd === null || !shadowUsd ? NONE : formats.share(savedUsd / shadowUsd);
}
