import type { SettingRow, SettingsInForce, SettingValue } from '../../../sidecar/contract/settings.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';
import { nameOptions } from '../../ui/options.ts';
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

/** In the order of reading. */
const fieldIds = [
  ...(['optimise', 'mode', 'holdoutPercent', 'breakpoints'] as const),
  ...(['originalsIdleDays', 'originalsCapBytes', 'notifications'] as const),
];

/** The settings that can be kept, without upstreams and compressors, in the order of reading. */
export function makeFields({ editable }: SettingsInForce): readonly SettingField[] {
  const { fields, modes, days } = texts().settings.work;
  const { on, off } = texts().words;
  const units: Readonly<Record<string, string>> = {
    holdoutPercent: '%',
    originalsIdleDays: days,
    originalsCapBytes: 'GiB',
  };
  return fieldIds.flatMap((id) => {
    const row = editable.find((one) => one.id === id);
    if (row === undefined) return [];
    const isSwitch = typeof row.value === 'boolean';
    const chosen = isSwitch ? nameOptions(['true', 'false'], { true: on, false: off }) : null;
    const options = id === 'mode' ? nameOptions(['cache', 'token'], modes) : chosen;
    return [{ row, ...fields[id], options, unit: units[id] ?? '' }];
  });
}

const companies: Readonly<Record<string, string>> = {
  anthropic: 'Anthropic',
  openai: 'OpenAI',
  google: 'Google',
};

/** Where requests of each provider go on to. */
export function makeUpstreamFields({ editable }: SettingsInForce): readonly SettingField[] {
  return editable.flatMap((row) => {
    if (!row.id.startsWith('upstreams.')) return [];
    const id = row.id.slice('upstreams.'.length);
    const { chatgpt, empty } = texts().settings.upstreams;
    const name = id === 'chatgpt' ? chatgpt : (companies[id] ?? id);
    return [{ row, name, note: empty(String(row.defaultValue)), options: null, unit: '' }];
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
  const said = texts().settings.force;
  const given = settings.file === null ? makeGivenLines(settings, formats) : [];
  return [
    ...given,
    {
      name: said.largest,
      value: formats.bytes(settings.maxEditBytes),
      note: said.largestNote,
    },
    { name: said.folder, value: settings.home, note: said.folderNote },
    {
      name: said.access,
      value: settings.hasProxyToken ? said.withToken : said.thisComputer,
      note: said.listensAt(`${settings.host}:${settings.port}`),
    },
  ];
}

function makeGivenLines(settings: SettingsInForce, formats: Formats): readonly SettingLine[] {
  const said = texts().settings.force;
  return [
    {
      name: said.shortening,
      value: settings.optimise ? texts().words.on : texts().words.off,
      note: settings.optimise ? said.offWith : said.startedOff,
    },
    {
      name: said.mode,
      value: settings.mode,
      note: said.modeNote,
    },
    {
      name: said.holdout,
      value: settings.holdoutPercent === 0 ? said.none : formats.share(settings.holdoutPercent / 100),
      note: said.holdoutNote,
    },
    {
      name: said.originals,
      value: settings.stateless
        ? said.nothingStored
        : said.originalsKept(formats.bytes(settings.originalsCapBytes), settings.originalsIdleDays, formats),
      note: said.originalsNote,
    },
  ];
}
