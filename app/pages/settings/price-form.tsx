import { createSignal, createUniqueId, For, type JSX, onMount, Show } from 'solid-js';
import type { OwnRates, PriceRow } from '../../../sidecar/contract/prices.ts';
import { texts } from '../../texts/index.ts';
import { type RateName, type Refusal, rateFields, readTyped, type TypedRates, toTyped } from './price-view.ts';

/** The five rates of one model, as a person types them. */
export function PriceForm(props: {
  row: PriceRow;
  onChange: (rates: OwnRates | null) => Promise<Refusal>;
  onCancel: () => void;
}): JSX.Element {
  const id = createUniqueId();
  const [typed, setTyped] = createSignal<TypedRates>(toTyped(props.row.rates));
  const [refusal, setRefusal] = createSignal<Refusal>();
  const [isBusy, setBusy] = createSignal(false);
  let form: HTMLFormElement | undefined;
  onMount(() => form?.querySelector('input')?.focus());
  // Buttons stay as they are meanwhile: a disabled one would lose the focus, and with it the Escape key.
  const send = async (rates: OwnRates | null): Promise<void> => {
    if (isBusy()) return;
    setBusy(true);
    setRefusal(await props.onChange(rates));
    setBusy(false);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const read = readTyped(typed());
    if ('rates' in read) void send(read.rates);
    else setRefusal({ text: texts().prices.nothingChanged, fields: read.faults });
  };
  const fault = (name: RateName): string | undefined => refusal()?.fields[name];
  return (
    <form
      ref={form}
      class="price-form"
      noValidate
      aria-label={texts().prices.form.label(props.row.id)}
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && props.onCancel()}
    >
      <div class="price-fields">
        <For each={rateFields}>
          {({ name, isNeeded }) => (
            <label>
              <span class="small">{texts().prices.rates[name]}</span>
              <input
                class="field"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-required={isNeeded}
                placeholder={isNeeded ? '' : texts().prices.form.asInput}
                aria-invalid={fault(name) !== undefined}
                aria-describedby={`${id}-${name}`}
                value={typed()[name]}
                onInput={(event) => setTyped({ ...typed(), [name]: event.currentTarget.value })}
              />
              <span class="small setting-told" data-tone="fault" id={`${id}-${name}`}>
                {fault(name)}
              </span>
            </label>
          )}
        </For>
      </div>
      <div class="row">
        <button type="submit" class="button">
          {texts().words.save}
        </button>
        <Show when={props.row.source === 'own'}>
          <button type="button" class="button" onClick={() => void send(null)}>
            {props.row.builtIn === null ? texts().prices.form.takeBack : texts().prices.form.backToBuiltIn}
          </button>
        </Show>
        <button type="button" class="button" onClick={() => props.onCancel()}>
          {texts().words.cancel}
        </button>
        <span class="small" role="alert">
          {refusal()?.text}
        </span>
      </div>
    </form>
  );
}
