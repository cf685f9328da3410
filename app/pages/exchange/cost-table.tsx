import { For, type JSX, Show } from 'solid-js';
import type { ExchangeDetail } from '../../../sidecar/contract/api.ts';
import { type Texts, texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';

/** What each class of tokens cost, directly and through Headroom. */
export function CostTable(props: { detail: ExchangeDetail; formats: Formats }): JSX.Element {
  const { formats } = props;
  const said = (): Texts['exchange']['costs'] => texts().exchange.costs;
  const usd = (amount: number | null): string => (amount === null ? '–' : formats.usd(amount));
  const bill = props.detail.exchange.bill;
  const lines = props.detail.classes.filter((each) => each.actualTokens > 0 || each.shadowTokens > 0);
  return (
    <Show when={lines.length > 0}>
      <section class="card" aria-labelledby="cost-title">
        <h2 id="cost-title">{said().title}</h2>
        <table class="costs">
          <thead>
            <tr>
              <td />
              <th scope="col" class="number">
                {texts().words.direct}
              </th>
              <th scope="col" class="number">
                {said().through}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={lines}>
              {(each) => (
                <tr>
                  <th scope="row">{said().classes[each.name]}</th>
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
                {said().together}
              </th>
              <td class="number">{usd(bill.shadowUsd)}</td>
              <td class="number">{usd(bill.actualUsd)}</td>
            </tr>
          </tfoot>
        </table>
        <p class="quiet card-foot">{said().note(bill.basis)}</p>
      </section>
    </Show>
  );
}
