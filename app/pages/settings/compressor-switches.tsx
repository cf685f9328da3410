import { createEffect, createSignal, For, type JSX, Show } from 'solid-js';
import type { SettingRow } from '../../../sidecar/contract/settings.ts';
import { type SettingsState, switchCompressor } from '../../state/create-settings.ts';
import { texts } from '../../texts/index.ts';

/** One box per compressor; a change is saved at once. */
export function CompressorSwitches(props: {
  row: SettingRow;
  compressors: readonly string[];
  state: SettingsState;
}): JSX.Element {
  const kept = (): readonly string[] => (Array.isArray(props.row.value) ? props.row.value : []);
  const [off, setOff] = createSignal<readonly string[]>(kept());
  createEffect(() => setOff(kept()));
  const flip = async (id: string, isOn: boolean): Promise<void> => {
    setOff((before) => switchCompressor(before, id, isOn));
    if (!(await props.state.save(props.row, off()))) setOff(kept());
  };
  return (
    <fieldset class="switches" disabled={props.row.fixedBy !== null}>
      <legend class="only-spoken">{texts().settings.compressors.label}</legend>
      <div class="switch-grid">
        <For each={props.compressors}>
          {(id) => (
            <label class="group-pick">
              <input
                type="checkbox"
                checked={!off().includes(id)}
                onChange={(event) => void flip(id, event.currentTarget.checked)}
              />
              <span>{id}</span>
            </label>
          )}
        </For>
      </div>
      <Show when={props.state.told(props.row.id)} fallback={<span class="small setting-told" role="status" />}>
        {(told) => (
          <span class="small setting-told" data-tone={told().tone} role="status">
            {told().text}
          </span>
        )}
      </Show>
    </fieldset>
  );
}
