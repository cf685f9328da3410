/**
 * Terminal control sequences, seven- and eight-bit: CSI (colours, cursor, erasing), OSC and other strings (titles,
 * links; at most 4,096 characters, within one line), character sets, single escapes.
 */
const SEQUENCE =
  /(?:\x1b\[|\x9b)([0-?]{0,64})[ -/]{0,8}([@-~])|\x1b\][^\x07\x1b\n]{0,4096}(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b\n]{0,4096}\x1b\\|\x1b[()*+\-./][0-~]|\x1b[ -/]{0,4}[0-OQ-WYZ\\`-~]/g;
/** Bell and other controls that print nothing; tab, line feed, carriage return and backspace are not among them. */
const SILENT = /[\x07\x0e\x0f\x7f]/g;

const CONTROL = /[\x07\x08\x0e\x0f\x1b\x9b]|\r(?!\n)/;

/** Whether a text holds anything that a terminal acts on rather than prints. */
export function hasControl(text: string): boolean {
  return CONTROL.test(text);
}

/**
 * What a terminal would show in the end. A line that was written over by a newer state of itself (progress, spinner)
 * stays in its last state; text that was written over by something else stays as a line of its own, so that no word is
 * lost. Linear.
 */
export function renderTerminal(text: string): string {
  const screen = new Screen();
  let at = 0;
  while (at <= text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end);
    const isLast = newline < 0;
    const hasReturn = !isLast && line.endsWith('\r');
    screen.write(hasReturn ? line.slice(0, -1) : line);
    if (!isLast) screen.breakLine(hasReturn ? '\r\n' : '\n');
    at = end + 1;
  }
  return screen.text();
}

interface Row {
  /** Earlier contents that the present one is no newer state of. */
  readonly above: string[];
  content: string;
  end: string;
}

/** Cursor moves reach back at most this many rows: taller repaints do not fit a terminal. */
const TALLEST = 200;

/** Rows of text and the row that is written next. */
class Screen {
  private readonly rows: Row[] = [{ above: [], content: '', end: '' }];
  private row = 0;
  private isFresh = true;

  /** Writes one line's worth of output, without its line end. */
  write(line: string): void {
    if (!CONTROL.test(line) && !line.includes('\r')) {
      this.put(line);
      return;
    }
    for (const segment of line.split('\r')) this.writeSegment(segment);
  }

  breakLine(end: string): void {
    this.rows[this.row]!.end = end;
    this.row++;
    this.isFresh = true;
    if (this.row === this.rows.length) this.rows.push({ above: [], content: '', end: '' });
  }

  text(): string {
    return this.rows.map(({ above, content, end }) => [...above, content].join(end === '' ? '\n' : end) + end).join('');
  }

  private writeSegment(segment: string): void {
    let plain = '';
    let from = 0;
    for (const match of segment.matchAll(SEQUENCE)) {
      plain += segment.slice(from, match.index);
      from = match.index + match[0].length;
      if (match[2] === 'A' || match[2] === 'F') {
        this.put(typeOver(plain));
        plain = '';
        this.moveUp(Number.parseInt(match[1] ?? '', 10) || 1);
      } else if (match[2] === 'C') plain += ' '; // moving right is how some tools write blanks
    }
    this.put(typeOver(plain + segment.slice(from)));
    this.isFresh = false;
  }

  private moveUp(count: number): void {
    this.row = Math.max(0, this.rows.length - TALLEST, this.row - count);
    this.isFresh = false;
  }

  private put(raw: string): void {
    const content = raw.replace(SILENT, '');
    const row = this.rows[this.row]!;
    if (this.isFresh && row.content === '') row.content = content;
    else if (content.trim() !== '') {
      if (row.content.trim() !== '' && !isNewerState(row.content, content)) row.above.push(row.content);
      row.content = content;
    }
    this.isFresh = false;
  }
}

/** Applies backspaces: what is typed next stands in the place of what was there. */
function typeOver(text: string): string {
  if (!text.includes('\b')) return text;
  const cells: string[] = [];
  let column = 0;
  for (const character of text) {
    if (character === '\b') column = Math.max(0, column - 1);
    else cells[column++] = character;
  }
  return cells.join('');
}

const NOT_LETTER = /[^\p{L}]+/gu;
const PROGRESS =
  /\d\s?%|\d+\s?\/\s?\d+|[━█▓▒░▏▎▍▌▋▊▉■□▪▫●○⣀-⣿⠀-⠿]|\[[=#>.\-\s]{3,}\]|[=#]{4,}>|\beta\b|\d\s?(?:[kKMG]i?)?B(?:\/s)?\b/;
/** A spinner in front says that the line is to be written over. */
const SPINNER = /^\s*[⠁-⣿◐◓◑◒◴◷◶◵] /;
const LONGEST_COMPARED = 400;

/** Whether a line is the same thing as an earlier one, further on: equal words, or both progress of one kind. */
export function isNewerState(old: string, fresh: string): boolean {
  const before = old.slice(0, LONGEST_COMPARED);
  const after = fresh.slice(0, LONGEST_COMPARED);
  const words = before.replace(NOT_LETTER, ' ').trim();
  const newWords = after.replace(NOT_LETTER, ' ').trim();
  if (words === newWords || SPINNER.test(before)) return true;
  if (words.replaceAll(' ', '').length <= 3) return PROGRESS.test(before) || words === '' || newWords.startsWith(words);
  if (newWords.startsWith(words) && before.length <= after.length) return true;
  if (!PROGRESS.test(before)) return false;
  return words.split(' ', 1)[0] === newWords.split(' ', 1)[0];
}

const BAR = /[━█▓▒░⣀-⣿]|\[[=#>.\-\s]{3,}\]|[=#]{4,}>/;
const UNDER_WAY =
  /(?<![A-Za-z])(?:download|upload|fetch|install|unpack|extract|receiv|resolv|compress|count|progress|pull|push|copy|build|load|transfer|writ|check)\w{0,6}\b.{0,200}\d\s?%/i;

/** Whether a line on its own shows how far something is: a bar, or a percentage behind what is going on. */
export function isProgress(line: string): boolean {
  return line.length <= LONGEST_COMPARED && (BAR.test(line) || UNDER_WAY.test(line));
}

/** Whether two lines say the same but for numbers and bars. */
export function hasSameWords(one: string, other: string): boolean {
  return one.replace(NOT_LETTER, ' ').trim() === other.replace(NOT_LETTER, ' ').trim();
}
