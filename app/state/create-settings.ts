import { createSignal } from 'solid-js';
import type { SettingChanges, SettingRow, SettingsInForce, SettingValue } from '../../sidecar/contract/settings.ts';
import type { Client } from '../api/client.ts';
import { texts } from '../texts/index.ts';
import { asFailure, createLoaded, type Loaded } from './create-loaded.ts';

/** What is said about the last change of one setting. */
export interface Told {
  readonly tone: 'saved' | 'fault';
  readonly text: string;
}

export interface SettingsState {
  readonly settings: Loaded<SettingsInForce>;
  /** About the last change of a setting; undefined before there was one. */
  told(id: string): Told | undefined;
  /** Keeps one value; its default is kept as "none". @returns whether it was kept. */
  save(row: Pick<SettingRow, 'id' | 'defaultValue' | 'effect'>, value: SettingValue | null): Promise<boolean>;
}

/** The settings in force, and changing one after the other. */
export function createSettings(client: Pick<Client, 'settings' | 'changeSettings'>): SettingsState {
  const settings = createLoaded(() => client.settings());
  const [all, setAll] = createSignal<Readonly<Record<string, Told>>>({});
  const tell = (id: string, told: Told): void => void setAll((before) => ({ ...before, [id]: told }));
  let last: Promise<unknown> = Promise.resolve();
  const change = async (changes: SettingChanges): Promise<void> => {
    await client.changeSettings(changes);
    await settings.reload();
  };
  return {
    settings,
    told: (id) => all()[id],
    async save({ id, defaultValue, effect }, value) {
      const isDefault = JSON.stringify(value) === JSON.stringify(defaultValue);
      // In the order in which they were made, so that the last one holds.
      const work = last.then(() => change({ [id]: isDefault ? null : value }));
      last = work.catch(() => {}); // told below
      try {
        await work;
        tell(id, {
          tone: 'saved',
          text: effect === 'now' ? texts().settings.saved : texts().settings.savedForNew,
        });
        return true;
      } catch (error) {
        const failure = asFailure(error);
        tell(id, { tone: 'fault', text: failure.fields[id] ?? failure.message });
        return false;
      }
    },
  };
}

/** The list of what is switched off after one compressor was switched. */
export function switchCompressor(off: readonly string[], id: string, isOn: boolean): readonly string[] {
  return isOn ? off.filter((one) => one !== id) : [...off, id].sort();
}
