import type { DataDeletion, DataImport, DataSizes } from '../../../sidecar/contract/data.ts';
import type { Formats } from '../../ui/format.ts';
import type { SettingLine } from '../../ui/setting-lines.tsx';

/** How much is kept, in the words of a person; before it is known as many lines, with a dash for each value. */
export function makeDataLines(sizes: DataSizes | undefined, formats: Formats): readonly SettingLine[] {
  const bytes = (pick: (known: DataSizes) => number): string => (sizes ? formats.bytes(pick(sizes)) : '–');
  return [
    {
      name: 'Ledger',
      value: bytes((known) => known.ledgerBytes),
      note: sizes
        ? `${formats.counted(sizes.exchanges, 'exchange')} in ${formats.counted(sizes.conversations, 'conversation')}.`
        : 'What was asked, and what it cost.',
    },
    {
      name: 'Originals',
      value: bytes((known) => known.originalsBytes),
      note: sizes
        ? `${formats.counted(sizes.originals, 'text that was', 'texts that were')} left out of requests.`
        : 'Texts that were left out of requests.',
    },
    {
      name: 'Their words, decisions',
      value: bytes((known) => known.indexBytes + known.memoBytes),
      note: 'For searching, and so that a conversation stays the same from turn to turn.',
    },
    {
      name: 'Studies',
      value: bytes((known) => known.studyBytes),
      note: 'Reports about usage, projects and what agents repeat; on the page Optimise.',
    },
    {
      name: 'Log',
      value: bytes((known) => known.logBytes),
      note: 'What Headroom did and what went wrong; on the page Health.',
    },
  ];
}

/** @param verb "Deleted", or what a rehearsal says */
export function describeDeletion(deletion: DataDeletion, verb: string, formats: Formats): string {
  const { exchanges, conversations, originals, originalsBytes, studies, kept } = deletion;
  const counts = `${formats.counted(exchanges, 'exchange')} of ${formats.counted(conversations, 'conversation')}, ${formats.counted(originals, 'original')}`;
  const reports = formats.counted(studies, 'report');
  return [`${verb} ${counts} (${formats.bytes(originalsBytes)}) and ${reports}.`, ...kept].join(' ');
}

export function describeImport({ exchanges, known, originals }: DataImport, formats: Formats): string {
  return `Imported ${formats.counted(exchanges, 'exchange')} and ${formats.counted(originals, 'original')}; ${formats.counted(known, 'exchange was', 'exchanges were')} here already.`;
}
