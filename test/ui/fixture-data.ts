import type { DataDoor } from '../../sidecar/contract/api.ts';
import type { DataSizes } from '../../sidecar/contract/data.ts';
import { AppError } from '../../sidecar/contract/errors.ts';

/** Something to count, to take along and to delete. */
export function makeDataDoor(): DataDoor {
  let sizes: DataSizes = {
    ...{ exchanges: 1200, conversations: 34, oldestAt: Date.now() - 9e9, ledgerBytes: 5_000_000, originals: 70 },
    ...{ originalsBytes: 9_000_000, indexBytes: 800_000, memoBytes: 100_000, logBytes: 30_000 },
    ...{ studies: 2, studyBytes: 40_000 },
  };
  return {
    sizes: async () => sizes,
    async delete(selection, dryRun) {
      const exchanges = selection.kind === 'all' ? sizes.exchanges : 200;
      const deletion = {
        exchanges,
        conversations: 5,
        originals: 7,
        originalsBytes: 1_000_000,
        studies: 1,
        kept: ['Sums stay.'],
      };
      if (!dryRun) sizes = { ...sizes, exchanges: sizes.exchanges - exchanges };
      return deletion;
    },
    async import(body) {
      let size = 0;
      for await (const chunk of body) size += chunk.length;
      if (size < 10)
        throw new AppError('data.malformed', 'The export cannot be read.', { hint: 'Nothing was changed.' });
      return { exchanges: 3, originals: 2, known: 1 };
    },
    export: async () => new Blob(['the export']).stream(),
  };
}
