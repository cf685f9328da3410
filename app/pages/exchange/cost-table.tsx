import { For, type JSX, Show } from 'solid-js';
import type { ExchangeDetail } from '../../../sidecar/contract/api.ts';
import type { Formats } from '../../ui/format.ts';
import { classTitles } from './view.ts';

/** What each class of tokens cost, directly and through Headroom. */
export function CostTable(props: { detail: ExchangeDetail; formats: Formats }): JSX.Element {
  const { formats } = props;
  const usd = (amount: number | null): string => (amount === null ? '–' : formats.usd(amount));
  const bill = props.detail.exchange.bill;
  const lines = props.detail.classes.filter((each) => each.actualTokens > 0 || each.shadowTokens > 0);
  return (
    <Show when={lines.length > 0}>
      <section class="card" aria-labelledby="cost-title">
        <h2 id="cost-title">Cost by kind of token</h2>
        <table class="costs">
          <thead>
            <tr>
              <td />
              <th scope="col" class="number">
                Direct
              </th>
              <th scope="col" class="number">
                Through Headroom
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={lines}>
              {(each) => (
                <tr>
                  <th scope="row">{classTitles[each.name]}</th>
                  <td class="number">
                    <span class="quiet costs-tokens">{formats.compact(each.shadowTokens)}</span>
                    {usd(each.shadowUsd)}
                  </td>
                  <td class="number">
                    <span class="quiet costs-tokens">{formats.compact(each.actualTokens)}</span>
                    {usd(each.actualUsd)}
                  </td>
                </tr>
              )}
            </For>
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" class="costs-name">
                Together
              </th>
              <td class="number">{usd(bill.shadowUsd)}</td>
              <td class="number">{usd(bill.actualUsd)}</td>
            </tr>
          </tfoot>
        </table>
        <p class="quiet card-foot">
          Through Headroom: the provider's own count. Direct: {bill.basis === 'measured' ? 'measured' : 'estimated'},
          what the same request would have cost.
        </p>
      </section>
    </Show>
  );
}
