import { For, type JSX, Show } from 'solid-js';
import type { Bill, Summary } from '../../../sidecar/contract/api.ts';
import type { Totals } from '../../state/create-totals.ts';
import { isLoss, savingRange } from '../../state/describe-exchange.ts';
import { BasisMark } from '../../ui/basis-mark.tsx';
import { BillBar } from '../../ui/bill-bar.tsx';
import { Blank } from '../../ui/blank.tsx';
import type { Formats } from '../../ui/format.ts';

const NONE = '–';

interface Line {
  readonly title: string;
  readonly note?: string;
  readonly width: number;
  cell(summary: Summary): JSX.Element;
}

/** Today, seven days and all time side by side. While the figures are unknown the table has the same shape. */
export function TotalsTable(props: { totals: Totals | undefined; formats: Formats }): JSX.Element {
  const { formats } = props;
  const spans = ['today', 'week', 'all'] as const;
  const usd = (amount: number | null): string => (amount === null ? NONE : formats.usd(amount));
  const lines: readonly Line[] = [
    { title: 'Saved', width: 6, cell: (summary) => <Saved bill={summary.bill} formats={formats} /> },
    { title: 'Spent', width: 6, cell: (summary) => usd(summary.bill.actualUsd) },
    { title: 'Without Headroom', width: 6, cell: (summary) => usd(summary.bill.shadowUsd) },
    {
      title: 'Read from cache',
      note: 'of prompt tokens',
      width: 4,
      cell: (summary) => (summary.cacheHitRate === null ? NONE : formats.share(summary.cacheHitRate)),
    },
    { title: 'Tokens not sent', width: 5, cell: (summary) => formats.compact(summary.tokensNotSent) },
    { title: 'Requests', width: 4, cell: (summary) => formats.count(summary.requests) },
    { title: 'Sent untouched after a fault', width: 2, cell: (summary) => formats.count(summary.failedOpen) },
    { title: 'Errors', width: 2, cell: (summary) => formats.count(summary.errors) },
    {
      title: 'Added wait',
      note: 'p50 · p90 · p99',
      width: 12,
      cell: (summary) => <Waits summary={summary} formats={formats} />,
    },
  ];
  const barLabel = (bill: Bill): string => `Spent ${usd(bill.actualUsd)}, without Headroom ${usd(bill.shadowUsd)}`;
  return (
    <section class="card" aria-label="Totals">
      <table class="totals" aria-busy={props.totals === undefined}>
        <thead>
          <tr>
            <td class="totals-name" />
            <th scope="col">Today</th>
            <th scope="col">7 days</th>
            <th scope="col">All time</th>
          </tr>
          <tr class="totals-bars">
            <td class="totals-name" />
            <For each={spans}>
              {(span) => (
                <td>
                  <Show when={props.totals?.[span].bill} fallback={<span class="bill-bar-none" />}>
                    {(bill) => (
                      <Show when={bill().shadowUsd} fallback={<span class="bill-bar-none" />}>
                        {(without) => (
                          <BillBar spent={bill().actualUsd ?? 0} without={without()} label={barLabel(bill())} />
                        )}
                      </Show>
                    )}
                  </Show>
                </td>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={lines}>
            {(line, index) => (
              <tr classList={{ 'totals-first': index() === 0 }}>
                <th scope="row" class="totals-name">
                  {line.title}
                  <Show when={line.note}>
                    {' '}
                    <span class="row-note">{line.note}</span>
                  </Show>
                </th>
                <For each={spans}>
                  {(span) => (
                    <td>
                      <Show when={props.totals?.[span]} fallback={<Blank characters={line.width} />}>
                        {(summary) => <>{line.cell(summary())}</>}
                      </Show>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={props.totals?.all.unpricedModels.length}>
        <p class="quiet card-foot">
          Without a known price, and so not in the dollars: {props.totals?.all.unpricedModels.join(', ')} (
          {formats.count(props.totals?.all.bill.unpricedRequests ?? 0)} requests). Tokens count all the same.
        </p>
      </Show>
    </section>
  );
}

function Saved(props: { bill: Bill; formats: Formats }): JSX.Element {
  const explanation = (): string => {
    const range = savingRange(props.bill);
    const word =
      props.bill.basis === 'measured'
        ? 'Measured against conversations left untouched'
        : 'Estimated by a model of the provider’s cache';
    if (!range) return `${word}.`;
    return `${word}: between ${props.formats.usd(range.low)} and ${props.formats.usd(range.high)}.`;
  };
  return (
    <Show when={props.bill.savedUsd !== null} fallback={NONE}>
      <span class="saved" data-tone={isLoss(props.bill) ? 'loss' : 'kept'}>
        {props.formats.usd(props.bill.savedUsd ?? 0)}
      </span>
      <BasisMark basis={props.bill.basis} explanation={explanation()} />
    </Show>
  );
}

function Waits(props: { summary: Summary; formats: Formats }): JSX.Element {
  return (
    <Show when={props.summary.addedMs} fallback={NONE}>
      {(added) => (
        <For each={['p50', 'p90', 'p99'] as const}>
          {(part) => (
            <span class="wait">
              <span class="only-spoken">{part} </span>
              {props.formats.duration(added()[part])}
            </span>
          )}
        </For>
      )}
    </Show>
  );
}
