import type { SettingsInForce } from '../../../sidecar/contract/settings.ts';
import type { Formats } from '../../ui/format.ts';

export interface SettingLine {
  readonly name: string;
  readonly value: string;
  /** What it means and how it is changed. */
  readonly note: string;
}

/** What is in force, in the words of a person. They are read once at the start, from flags and the environment. */
export function makeSettingLines(settings: SettingsInForce, formats: Formats): readonly SettingLine[] {
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
        : `${formats.bytes(settings.originalsCapBytes)}, ${formats.count(settings.originalsIdleDays)} days unused`,
      note: 'How much of what was left out is kept, and for how long.',
    },
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
