import type { SettingRow, SettingValue } from '../contract/settings.ts';
import { usage } from './args.ts';

/** The settings as aligned lines: name, value, where it comes from. */
export function formatSettings(rows: readonly SettingRow[]): string {
  const idWidth = Math.max(0, ...rows.map(({ id }) => id.length));
  const valueWidth = Math.max(0, ...rows.map(({ value }) => formatValue(value).length));
  const lines = rows.map(
    (row) => `${row.id.padEnd(idWidth)}  ${formatValue(row.value).padEnd(valueWidth)}  ${describeSource(row)}`,
  );
  return `${lines.join('\n')}\n`;
}

export function formatValue(value: SettingValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'object') return value.length === 0 ? 'none' : value.join(',');
  return String(value);
}

/** What a change did, and when it takes effect. */
export function formatChange(
  id: string,
  value: SettingValue | null,
  effect: SettingRow['effect'] | 'next-start',
): string {
  const when = {
    now: 'from now on',
    'new-conversations': 'for conversations that begin from now on',
    'next-start': 'from the next start on; no Headroom runs with this home',
  }[effect];
  return value === null ? `${id} is back at its default, ${when}.` : `${id} is ${formatValue(value)}, ${when}.`;
}

/**
 * A value as it is typed, in the type that its setting has.
 * @throws AppError cli.usage when it is none
 */
export function readValue({ id, defaultValue }: Pick<SettingRow, 'id' | 'defaultValue'>, text: string): SettingValue {
  if (typeof defaultValue === 'boolean') {
    if (['on', 'true', 'yes', '1'].includes(text.toLowerCase())) return true;
    if (['off', 'false', 'no', '0'].includes(text.toLowerCase())) return false;
    throw usage(`${id} is on or off, not "${text}"`);
  }
  if (typeof defaultValue === 'number') {
    if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
    throw usage(`${id} is a number, not "${text}"`);
  }
  if (typeof defaultValue === 'string') return text;
  return text === 'none' ? [] : text.split(',').map((one) => one.trim());
}

function describeSource({ source, fixedBy }: SettingRow): string {
  if (fixedBy !== null) return `fixed by ${fixedBy}`;
  return source === 'file' ? 'settings.json' : 'default';
}
