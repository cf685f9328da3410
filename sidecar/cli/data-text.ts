import type { DataDeletion, DataImport, DataSelection, DataSizes } from '../contract/data.ts';
import { formatCount } from '../lib/counts.ts';

export function formatSizes(sizes: DataSizes, home: string): string {
  const since = sizes.oldestAt === null ? '' : ` since ${new Date(sizes.oldestAt).toISOString().slice(0, 10)}`;
  return `${home}
  ledger      ${megabytes(sizes.ledgerBytes)}  ${formatCount(sizes.exchanges, 'exchange')} in ${formatCount(sizes.conversations, 'conversation')}${since}
  originals   ${megabytes(sizes.originalsBytes)}  ${formatCount(sizes.originals, 'text that was', 'texts that were')} left out of requests
  their words ${megabytes(sizes.indexBytes)}
  decisions   ${megabytes(sizes.memoBytes)}
  studies     ${megabytes(sizes.studyBytes)}  ${formatCount(sizes.studies, 'report')} of usage, vitals and notes
  log         ${megabytes(sizes.logBytes)}
`;
}

export function formatSelection(selection: DataSelection): string {
  switch (selection.kind) {
    case 'all':
      return 'everything that was recorded';
    case 'older':
      return `what is older than ${formatCount(selection.days, 'day')}`;
    case 'project':
      return `what belongs to the project "${selection.project}"`;
  }
}

/** @param verb what happened to it: "Deleted", or in a rehearsal "Would delete" */
export function formatDeletion(deletion: DataDeletion, verb: string): string {
  const { exchanges, conversations, originals, originalsBytes, studies, kept } = deletion;
  const counts = [
    `${formatCount(exchanges, 'exchange')} of ${formatCount(conversations, 'conversation')}`,
    `${formatCount(originals, 'original')} (${megabytes(originalsBytes).trim()})`,
    formatCount(studies, 'report'),
  ];
  const lines = [`${verb} ${counts[0]}, ${counts[1]} and ${counts[2]}.`, ...kept];
  return `${lines.join('\n')}\n`;
}

export function formatImport({ exchanges, known, originals }: DataImport): string {
  return `Imported ${formatCount(exchanges, 'exchange')} and ${formatCount(originals, 'original')}; ${formatCount(known, 'exchange was', 'exchanges were')} here already.\n`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1).padStart(8)} MB`;
}
