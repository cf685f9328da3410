import { shortenRecords } from '../records/shorten.ts';
import { readToml } from '../records/toml.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

const OPENS = /^\s*(?:[\w-]{1,100} {0,8}= {0,8}\S|\[{1,2}[\w.-]{1,100}\]{1,2}\s)/;
const ROW = /\n\[\[[\w.-]{1,100}\]\]\r?\n/;
const HEAD = 8000;

/** TOML that lists things: tables of one name become rows. */
export const toml = {
  id: 'toml',
  stage: 'shape',

  score(text: string): number {
    const head = `\n${text.slice(0, HEAD)}`;
    return OPENS.test(head) && ROW.test(head) ? 0.9 : 0;
  },

  compress(text: string, hint: Hint, goal: Goal): Compressed | null {
    const document = readToml(text);
    return document === null ? null : shortenRecords(text, document, hint, goal);
  },
} as const satisfies Compressor;
