import type { DataDeletion, DataImport, DataSizes } from '../../../sidecar/contract/data.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';
import type { SettingLine } from '../../ui/setting-lines.tsx';

/** How much is kept, in the words of a person; before it is known as many lines, with a dash for each value. */
export function makeDataLines(sizes: DataSizes | undefined, formats: Formats): readonly SettingLine[] {
  const said = texts().settings.data;
  const bytes = (pick: (known: DataSizes) => number): string => (sizes ? formats.bytes(pick(sizes)) : '–');
  return [
    {
      name: said.ledger,
      value: bytes((known) => known.ledgerBytes),
      note: sizes ? said.ledgerHolds(sizes.exchanges, sizes.conversations, formats) : said.ledgerNote,
    },
    {
      name: said.originals,
      value: bytes((known) => known.originalsBytes),
      note: sizes ? said.originalsHold(sizes.originals, formats) : said.originalsNote,
    },
    {
      name: said.words,
      value: bytes((known) => known.indexBytes + known.memoBytes),
      note: said.wordsNote,
    },
    {
      name: said.studies,
      value: bytes((known) => known.studyBytes),
      note: said.studiesNote,
    },
    {
      name: said.log,
      value: bytes((known) => known.logBytes),
      note: said.logNote,
    },
  ];
}

/** What went, or what a rehearsal says would go; then what stays. */
export function describeDeletion(deletion: DataDeletion, what: 'deleted' | 'wouldDelete', formats: Formats): string {
  const counts = { ...deletion, size: formats.bytes(deletion.originalsBytes) };
  return [texts().settings.data[what](counts, formats), ...deletion.kept].join(' ');
}

export function describeImport(counts: DataImport, formats: Formats): string {
  return texts().settings.data.imported(counts, formats);
}
