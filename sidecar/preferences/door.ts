import { AppError } from '../contract/errors.ts';
import type { SettingChanges, SettingRow, Settings } from '../contract/settings.ts';
import { applyValue, type Field, findField, listFields } from './fields.ts';
import { findPreferencesPath, writePreferences } from './file.ts';

/** Settings that can be looked at and changed while a sidecar runs. */
export interface PreferencesDoor {
  /** Where changes are kept; null in a stateless sidecar. */
  readonly path: string | null;
  /** Ids of the compressors that can be switched off. */
  compressors(): Promise<readonly string[]>;
  list(): readonly SettingRow[];
  /**
   * Keeps changes, all or none, and puts them in force.
   * @throws AppError settings.invalid with what is wrong by field; store.denied, store.locked when they cannot be kept.
   */
  change(changes: SettingChanges): Promise<void>;
}

export interface PreferencesOptions {
  /** Changed in place: whoever holds it sees the new value with the next request. */
  readonly settings: Settings;
  /** Ids of compressors that can be switched off. */
  compressors(): Promise<readonly string[]>;
  /** Called after a change is in force, for what reads its settings only once. */
  onChange(): void;
  /** Milliseconds since the epoch. */
  now(): number;
}

export function createPreferences({ settings, compressors, onChange, now }: PreferencesOptions): PreferencesDoor {
  return {
    path: settings.stateless ? null : findPreferencesPath(settings.home),
    compressors,
    list: () => listRows(settings),
    async change(changes) {
      await writeChanges(settings, changes, { compressors: await compressors(), now: now() });
      const given: Record<string, Settings['given'][string]> = { ...settings.given };
      for (const [id, value] of Object.entries(changes)) {
        Object.assign(settings, applyValue(settings, findField(id)!, value));
        if (value === null) delete given[id];
        else given[id] = { by: 'file', name: 'settings.json' };
      }
      Object.assign(settings, { given });
      onChange();
    },
  };
}

/** Every setting that can be kept, with its value and where that comes from. */
export function listRows(settings: Settings): readonly SettingRow[] {
  return listFields().map((field) => makeRow(field, settings));
}

/**
 * Checks changes against the settings in force and keeps them in settings.json.
 * @param known.compressors ids that may be switched off; absent: any.
 * @throws AppError as {@link PreferencesDoor.change}
 */
export async function writeChanges(
  settings: Settings,
  changes: SettingChanges,
  known: { readonly compressors?: readonly string[]; readonly now: number },
): Promise<void> {
  if (settings.stateless) {
    throw new AppError('store.denied', 'This Headroom is stateless: it keeps no settings.', {
      hint: 'Start it without --stateless, or give it flags.',
    });
  }
  const wrong = Object.entries(changes).flatMap(([id, value]) => {
    const fault = findFault(id, value, settings) ?? findStranger(id, value, known.compressors);
    return fault === null ? [] : [[id, fault] as const];
  });
  const [first] = wrong;
  if (first !== undefined) {
    throw new AppError('settings.invalid', `${first[0]} was not changed. ${first[1]}`, {
      fields: Object.fromEntries(wrong),
      hint: 'Nothing was changed. GET /api/v1/settings and headroom settings list every setting with its value.',
    });
  }
  await writePreferences(settings.home, changes, known.now);
}

function findFault(id: string, value: unknown, settings: Settings): string | null {
  const field = findField(id);
  if (field === undefined) return 'There is no such setting.';
  const origin = settings.given[id];
  if (origin !== undefined && origin.by !== 'file') return `It is fixed by ${origin.name}.`;
  return value === null ? null : field.check(value, settings);
}

function findStranger(id: string, value: unknown, compressors: readonly string[] | undefined): string | null {
  if (id !== 'compressorsOff' || compressors === undefined || !Array.isArray(value)) return null;
  const stranger = value.find((one) => !compressors.includes(String(one)));
  return stranger === undefined ? null : `There is no compressor "${stranger}" that can be switched off.`;
}

function makeRow(field: Field, settings: Settings): SettingRow {
  const origin = settings.given[field.id];
  return {
    id: field.id,
    value: field.read(settings),
    defaultValue: field.defaultValue,
    source: origin?.by ?? 'default',
    fixedBy: origin === undefined || origin.by === 'file' ? null : origin.name,
    effect: field.effect,
  };
}
