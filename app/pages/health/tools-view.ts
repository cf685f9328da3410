import type { ToolProgress, ToolRow } from '../../../sidecar/contract/tools.ts';
import type { ToolChange } from '../../api/client.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';

/** How a tool stands, in a few words. */
export function describeTool(row: ToolRow): string {
  const { states, installed } = texts().health.tools;
  return row.state === 'current' && row.installed !== null ? installed(row.installed.version) : states[row.state];
}

/** What can be done with a tool as it stands; the first is the one that is meant. */
export function changesOf(row: ToolRow): readonly { readonly change: ToolChange; readonly word: string }[] {
  const said = texts().health.tools;
  const remove = { change: 'remove', word: said.remove } as const;
  const back = row.previous === null ? [] : [{ change: 'rollback', word: said.backTo(row.previous) } as const];
  switch (row.state) {
    case 'absent':
      return [{ change: 'install', word: said.install }];
    case 'current':
      return [...back, remove];
    case 'outdated':
      return [{ change: 'update', word: said.updateTo(row.version) }, ...back, remove];
    case 'damaged':
      return [{ change: 'install', word: said.installAgain }, ...back, remove];
    case 'unsupported':
      return [];
  }
}

/** Licence, edition and size of what would be downloaded. */
export function describeFacts(row: ToolRow, formats: Formats): string {
  const bytes = row.downloads.reduce((sum, download) => sum + download.bytes, 0);
  const { edition, toDownload } = texts().health.tools;
  const size = bytes === 0 ? [] : [toDownload(formats.bytes(bytes))];
  return [edition(row.version, row.edition), row.licence, ...size].join(' · ');
}

/** How far an installation is: bytes, rate and the time that is left, as far as they are known. */
export function describeProgress(progress: ToolProgress, formats: Formats): string {
  const said = texts().health.tools;
  if (progress.phase !== 'download') return said.checking;
  const { doneBytes, totalBytes, bytesPerSecond, etaSeconds } = progress;
  const rate = bytesPerSecond === null ? [] : [said.rate(formats.bytes(bytesPerSecond))];
  const left = etaSeconds === null ? [] : [said.left(formats.duration(etaSeconds * 1000))];
  return [said.done(formats.bytes(doneBytes), formats.bytes(totalBytes)), ...rate, ...left].join(' · ');
}
