import { readCsv, scoreCsv } from '../records/csv.ts';
import { shortenRecords } from '../records/shorten.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/** What writes columns: a file's name, or the option of a command. */
const NAMED = /\.[ct]sv\b|[\s-](?:csv|tsv)\b/i;

/** Text in columns (CSV, TSV, semicolons, bars): what all rows share is said once; of long ones the rows that tell most. */
export const csv = {
  id: 'csv',
  stage: 'shape',

  score(text: string, { command, path }: Hint): number {
    const share = scoreCsv(text);
    return share === 0 ? 0 : NAMED.test(path) || NAMED.test(command.slice(0, 2000)) ? 0.94 : share * 0.85;
  },

  compress(text: string, hint: Hint, goal: Goal): Compressed | null {
    const document = readCsv(text);
    return document === null ? null : shortenRecords(text, document, hint, goal);
  },
} as const satisfies Compressor;
