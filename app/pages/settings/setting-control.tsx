import { createEffect, createSignal, createUniqueId, type JSX, Show } from 'solid-js';
import type { SettingsState, Told } from '../../state/create-settings.ts';
import { texts } from '../../texts/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { type SettingField, toText, toValue } from './view.ts';

/** One setting: chosen ones are saved at once, typed ones with Enter or their button. */
export function SettingControl(props: { field: SettingField; state: SettingsState }): JSX.Element {
  const id = createUniqueId();
  const told = (): Told | undefined => props.state.told(props.field.row.id);
  return (
    <div class="setting">
      <dt id={`${id}-name`}>{props.field.name}</dt>
      <dd>
        <Show
          when={props.field.row.fixedBy === null}
          fallback={
            <p>
              {spell(props.field)}{' '}
              <span class="quiet small">{texts().settings.fixedBy(props.field.row.fixedBy ?? '')}</span>
            </p>
          }
        >
          <Show when={props.field.options} fallback={<TypedControl {...props} id={id} told={told()} />}>
            {(options) => <ChosenControl {...props} options={options()} />}
          </Show>
        </Show>
        <span class="quiet small" id={`${id}-note`}>
          {props.field.note}
        </span>
        <span class="small setting-told" id={`${id}-told`} data-tone={told()?.tone} role="status">
          {told()?.text}
        </span>
      </dd>
    </div>
  );
}

function ChosenControl(props: {
  field: SettingField;
  state: SettingsState;
  options: NonNullable<SettingField['options']>;
}): JSX.Element {
  const [shown, setShown] = createSignal(toText(props.field.row));
  createEffect(() => setShown(toText(props.field.row)));
  const choose = async (value: string): Promise<void> => {
    setShown(value);
    const { row } = props.field;
    if (!(await props.state.save(row, toValue(row, value)))) setShown(toText(props.field.row));
  };
  return (
    <Choice label={props.field.name} options={props.options} value={shown()} onChoose={(value) => void choose(value)} />
  );
}

function TypedControl(props: {
  field: SettingField;
  state: SettingsState;
  id: string;
  told: Told | undefined;
}): JSX.Element {
  const kept = (): string => toText(props.field.row);
  const [typed, setTyped] = createSignal<string | null>(null);
  const [isSaving, setSaving] = createSignal(false);
  const isChanged = (): boolean => typed() !== null && typed()?.trim() !== kept();
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!isChanged() || isSaving()) return;
    const { row } = props.field;
    setSaving(true);
    if (await props.state.save(row, toValue(row, typed() ?? ''))) setTyped(null);
    setSaving(false);
  };
  return (
    <form class="row" onSubmit={(event) => void save(event)}>
      <input
        class="field"
        classList={{ 'field-wide': props.field.unit === '', 'field-number': props.field.unit !== '' }}
        type="text"
        inputmode={props.field.unit === '' ? 'url' : 'decimal'}
        autocomplete="off"
        spellcheck={false}
        aria-labelledby={`${props.id}-name`}
        aria-describedby={`${props.id}-note ${props.id}-told`}
        aria-invalid={props.told?.tone === 'fault' && isChanged()}
        value={typed() ?? kept()}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setTyped(null)}
      />
      <Show when={props.field.unit !== ''}>
        <span class="quiet small">{props.field.unit}</span>
      </Show>
      <button class="button" type="submit" disabled={!isChanged() || isSaving()}>
        {texts().words.save}
      </button>
    </form>
  );
}

/** A value that cannot be changed, in words. */
function spell({ row, options, unit }: SettingField): string {
  const text = row.id.startsWith('upstreams.') ? String(row.value) : toText(row);
  return options?.find(({ value }) => value === text)?.word ?? `${text} ${unit}`.trim();
}
