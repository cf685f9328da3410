import { defaults, type SettingRow, type Settings, type SettingValue } from '../contract/settings.ts';
import { isLoopbackName } from '../lib/loopback.ts';
import { providers } from '../providers/index.ts';

/** A setting that settings.json may hold. */
export interface Field {
  readonly id: string;
  readonly effect: SettingRow['effect'];
  readonly defaultValue: SettingValue;
  /** What is wrong with a value, in one sentence; null when nothing is. */
  check(value: unknown, own: Own): string | null;
  read(settings: Settings): SettingValue;
  /** The part of the settings that holds the value. */
  make(value: SettingValue, settings: Settings): Partial<Settings>;
}

/** Where this Headroom listens: an upstream that leads here would never end. */
export type Own = Pick<Settings, 'host' | 'port'>;

const MEBIBYTE = 1024 * 1024;
/** Below it a single large original could push all others out; above it no disk of today has room. */
const CAP_BYTES = { min: 16 * MEBIBYTE, max: 1024 * 1024 * MEBIBYTE };
const IDLE_DAYS = { min: 1, max: 3650 };

type Plain =
  | 'mode'
  | 'optimise'
  | 'holdoutPercent'
  | 'breakpoints'
  | 'originalsIdleDays'
  | 'originalsCapBytes'
  | 'notifications'
  | 'updates';

const plain: readonly Field[] = [
  makePlain('mode', 'new-conversations', (value) =>
    value === 'cache' || value === 'token' ? null : 'It must be cache or token.',
  ),
  makePlain('optimise', 'new-conversations', checkSwitch),
  makePlain('holdoutPercent', 'new-conversations', (value) => checkNumber(value, { min: 0, max: 100 })),
  makePlain('breakpoints', 'new-conversations', checkSwitch),
  makePlain('originalsIdleDays', 'now', (value) => checkNumber(value, IDLE_DAYS)),
  makePlain('originalsCapBytes', 'now', (value) => checkWhole(value, CAP_BYTES)),
  makePlain('notifications', 'now', checkSwitch),
  makePlain('updates', 'now', (value) =>
    value === 'off' || value === 'stable' || value === 'preview' ? null : 'It must be off, stable or preview.',
  ),
  {
    id: 'compressorsOff',
    effect: 'new-conversations',
    defaultValue: defaults.compressorsOff,
    check: checkNames,
    read: ({ compressorsOff }) => compressorsOff,
    make: (value) => ({ compressorsOff: [...new Set(value as readonly string[])].sort() }),
  },
];

const upstreams: readonly Field[] = providers.map(({ id, upstream }) => ({
  id: `upstreams.${id}`,
  effect: 'now',
  defaultValue: upstream,
  check: checkUpstream,
  read: (settings) => settings.upstreams[id] ?? upstream,
  make: (value, settings) => ({ upstreams: { ...settings.upstreams, [id]: toPlainUpstream(String(value)) } }),
}));

const all = [...plain, ...upstreams];

/** Every setting that can be kept, in the order in which people see them. */
export function listFields(): readonly Field[] {
  return all;
}

export function findField(id: string): Field | undefined {
  return all.find((field) => field.id === id);
}

/** Settings with one value in its place; null: the default. The value must have passed the field's check. */
export function applyValue(settings: Settings, field: Field, value: SettingValue | null): Partial<Settings> {
  return field.make(value ?? field.defaultValue, settings);
}

/** An upstream as it is kept: without the slash at its end. */
export function toPlainUpstream(text: string): string {
  return new URL(text).href.replace(/\/+$/, '');
}

function makePlain(id: Plain, effect: SettingRow['effect'], check: Field['check']): Field {
  return {
    ...{ id, effect, check, defaultValue: defaults[id] },
    read: (settings) => settings[id],
    make: (value) => ({ [id]: value }),
  };
}

function checkSwitch(value: unknown): string | null {
  return typeof value === 'boolean' ? null : 'It must be true or false.';
}

function checkNumber(value: unknown, { min, max }: { min: number; max: number }): string | null {
  const isIn = typeof value === 'number' && value >= min && value <= max;
  return isIn ? null : `It must be a number from ${min} to ${max}.`;
}

function checkWhole(value: unknown, range: { min: number; max: number }): string | null {
  if (Number.isInteger(value) && checkNumber(value, range) === null) return null;
  return `It must be a whole number from ${range.min} to ${range.max}.`;
}

function checkNames(value: unknown): string | null {
  const isList =
    Array.isArray(value) && value.length <= 100 && value.every((id) => typeof id === 'string' && /^[a-z-]+$/.test(id));
  return isList ? null : 'It must be a list of ids of compressors.';
}

function checkUpstream(value: unknown, own: Own): string | null {
  const url = typeof value === 'string' && value.length <= 2000 && URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return 'It must be an address such as https://api.example.com.';
  if (url.search !== '' || url.hash !== '') return 'It must have no query and no fragment.';
  // It would be shown, and sent to whoever asks for the settings.
  if (url.username !== '' || url.password !== '') return 'It must not carry a name or a password.';
  return pointsAt(url, own) ? 'It points at this proxy itself.' : null;
}

/** Whether an upstream leads to where this Headroom listens. */
export function pointsAt(url: URL, { host, port }: Own): boolean {
  return port !== 0 && Number(url.port || 0) === port && isLoopbackName(url.hostname) && isLoopbackName(host);
}
