import { createSignal, createUniqueId, For, type JSX, onMount, Show } from 'solid-js';
import type { OwnRates, PriceRow } from '../../../sidecar/contract/prices.ts';
import { type PriceField, type Refusal, rateFields, readTyped, type TypedRates, toTyped } from './price-view.ts';

/** The five rates of one model, as a person types them; and its name, where it is not in the list yet. */
export function PriceForm(props: {
  row: PriceRow | null;
  /** @param name what was typed as the name; '' of a model that is in the list */
  onChange: (rates: OwnRates | null, name: string) => Promise<Refusal>;
  /** What is wrong with a name. */
  checkName?: (name: string) => string | undefined;
  onCancel: () => void;
}): JSX.Element {
  const id = createUniqueId();
  const [typed, setTyped] = createSignal<TypedRates>(toTyped(props.row?.rates ?? null));
  const [name, setName] = createSignal('');
  const [refusal, setRefusal] = createSignal<Refusal>();
  const [isBusy, setBusy] = createSignal(false);
  let form: HTMLFormElement | undefined;
  onMount(() => form?.querySelector('input')?.focus());
  // Buttons stay as they are meanwhile: a disabled one would lose the focus, and with it the Escape key.
  const send = async (rates: OwnRates | null): Promise<void> => {
    if (isBusy()) return;
    setBusy(true);
    setRefusal(await props.onChange(rates, name().trim()));
    setBusy(false);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const read = readTyped(typed());
    const model = props.checkName?.(name().trim());
    if ('rates' in read && model === undefined) return void send(read.rates);
    const faults = 'faults' in read ? read.faults : {};
    setRefusal({ text: 'Nothing was changed.', fields: { ...faults, ...(model !== undefined && { model }) } });
  };
  const fault = (field: PriceField): string | undefined => refusal()?.fields[field];
  return (
    <form
      ref={form}
      class="price-form"
      noValidate
      aria-label={props.row === null ? 'Your price of another model' : `Your price of ${props.row.id}`}
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && props.onCancel()}
    >
      <Show when={props.row === null}>
        <label class="price-name">
          <span class="small">Name of the model, as clients write it</span>
          <input
            class="field"
            type="text"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            maxLength={200}
            aria-required={true}
            aria-invalid={fault('model') !== undefined}
            aria-describedby={`${id}-model`}
            value={name()}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <span class="small setting-told" data-tone="fault" id={`${id}-model`}>
            {fault('model')}
          </span>
        </label>
      </Show>
      <div class="price-fields">
        <For each={rateFields}>
          {({ name, word, isNeeded }) => (
            <label>
              <span class="small">{word}</span>
              <input
                class="field"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-required={isNeeded}
                placeholder={isNeeded ? '' : 'as input'}
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
          Save
        </button>
        <Show when={props.row?.source === 'own'}>
          <button type="button" class="button" onClick={() => void send(null)}>
            {props.row?.builtIn === null ? 'Take it back' : 'Back to the built-in price'}
          </button>
        </Show>
        <button type="button" class="button" onClick={() => props.onCancel()}>
          Cancel
        </button>
        <span class="small" role="alert">
          {refusal()?.text}
        </span>
      </div>
    </form>
  );
}
