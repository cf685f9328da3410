/** A text by lines, with the numbers that tools put in front of the lines of a file. */
export interface NumberedText {
  readonly lines: readonly string[];
  /** The lines without numbers in front, if the text is numbered. */
  readonly contents: readonly string[];
  /** How each line is named: the number it shows; if the text shows none, its place. Null for a line between numbered ones. */
  readonly labels: readonly (number | null)[];
  /** The lines show numbers. */
  readonly isNumbered: boolean;
  /** Where the lines stand in their file, null for a line that is not of it; null when nobody knows. */
  readonly places: readonly (number | null)[] | null;
}

/** "   12\t" (cat -n), "12→", "12:", "00012|". */
const GUTTER = /^\s{0,8}(\d{1,7})(?:\t|→|[:|])/;
/** How a text may look that is read as numbered. */
export interface Look {
  /** Share of the lines that must show a number: windows of editors have some lines of their own around the file's. */
  readonly share: number;
  /** Pieces of one file that may follow each other, each with rising numbers of its own. */
  readonly pieces: number;
}

const FILE: Look = { share: 0.6, pieces: 1 };
/** What a tool prints after an edit: how it would look, what is there now, and much advice. */
export const ECHO: Look = { share: 0.3, pieces: 4 };

/**
 * Numbered: most lines show a number, and the numbers rise.
 * @param first number in its file of the first line, when the call tells it
 */
export function readNumbered(text: string, first: number | null = null, look: Look = FILE): NumberedText {
  const lines = text.split('\n');
  const found = lines.map((line) => GUTTER.exec(line));
  const numbers = found.map((match) => (match === null ? null : Number(match[1])));
  const shown = numbers.filter((number) => number !== null);
  const isNumbered =
    shown.length >= Math.max(1, lines.length * look.share) &&
    shown.filter((number, at) => at > 0 && number <= shown[at - 1]!).length < look.pieces;
  if (!isNumbered) {
    // What stands behind the last newline is no line of the file.
    const end = lines.length - (lines.at(-1) === '' ? 1 : 0);
    const places = first === null ? null : lines.map((_, at) => (at < end ? first + at : null));
    return { lines, contents: lines, labels: lines.map((_, at) => at + 1), isNumbered, places };
  }
  const contents = lines.map((line, at) => line.slice(found[at]?.[0].length ?? 0));
  return { lines, contents, labels: numbers, isNumbered, places: numbers };
}
