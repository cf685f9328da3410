import type { SettingRow, SettingsInForce, SettingValue } from '../../../sidecar/contract/settings.ts';
import type { Formats } from '../../ui/format.ts';
import type { SettingLine } from '../../ui/setting-lines.tsx';

/** How one setting is changed on the page. */
export interface SettingField {
  readonly row: SettingRow;
  readonly name: string;
  readonly note: string;
  /** Choices by the value that they stand for; null: it is typed. */
  readonly options: readonly { readonly value: string; readonly word: string }[] | null;
  /** Behind what is typed: "%", "days", "GiB"; '' for none. */
  readonly unit: string;
}

const GIBIBYTE = 1024 ** 3;

const words: Readonly<Record<string, Omit<SettingField, 'row' | 'options'> & { options?: SettingField['options'] }>> = {
  optimise: {
    name: 'Shortening',
    note: 'Off: conversations that begin from then on pass through untouched.',
    unit: '',
  },
  mode: {
    name: 'Mode',
    note: 'Cache keeps what the provider has cached as it is; smallest sends the least in each request and may break it.',
    options: [
      { value: 'cache', word: 'Cache' },
      { value: 'token', word: 'Smallest' },
    ],
    unit: '',
  },
  holdoutPercent: {
    name: 'Hold-out',
    note: 'Conversations left untouched, so that the saving is measured and not only estimated.',
    unit: '%',
  },
  breakpoints: {
    name: 'Cache breakpoints',
    note: 'Set in agent loops that set none themselves, so that their history is cached.',
    unit: '',
  },
  originalsIdleDays: {
    name: 'Originals expire after',
    note: 'Days without use after which a text that was left out can no longer be recalled.',
    unit: 'days',
  },
  originalsCapBytes: { name: 'Originals take at most', note: 'The oldest go first.', unit: 'GiB' },
  notifications: {
    name: 'Notifications',
    note: 'The desktop tells when agents are led past a Headroom that failed, and when they are back.',
    unit: '',
  },
};

const switches = [
  { value: 'true', word: 'On' },
  { value: 'false', word: 'Off' },
];

/** The settings that can be kept, without upstreams and compressors, in the order of reading. */
export function makeFields({ editable }: SettingsInForce): readonly SettingField[] {
  return Object.entries(words).flatMap(([id, word]) => {
    const row = editable.find((one) => one.id === id);
    if (row === undefined) return [];
    return [{ options: typeof row.value === 'boolean' ? switches : null, ...word, row }];
  });
}

const companies: Readonly<Record<string, string>> = {
  anthropic: 'Anthropic',
  openai: 'OpenAI',
  google: 'Google',
  chatgpt: 'ChatGPT login of Codex',
};

/** Where requests of each provider go on to. */
export function makeUpstreamFields({ editable }: SettingsInForce): readonly SettingField[] {
  return editable.flatMap((row) => {
    if (!row.id.startsWith('upstreams.')) return [];
    const id = row.id.slice('upstreams.'.length);
    return [{ row, name: companies[id] ?? id, note: `Empty: ${row.defaultValue}`, options: null, unit: '' }];
  });
}

/** A value as it stands in its control. An address that is the default leaves its field empty. */
export function toText({ id, value, source }: SettingRow): string {
  if (id === 'originalsCapBytes') return String(Math.round((Number(value) / GIBIBYTE) * 1000) / 1000);
  return id.startsWith('upstreams.') && source === 'default' ? '' : String(value);
}

/** What was typed or chosen, as it is kept; null: the default. What is no number is sent as it is, and refused with words. */
export function toValue({ id, defaultValue }: SettingRow, text: string): SettingValue | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (typeof defaultValue === 'boolean') return trimmed === 'true';
  if (typeof defaultValue !== 'number') return trimmed;
  const number = Number(trimmed.replace(',', '.'));
  if (!Number.isFinite(number)) return trimmed;
  return id === 'originalsCapBytes' ? Math.round(number * GIBIBYTE) : number;
}

/** What cannot be changed here, in the words of a person; all of it where nothing is kept. */
export function makeSettingLines(settings: SettingsInForce, formats: Formats): readonly SettingLine[] {
  const given = settings.file === null ? makeGivenLines(settings, formats) : [];
  return [
    ...given,
    {
      name: 'Largest request that is shortened',
      value: formats.bytes(settings.maxEditBytes),
      note: 'Larger ones pass through untouched.',
    },
    { name: 'Folder', value: settings.home, note: 'The ledger, the originals and the token of this page.' },
    {
      name: 'Access',
      value: settings.hasProxyToken ? 'With a proxy token' : 'This computer only',
      note: `Listens at ${settings.host}:${settings.port}.`,
    },
  ];
}

function makeGivenLines(settings: SettingsInForce, formats: Formats): readonly SettingLine[] {
  return [
    {
      name: 'Shortening',
      value: settings.optimise ? 'On' : 'Off',
      note: settings.optimise ? 'Off with --no-optimize.' : 'Started with --no-optimize: everything passes through.',
    },
    {
      name: 'Mode',
      value: settings.mode,
      note: 'cache keeps what the provider has cached untouched; token shortens more and may break it. --mode',
    },
    {
      name: 'Hold-out',
      value: settings.holdoutPercent === 0 ? 'None' : formats.share(settings.holdoutPercent / 100),
      note: 'Conversations left untouched, so that the saving is measured and not only estimated. --holdout',
    },
    {
      name: 'Originals',
      value: settings.stateless
        ? 'Nothing is stored'
        : `${formats.bytes(settings.originalsCapBytes)}, ${formats.counted(settings.originalsIdleDays, 'day')} unused`,
      note: 'How much of what was left out is kept, and for how long.',
    },
  ];
}
