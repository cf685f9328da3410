import { createEffect, createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { OwnRates, PriceRow, PricesInForce } from '../../../sidecar/contract/prices.ts';
import { asFailure, createLoaded } from '../../state/create-loaded.ts';
import type { Session } from '../../state/session.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import type { Formats } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { AddPrice } from './add-price.tsx';
import { PriceForm } from './price-form.tsx';
import { describePrice, listOtherNames, type Refusal, rateFields, splitPrices } from './price-view.ts';

/** What a million tokens cost, by model: what every figure in dollars is made of. */
export function PricesSection(props: { session: Session; isShown: boolean; formats: Formats }): JSX.Element {
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
      return { text: Object.keys(fields).length > 0 ? 'Nothing was changed.' : message, fields };
    }
    await prices.reload();
    setOpen(null);
    setTold(
      rates === null
        ? `Your price of ${model} is taken back.`
        : `Your price of ${model} holds for what is recorded from now on.`,
    );
    return undefined;
  };
  const table = (rows: () => readonly PriceRow[], label: string): JSX.Element => (
    <PriceTable
      {...{ label, open }}
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
      <h2 id="prices-title">Prices</h2>
      <p class="quiet small">
        US dollars per million tokens. What is in the ledger keeps the dollars with which it was recorded, whatever
        changes here.
      </p>
      <FailureNotice failure={prices.failure()} again={() => void prices.reload()} />
      <Show when={(prices.value()?.problems.length ?? 0) > 0}>
        <Notice tone="loss" title="prices.json is not as it should be" lines={prices.value()?.problems ?? []} />
      </Show>
      <Show
        when={parts().near.length > 0}
        fallback={
          <Show when={prices.value()}>
            <p>No model was used yet. Those that are will stand here.</p>
          </Show>
        }
      >
        {table(() => parts().near, 'Prices of the models that were used')}
      </Show>
      <p role="status" class="small setting-told" data-tone="saved">
        {told()}
      </p>
      <Show when={prices.value()?.file}>
        <AddPrice rows={prices.value()?.prices ?? []} change={change} onOpen={() => setTold('')} />
      </Show>
      <Show when={parts().far.length > 0}>
        <details>
          <summary>{props.formats.count(parts().far.length)} other models with a known price</summary>
          {table(() => parts().far, 'Prices of other models')}
        </details>
      </Show>
      <Show when={prices.value()?.file}>
        {(file) => <p class="quiet small">Your own prices are kept in {file()}.</p>}
      </Show>
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
          <th scope="col">Model</th>
          <For each={rateFields}>
            {({ name, head }) => (
              <th scope="col" class="number" classList={{ 'hide-narrow': name.startsWith('cache') }}>
                {head}
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
  const word = (row: PriceRow): string =>
    ({ own: 'Change', none: 'Set a price', 'built-in': 'Use my own' })[row.source];
  return (
    <Show when={props.row}>
      {(row) => (
        <>
          <tr>
            <th scope="row">
              <code class="address">{row().id}</code>
              <span class="quiet small">{describePrice(row(), props.formats)}</span>
              <Show when={listOtherNames(row())}>{(names) => <span class="quiet small">Seen as {names()}</span>}</Show>
              <Show when={!props.isFixed}>
                <button
                  ref={button}
                  type="button"
                  class="link-button small"
                  aria-expanded={props.open() === row().id}
                  aria-label={`${word(row())}: ${row().id}`}
                  onClick={() => props.onOpen(props.open() === row().id ? null : row().id)}
                >
                  {word(row())}
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
