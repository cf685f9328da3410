import type { DataDeletion, DataImport, DataSelection, DataSizes } from '../contract/data.ts';

export function formatSizes(sizes: DataSizes, home: string): string {
  const since = sizes.oldestAt === null ? '' : ` since ${new Date(sizes.oldestAt).toISOString().slice(0, 10)}`;
  return `${home}
  ledger      ${megabytes(sizes.ledgerBytes)}  ${sizes.exchanges} exchanges in ${sizes.conversations} conversations${since}
  originals   ${megabytes(sizes.originalsBytes)}  ${sizes.originals} texts that were left out of requests
  their words ${megabytes(sizes.indexBytes)}
  decisions   ${megabytes(sizes.memoBytes)}
  log         ${megabytes(sizes.logBytes)}
`;
}

export function formatSelection(selection: DataSelection): string {
  switch (selection.kind) {
    case 'all':
      return 'everything that was recorded';
    case 'older':
      return `what is older than ${selection.days} days`;
    case 'project':
      return `what belongs to the project "${selection.project}"`;
  }
}

/** @param verb what happened to it: "Deleted", or in a rehearsal "Would delete" */
export function formatDeletion(deletion: DataDeletion, verb: string): string {
  const { exchanges, conversations, originals, originalsBytes, kept } = deletion;
  const lines = [
    `${verb} ${exchanges} exchanges of ${conversations} conversations and ${originals} originals (${megabytes(originalsBytes).trim()}).`,
    ...kept,
  ];
  return `${lines.join('\n')}\n`;
}

export function formatImport({ exchanges, known, originals }: DataImport): string {
  return `Imported ${exchanges} exchanges and ${originals} originals; ${known} exchanges were here already.\n`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1).padStart(8)} MB`;
}
