import type { SettingRow } from '../../../sidecar/contract/settings.ts';
import type { Updates } from '../../../sidecar/contract/updates.ts';
import type { Formats } from '../../ui/format.ts';
import type { SettingField } from './view.ts';

/** The choice of a channel. */
export function makeChannelField(row: SettingRow): SettingField {
  return {
    row,
    name: 'Newer versions',
    note: 'Stable and preview ask the list of releases once a day. Nothing is ever installed by itself.',
    options: [
      { value: 'off', word: 'Off' },
      { value: 'stable', word: 'Stable' },
      { value: 'preview', word: 'Preview' },
    ],
    unit: '',
  };
}

/** What is known, in one line. */
export function describeUpdates(known: Updates, nowMs: number, formats: Formats): string {
  const { channel, current, checkedAt, newer } = known;
  if (channel === 'off') return `Headroom ${current} runs. Nobody is asked for a newer one.`;
  const asked = checkedAt === null ? 'Not asked yet.' : `Last asked ${formats.ago(checkedAt, nowMs)}.`;
  if (newer !== null) return `Headroom ${newer.version} (${newer.channel}) is there; ${current} runs. ${asked}`;
  if (checkedAt === null || known.problem !== null) return `Headroom ${current} runs. ${asked}`;
  return `Headroom ${current} runs, and nothing newer is known. ${asked}`;
}
