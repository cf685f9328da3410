import type { SettingRow } from '../../../sidecar/contract/settings.ts';
import type { Updates } from '../../../sidecar/contract/updates.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';
import { nameOptions } from '../../ui/options.ts';
import type { SettingField } from './view.ts';

/** The choice of a channel. */
export function makeChannelField(row: SettingRow): SettingField {
  const { channel, channels } = texts().settings.updates;
  return { row, ...channel, options: nameOptions(['off', 'stable', 'preview'], channels), unit: '' };
}

/** What is known, in one line. */
export function describeUpdates(known: Updates, nowMs: number, formats: Formats): string {
  const { channel, current, checkedAt, newer } = known;
  const said = texts().settings.updates;
  if (channel === 'off') return said.off(current);
  const asked = checkedAt === null ? said.notAsked : said.lastAsked(formats.ago(checkedAt, nowMs));
  if (newer !== null) return `${said.newer(newer.version, newer.channel, current)} ${asked}`;
  if (checkedAt === null || known.problem !== null) return `${said.runs(current)} ${asked}`;
  return `${said.noneNewer(current)} ${asked}`;
}
