import type { Note } from './types.ts';

/** The peer's markers: tools that know them leave the block alone. */
const START = '<!-- headroom:learn:start -->';
const END = '<!-- headroom:learn:end -->';

/** A file with a block of notes: what stands around it, and the lines in it. */
export interface Blocked {
  /** From where to where the block reaches, with the line ends that were put around it. Null when there is none. */
  readonly range: { readonly from: number; readonly to: number } | null;
  /** Lines that begin with "- ", as they stand. */
  readonly lines: readonly string[];
}

/** Finds our block. A start without an end counts as none: then somebody has cut it, and it is theirs. */
export function findBlock(text: string): Blocked {
  const from = text.indexOf(START);
  const end = from === -1 ? -1 : text.indexOf(END, from);
  if (end === -1) return { range: null, lines: [] };
  const lines = text
    .slice(from, end)
    .split(/\r?\n/)
    .filter((line) => line.startsWith('- '));
  return { range: { from, to: end + END.length }, lines };
}

/** One note as it stands in the file: what it says, how often it was seen, where, and when last. */
export function formatNote({ text, times, sessions, lastAt }: Note, clientName: string): string {
  const day = new Date(lastAt).toISOString().slice(0, 10);
  const where = `${sessions} session${sessions === 1 ? '' : 's'} of ${clientName}`;
  return `- ${text} (${times} times in ${where}, last on ${day})`;
}

/** What a line says, without how often and when: the same note has the same statement on every day. */
export function statementOf(line: string): string {
  return line.replace(/^- /, '').replace(/ \(\d+ times in [^()]* last on [\d-]+\)$/, '');
}

/**
 * The lines of the next block: new notes, then lines that stand there and are not repeated (older, or the user's own).
 * @param dismissed statements that were written before and that the user took out
 */
export function mergeLines(
  standing: readonly string[],
  fresh: readonly string[],
  dismissed: ReadonlySet<string>,
): string[] {
  const wanted = fresh.filter((line) => !dismissed.has(statementOf(line)));
  const said = new Set(wanted.map(statementOf));
  return [...wanted, ...standing.filter((line) => !said.has(statementOf(line)))];
}

/** The text with the block put in its place, or behind everything; nothing else is touched. */
export function insertBlock(text: string, lines: readonly string[], day: string): { text: string; inserted: string } {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const block = [
    START,
    '## Learnt from earlier sessions',
    '',
    `Drafted by \`headroom learn\` on ${day} from transcripts on this computer; edit or delete what is wrong.`,
    '',
    ...lines,
    END,
  ].join(eol);
  const { range } = findBlock(text);
  if (range !== null) return { text: text.slice(0, range.from) + block + text.slice(range.to), inserted: block };
  const gap = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
  const inserted = `${gap}${block}${eol}`;
  return { text: text + inserted, inserted };
}

/** The text without the block. @param inserted what was put in, with its line ends; taken out whole where it still stands */
export function removeBlock(text: string, inserted: string): string {
  const at = inserted === '' ? -1 : text.indexOf(inserted);
  if (at !== -1) return text.slice(0, at) + text.slice(at + inserted.length);
  const { range } = findBlock(text);
  return range === null ? text : text.slice(0, range.from) + text.slice(range.to);
}
