import { createSignal, type JSX, Show } from 'solid-js';
import type { OwnRates, PriceRow, PricesInForce } from '../../../sidecar/contract/prices.ts';
import { texts } from '../../texts/index.ts';
import { PriceForm } from './price-form.tsx';
import { findNameFault, findPriceChange, type PriceChange, type Refusal } from './price-view.ts';

/** The way to a price for a model that no client has asked for yet; after it, the way back. */
export function AddPrice(props: {
  rows: readonly PriceRow[];
  /** Keeps a price, or takes it back (null). @param onKept gets the prices that are in force then */
  change: (model: string, rates: OwnRates | null, onKept?: (now: PricesInForce) => void) => Promise<Refusal>;
  /** Clears what was told of an earlier change. */
  onOpen: () => void;
}): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const [added, setAdded] = createSignal<PriceChange | null>(null);
  const [refusal, setRefusal] = createSignal('');
  let button: HTMLButtonElement | undefined;
  const show = (next: boolean): void => {
    setOpen(next);
    setAdded(null);
    setRefusal('');
    props.onOpen();
    if (!next) button?.focus();
  };
  const add = async (rates: OwnRates | null, name: string): Promise<Refusal> => {
    const before = props.rows;
    let change: PriceChange | null = null;
    const refused = await props.change(name, rates, (now) => {
      change = findPriceChange(before, now.prices);
    });
    if (refused !== undefined) return refused;
    setOpen(false);
    setAdded(change);
    button?.focus();
    return undefined;
  };
  const undo = async ({ id, before }: PriceChange): Promise<void> => {
    const refused = await props.change(id, before);
    setRefusal(refused?.text ?? '');
    if (refused !== undefined) return;
    setAdded(null);
    button?.focus();
  };
  return (
    <>
      <div class="row">
        <button ref={button} type="button" class="button" aria-expanded={isOpen()} onClick={() => show(!isOpen())}>
          {texts().prices.form.add}
        </button>
        <Show when={added()}>
          {(change) => (
            <button type="button" class="button" onClick={() => void undo(change())}>
              {texts().prices.form.undo}
            </button>
          )}
        </Show>
        <span class="small" role="alert">
          {refusal()}
        </span>
      </div>
      <Show when={isOpen()}>
        <PriceForm
          row={null}
          onChange={add}
          checkName={(name) => findNameFault(name, props.rows)}
          onCancel={() => show(false)}
        />
      </Show>
    </>
  );
}
