import { severityOf } from '../json/masks.ts';
import { renderTerminal } from '../log/terminal.ts';
import { type Cell, type Output, readNotebook } from '../notebook/read.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/** Lines of one output that stay at its start and at its end; between them what tells of trouble or was asked for. */
const FIRST_LINES = 20;
const LAST_LINES = 10;
/** A longer line is data of some kind; it goes as a whole. */
const LONGEST_LINE = 2000;
const HEAD = 20_000;

/** Jupyter notebooks: every cell's source as it is, outputs shortened; images, metadata and doubles for screens go. */
export const notebook = {
  id: 'notebook',
  stage: 'shape',

  score(text: string, hint: Hint): number {
    if (!/^\s*\{/.test(text.slice(0, 100))) return 0;
    const named = /\.ipynb\b/.test(hint.path) || /\.ipynb\b/.test(hint.command.slice(0, 2000));
    const head = text.slice(0, HEAD);
    const tail = text.slice(-2000);
    const hasCells =
      /"cell_type"\s{0,4}:/.test(head) && (/"nbformat"\s{0,4}:/.test(tail) || /"nbformat"\s{0,4}:/.test(head));
    return hasCells ? 0.98 : named ? 0.5 : 0;
  },

  compress(text: string, hint: Hint, goal: Goal): Compressed | null {
    const found = goal.lossless ? null : readNotebook(text);
    if (found === null) return null;
    const language = found.language === '' ? '' : `${found.language}, `;
    const parts = found.cells.map((cell, i) => writeCell(cell, i + 1, hint.terms));
    const shorter = [`[notebook: ${language}${found.cells.length} cells]`, ...parts].join('\n\n').toWellFormed();
    if (shorter.length >= text.length) return null;
    return { text: shorter, lossy: { unit: 'characters', shown: shorter.length, total: text.length } };
  },
} as const satisfies Compressor;

function writeCell({ type, count, source, outputs }: Cell, number: number, terms: readonly string[]): string {
  const head = `# cell ${number}: ${type}${count === '' ? '' : ` [${count}]`}`;
  return [head, source, ...outputs.map((output) => writeOutput(output, terms))]
    .filter((part) => part !== '')
    .join('\n');
}

function writeOutput({ what, text, isData }: Output, terms: readonly string[]): string {
  if (isData) return `→ ${what}, ${text.length} characters`;
  const lines = renderTerminal(text).trimEnd().split('\n');
  const last = lines.length - LAST_LINES;
  const kept: string[] = [];
  let left = 0;
  for (const [i, line] of lines.entries()) {
    const lower = line.toLowerCase();
    const asked = severityOf(line) > 0 || terms.some((term) => lower.includes(term));
    const stays = asked || (line.length <= LONGEST_LINE && (i < FIRST_LINES || i >= last || what === 'error'));
    if (!stays) {
      left++;
      continue;
    }
    if (left > 0) kept.push(`… ${left} lines`);
    left = 0;
    kept.push(line);
  }
  if (left > 0) kept.push(`… ${left} lines`);
  return `→ ${what}:\n${kept.join('\n')}`;
}
