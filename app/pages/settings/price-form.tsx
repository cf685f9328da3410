import { createSignal, createUniqueId, For, type JSX, onMount, Show } from 'solid-js';
import type { OwnRates, PriceRow } from '../../../sidecar/contract/prices.ts';
import { texts } from '../../texts/index.ts';
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
    const fields = { ...faults, ...(model !== undefined && { model }) };
    setRefusal({ text: texts().prices.nothingChanged, fields });
  };
  const fault = (field: PriceField): string | undefined => refusal()?.fields[field];
  return (
    <form
      ref={form}
      class="price-form"
      noValidate
      aria-label={props.row === null ? texts().prices.form.labelOther : texts().prices.form.label(props.row.id)}
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && props.onCancel()}
    >
      <Show when={props.row === null}>
        <label class="price-name">
          <span class="small">{texts().prices.form.name}</span>
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
        <Show when={props.row?.source === 'own'}>
          <button type="button" class="button" onClick={() => void send(null)}>
            {props.row?.builtIn === null ? texts().prices.form.takeBack : texts().prices.form.backToBuiltIn}
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
