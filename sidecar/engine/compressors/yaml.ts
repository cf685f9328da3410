import { shortenRecords } from '../records/shorten.ts';
import { readYaml } from '../records/yaml.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

const LINE = /^\s*(?:- )*(?:["']?[\w./-][^:#]{0,120}:(?:\s|$)|- |-$|---$)/;
const NAMED = /\bya?ml\b/i;
const FEWEST_LINES = 20;
const SAMPLE_CHARS = 4000;
/** Share of the lines that must look like it. */
const MOSTLY = 0.85;

/** YAML as commands print it (kubectl, helm, docker compose config): alike objects become rows of a table. */
export const yaml = {
  id: 'yaml',
  stage: 'shape',

  score(text: string, { command, path }: Hint): number {
    const lines = text
      .slice(0, SAMPLE_CHARS)
      .split('\n')
      .filter((line) => line.trim() !== '');
    if (lines.length < FEWEST_LINES || !/^\S/.test(text)) return 0;
    const alike = lines.filter((line) => LINE.test(line)).length;
    const indented = lines.filter((line) => /^\s/.test(line)).length;
    if (alike < lines.length * MOSTLY || indented < lines.length / 4) return 0;
    return NAMED.test(command.slice(0, 2000)) || NAMED.test(path) ? 0.92 : 0.75;
  },

  compress(text: string, hint: Hint, goal: Goal): Compressed | null {
    const document = readYaml(text);
    return document === null ? null : shortenRecords(text, document, hint, goal);
  },
} as const satisfies Compressor;
