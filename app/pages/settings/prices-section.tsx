import { createEffect, createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { OwnRates, PriceRow, PricesInForce } from '../../../sidecar/contract/prices.ts';
import { asFailure, createLoaded } from '../../state/create-loaded.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import type { Formats } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { AddPrice } from './add-price.tsx';
import { PriceForm } from './price-form.tsx';
import { describePrice, listOtherNames, type Refusal, rateFields, splitPrices } from './price-view.ts';

/** What a million tokens cost, by model: what every figure in dollars is made of. */
export function PricesSection(props: { session: Session; isShown: boolean; formats: Formats }): JSX.Element {
  const said = (): Texts['prices'] => texts().prices;
  const { client } = props.session;
  const prices = createLoaded(() => client.prices());
  const [open, setOpen] = createSignal<string | null>(null);
  const [told, setTold] = createSignal('');
  createEffect(() => props.isShown && void prices.reload());
  const parts = createMemo(() => splitPrices(prices.value()?.prices ?? []));
  const change = async (
    model: string,
    rates: OwnRates | null,
    onKept?: (now: PricesInForce) => void,
  ): Promise<Refusal> => {
    try {
      const now = await client.setPrice(model, rates);
      onKept?.(now);
    } catch (error) {
      const { message, fields } = asFailure(error);
      return { text: Object.keys(fields).length > 0 ? said().nothingChanged : message, fields };
    }
    await prices.reload();
    setOpen(null);
    setTold(rates === null ? said().takenBack(model) : said().holds(model));
    return undefined;
  };
  const table = (rows: () => readonly PriceRow[], label: () => string): JSX.Element => (
    <PriceTable
      open={open}
      label={label()}
      change={(row, rates) => change(row.id, rates)}
      rows={rows()}
      formats={props.formats}
      isFixed={prices.value()?.file === null}
      onOpen={(id) => {
        setTold('');
        setOpen(id);
      }}
    />
  );
  return (
    <section class="card section" aria-labelledby="prices-title">
      <h2 id="prices-title">{said().title}</h2>
      <p class="quiet small">{said().about}</p>
      <FailureNotice failure={prices.failure()} again={() => void prices.reload()} />
      <Show when={(prices.value()?.problems.length ?? 0) > 0}>
        <Notice tone="loss" title={said().problems} lines={prices.value()?.problems ?? []} />
      </Show>
      <Show
        when={parts().near.length > 0}
        fallback={
          <Show when={prices.value()}>
            <p>{said().noneUsed}</p>
          </Show>
        }
      >
        {table(
          () => parts().near,
          () => said().used,
        )}
      </Show>
      <p role="status" class="small setting-told" data-tone="saved">
        {told()}
      </p>
      <Show when={prices.value()?.file}>
        <AddPrice rows={prices.value()?.prices ?? []} change={change} onOpen={() => setTold('')} />
      </Show>
      <Show when={parts().far.length > 0}>
        <details>
          <summary>{said().others(props.formats.count(parts().far.length))}</summary>
          {table(
            () => parts().far,
            () => said().othersLabel,
          )}
        </details>
      </Show>
      <Show when={prices.value()?.file}>{(file) => <p class="quiet small">{said().keptIn(file())}</p>}</Show>
    </section>
  );
}

function PriceTable(props: {
  rows: readonly PriceRow[];
  label: string;
  formats: Formats;
  isFixed: boolean;
  open: () => string | null;
  onOpen: (id: string | null) => void;
  change: (row: PriceRow, rates: OwnRates | null) => Promise<Refusal>;
}): JSX.Element {
  // By their ids, so that what is typed stays when the prices are read again.
  const ids = createMemo<readonly string[]>((before) => {
    const now = props.rows.map(({ id }) => id);
    return now.join('\n') === before.join('\n') ? before : now;
  }, []);
  return (
    <table class="plain-table price-table" aria-label={props.label}>
      <thead>
        <tr>
          <th scope="col">{texts().words.model}</th>
          <For each={rateFields}>
            {({ name }) => (
              <th scope="col" class="number" classList={{ 'hide-narrow': name.startsWith('cache') }}>
                {texts().prices.heads[name]}
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>
        <For each={ids()}>{(id) => <PriceLines {...props} row={props.rows.find((row) => row.id === id)} />}</For>
      </tbody>
    </table>
  );
}

/** One model; below it the form, while it is open. */
function PriceLines(props: {
  row: PriceRow | undefined;
  formats: Formats;
  isFixed: boolean;
  open: () => string | null;
  onOpen: (id: string | null) => void;
  change: (row: PriceRow, rates: OwnRates | null) => Promise<Refusal>;
}): JSX.Element {
  let button: HTMLButtonElement | undefined;
  const close = (): void => {
    props.onOpen(null);
    button?.focus();
  };

  return (
    <Show when={props.row}>
      {(row) => (
        <>
          <tr>
            <th scope="row">
              <code class="address">{row().id}</code>
              <span class="quiet small">{describePrice(row(), props.formats)}</span>
              <Show when={listOtherNames(row())}>
                {(names) => <span class="quiet small">{texts().prices.seenAs(names())}</span>}
              </Show>
              <Show when={!props.isFixed}>
                <button
                  ref={button}
                  type="button"
                  class="link-button small"
                  aria-expanded={props.open() === row().id}
                  aria-label={texts().prices.actionOn(texts().prices.actions[row().source], row().id)}
                  onClick={() => props.onOpen(props.open() === row().id ? null : row().id)}
                >
                  {texts().prices.actions[row().source]}
                </button>
              </Show>
            </th>
            <For each={rateFields}>
              {({ name }) => (
                <td class="number" classList={{ 'hide-narrow': name.startsWith('cache') }}>
                  {row().rates === null ? '–' : props.formats.rate(row().rates?.[name] ?? 0)}
                </td>
              )}
            </For>
          </tr>
          <Show when={props.open() === row().id}>
            <tr class="price-edit">
              <td colSpan={1 + rateFields.length}>
                <PriceForm
                  row={row()}
                  onCancel={close}
                  onChange={async (rates) => {
                    const refusal = await props.change(row(), rates);
                    if (refusal === undefined) button?.focus();
                    return refusal;
                  }}
                />
              </td>
            </tr>
          </Show>
        </>
      )}
    </Show>
  );
}
