import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import type { Effects } from '../../sidecar/contract/api.ts';
import type { Days } from './create-insights.ts';
import { createLoaded, type Loaded } from './create-loaded.ts';
import { createSettings, type SettingsState, switchCompressor } from './create-settings.ts';
import type { Session } from './session.ts';

export interface EffectsState {
  readonly effects: Loaded<Effects>;
  readonly settings: SettingsState;
  readonly days: Accessor<Days>;
  choose(days: Days): void;
  /** Ids of the compressors that are not used in conversations that begin now. */
  readonly off: Accessor<readonly string[]>;
  /** Whether nothing can be switched here; true until the settings are known. */
  readonly isFixed: Accessor<boolean>;
  /** Shows it at once, and takes it back when it could not be kept. */
  flip(id: string, isOn: boolean): Promise<void>;
  /** Reads both again. */
  reload(): void;
}

/** What each compressor did, and its switch; asked for while somebody looks. */
export function createEffects({ client }: Pick<Session, 'client'>, isShown: () => boolean): EffectsState {
  const [days, choose] = createSignal<Days>('30');
  const effects = createLoaded(() => client.effects(Number(days())));
  const settings = createSettings(client);
  const [off, setOff] = createSignal<readonly string[]>([]);
  const row = () => settings.settings.value()?.editable.find(({ id }) => id === 'compressorsOff');
  const kept = (): readonly string[] => {
    const value = row()?.value;
    return Array.isArray(value) ? value : [];
  };
  createEffect(() => setOff(kept()));
  createEffect(on([days, isShown], () => isShown() && void effects.reload()));
  createEffect(() => isShown() && void settings.settings.reload());
  return {
    ...{ effects, settings, days, choose, off },
    isFixed: () => row()?.fixedBy !== null,
    async flip(id, isOn) {
      const setting = row();
      if (setting === undefined) return;
      setOff((before) => switchCompressor(before, id, isOn));
      if (!(await settings.save(setting, off()))) setOff(kept());
    },
    reload() {
      void effects.reload();
      void settings.settings.reload();
    },
  };
}
