/**
 * ls -l: columns that are the same in every row are stated once, padding goes. {@link expandLong} is the exact inverse.
 */

const ROW =
  /^([bcdlps-][rwxsStT-]{9}[.+@]?) +(\d+) (\S+) +(\S+) +(\d[\d.,]*[KMGTP]?) ((?:[A-Z][a-z]{2} [ \d]\d|\d{4}-\d\d-\d\d) +(?:\d\d:\d\d(?::[\d.]+)?|\d{4})(?: [+-]\d{4})?) (.+)$/;
const COLUMNS = ['mode', 'links', 'owner', 'group', 'size', 'date'] as const;
const NAME_COLUMN = COLUMNS.length;
/** Right-aligned columns; the others are padded on the right. */
const RIGHT: ReadonlySet<number> = new Set([1, 4]);
const MIN_ROWS = 4;

const splitRow = (line: string): string[] | null => ROW.exec(line)?.slice(1) ?? null;

function padRows(rows: readonly (readonly string[])[]): string[] {
  const widths = COLUMNS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) =>
        at === NAME_COLUMN ? cell : RIGHT.has(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join(' '),
  );
}

/** The lossless form of `ls -l`, or null when the text is something else or nothing is repeated. */
export function formatLong(text: string): string | null {
  const source = text.split('\n');
  const head = source.slice(0, /^total \S+$/.test(source[0] ?? '') ? 1 : 0);
  const rows: string[][] = [];
  for (const line of source.slice(head.length)) {
    const row = splitRow(line);
    if (row === null) return null;
    rows.push(row);
  }
  const [first] = rows;
  if (first === undefined || rows.length < MIN_ROWS) return null;
  const isSame = COLUMNS.map((_, at) => rows.every((row) => row[at] === first[at]));
  const same = COLUMNS.map((name, at) => (isSame[at] ? `${name} ${first[at]}` : '')).filter((part) => part !== '');
  if (same.length === 0) return null;
  const lines = rows.map((row) => row.filter((_, at) => !isSame[at]).join(' '));
  return [...head, `in all rows: ${same.join('; ')}`, ...lines].join('\n');
}

/** The exact inverse of {@link formatLong}. */
export function expandLong(text: string): string {
  const source = text.split('\n');
  const at = source.findIndex((line) => line.startsWith('in all rows: '));
  const same = new Map<string, string>();
  for (const part of (source[at] ?? '').slice('in all rows: '.length).split('; ')) {
    const space = part.indexOf(' ');
    same.set(part.slice(0, space), part.slice(space + 1));
  }
  const rows = source.slice(at + 1).map((line) => {
    let rest = line;
    const take = (pattern: RegExp): string => {
      const [cell = ''] = pattern.exec(rest) ?? [];
      rest = rest.slice(cell.length + 1);
      return cell;
    };
    const cells = COLUMNS.map((name) => same.get(name) ?? take(name === 'date' ? DATE : /^\S+/));
    return [...cells, rest];
  });
  return [...source.slice(0, at), ...padRows(rows)].join('\n');
}

const DATE = /^(?:[A-Z][a-z]{2} [ \d]\d|\d{4}-\d\d-\d\d) +(?:\d\d:\d\d(?::[\d.]+)?|\d{4})(?: [+-]\d{4})?/;
