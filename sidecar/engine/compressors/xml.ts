import { scoreHtml } from '../html/kind.ts';
import { shortenRecords } from '../records/shorten.ts';
import { looksLikeXml, readXml } from '../records/xml.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/** XML that holds data (test reports, feeds, answers of services): elements of one name become rows of a table. */
export const xml = {
  id: 'xml',
  stage: 'shape',

  score(text: string, hint: Hint): number {
    return looksLikeXml(text) && scoreHtml(text, hint) === 0 ? 0.93 : 0;
  },

  compress(text: string, hint: Hint, goal: Goal): Compressed | null {
    const document = readXml(text);
    return document === null ? null : shortenRecords(text, document, hint, goal);
  },
} as const satisfies Compressor;
