import type { ToolProgress, ToolRow, ToolState } from '../../../sidecar/contract/tools.ts';
import type { ToolChange } from '../../api/client.ts';
import type { Formats } from '../../ui/format.ts';

const words: Readonly<Record<ToolState, string>> = {
  absent: 'Not installed',
  current: 'Installed',
  outdated: 'Another version is installed',
  damaged: 'Damaged',
  unsupported: 'Not for this computer',
};

/** How a tool stands, in a few words. */
export function describeTool(row: ToolRow): string {
  const version = row.installed === null ? '' : ` ${row.installed.version}`;
  return `${words[row.state]}${row.state === 'current' ? version : ''}`;
}

/** What can be done with a tool as it stands; the first is the one that is meant. */
export function changesOf(row: ToolRow): readonly { readonly change: ToolChange; readonly word: string }[] {
  const remove = { change: 'remove', word: 'Remove' } as const;
  const back = row.previous === null ? [] : [{ change: 'rollback', word: `Back to ${row.previous}` } as const];
  switch (row.state) {
    case 'absent':
      return [{ change: 'install', word: 'Install' }];
    case 'current':
      return [...back, remove];
    case 'outdated':
      return [{ change: 'update', word: `Update to ${row.version}` }, ...back, remove];
    case 'damaged':
      return [{ change: 'install', word: 'Install again' }, ...back, remove];
    case 'unsupported':
      return [];
  }
}

/** Licence, edition and size of what would be downloaded. */
export function describeFacts(row: ToolRow, formats: Formats): string {
  const bytes = row.downloads.reduce((sum, download) => sum + download.bytes, 0);
  const size = bytes === 0 ? [] : [`${formats.bytes(bytes)} to download`];
  return [`Version ${row.version}, ${row.edition}`, row.licence, ...size].join(' · ');
}

/** How far an installation is: bytes, rate and the time that is left, as far as they are known. */
export function describeProgress(progress: ToolProgress, formats: Formats): string {
  if (progress.phase !== 'download') return 'Checking what came …';
  const { doneBytes, totalBytes, bytesPerSecond, etaSeconds } = progress;
  const rate = bytesPerSecond === null ? [] : [`${formats.bytes(bytesPerSecond)} per second`];
  const left = etaSeconds === null ? [] : [`${formats.duration(etaSeconds * 1000)} left`];
  return [`${formats.bytes(doneBytes)} of ${formats.bytes(totalBytes)}`, ...rate, ...left].join(' · ');
}
