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
        ? `${formats.count(sizes.exchanges)} exchanges in ${formats.count(sizes.conversations)} conversations.`
        : 'What was asked, and what it cost.',
    },
    {
      name: 'Originals',
      value: bytes((known) => known.originalsBytes),
      note: sizes
        ? `${formats.count(sizes.originals)} texts that were left out of requests.`
        : 'Texts that were left out of requests.',
    },
    {
      name: 'Their words, decisions',
      value: bytes((known) => known.indexBytes + known.memoBytes),
      note: 'For searching, and so that a conversation stays the same from turn to turn.',
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
  const { exchanges, conversations, originals, originalsBytes, kept } = deletion;
  const counts = `${formats.count(exchanges)} exchanges of ${formats.count(conversations)} conversations and ${formats.count(originals)} originals`;
  return [`${verb} ${counts} (${formats.bytes(originalsBytes)}).`, ...kept].join(' ');
}

export function describeImport({ exchanges, known, originals }: DataImport, formats: Formats): string {
  return `Imported ${formats.count(exchanges)} exchanges and ${formats.count(originals)} originals; ${formats.count(known)} exchanges were here already.`;
}
