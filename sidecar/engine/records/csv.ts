import type { JsonDocument } from '../json/document.ts';
import { KeyNames } from '../json/key-names.ts';
import type { JsonNode } from '../json/read.ts';
import { looksLiteral } from '../json/spell.ts';

const DELIMITERS = [',', '\t', ';', '|'] as const;
/** Names of columns are words, not data: not longer than this, and none is a number. */
const LONGEST_NAME = 60;
const MAX_COLUMNS = 200;
const MIN_ROWS = 5;
const MIN_COLUMNS = 3;
/** At least this share of the rows must have as many fields as the first line. */
const MOSTLY = 0.9;
/** A field that goes on for longer than this was opened by a stray quote. */
const LONGEST_FIELD = 100_000;
const SAMPLE_ROWS = 60;

/**
 * Reads text in columns (CSV, TSV, with semicolons or bars), the first line being their names. Rows with another
 * number of fields stay lists. An empty field is a value that is missing.
 * @returns null when the first line names no columns, or too few rows follow it
 */
export function readCsv(text: string): JsonDocument | null {
  const delimiter = findDelimiter(text);
  if (delimiter === null) return null;
  const rows = readRows(text, delimiter, Number.POSITIVE_INFINITY);
  const names = rows?.[0];
  if (rows === null || names === undefined || !areNames(names) || rows.length <= MIN_ROWS) return null;
  const known = new KeyNames();
  const items = rows.slice(1).map((fields) => readItem(fields, names, known));
  const fitting = items.filter((item) => item.kind === 'record').length;
  if (fitting < items.length * MOSTLY) return null;
  return { before: '', root: { kind: 'list', items }, after: '', lines: false, cut: false };
}

/** How sure it is, by the first rows, that the text is in columns: 0 or the share of rows that fit. */
export function scoreCsv(text: string): number {
  const delimiter = findDelimiter(text);
  const rows = delimiter === null ? null : readRows(text, delimiter, SAMPLE_ROWS);
  const names = rows?.[0];
  if (rows === null || names === undefined || !areNames(names) || rows.length <= MIN_ROWS) return 0;
  const fitting = rows.filter((fields) => fields.length === names.length).length;
  return fitting >= rows.length * MOSTLY ? fitting / rows.length : 0;
}

/** The sign that parts the names in the first line and occurs as often in the next ones. */
function findDelimiter(text: string): string | null {
  const lines = text.slice(0, 20_000).split('\n', 4);
  if (lines.length < 4) return null;
  let best: string | null = null;
  let most = MIN_COLUMNS - 2;
  for (const delimiter of DELIMITERS) {
    const count = lines[0]!.split(delimiter).length - 1;
    const inRows = lines.slice(1).every((line) => line.split(delimiter).length > count);
    if (count > most && inRows) {
      best = delimiter;
      most = count;
    }
  }
  return best;
}

function areNames(fields: readonly string[]): boolean {
  return (
    fields.length >= MIN_COLUMNS &&
    fields.length <= MAX_COLUMNS &&
    new Set(fields).size === fields.length &&
    fields.every((field) => field.length <= LONGEST_NAME && /^[\p{L}_#@"$(]/u.test(field) && !/[{}=<>\\]/.test(field))
  );
}

function readItem(fields: readonly string[], names: readonly string[], known: KeyNames): JsonNode {
  if (fields.length !== names.length) return { kind: 'list', items: fields.map(readValue) };
  if (!fields.includes('')) return { kind: 'record', keys: names, values: fields.map(readValue) };
  const keys = names.filter((_, i) => fields[i] !== '');
  const values = fields.filter((field) => field !== '').map(readValue);
  return { kind: 'record', keys: known.again(0, keys), values };
}

function readValue(field: string): JsonNode {
  return looksLiteral(field) ? { kind: 'literal', raw: field } : { kind: 'text', value: field };
}

/** The fields of each row; null when a quote is never closed or stands where none can. */
function readRows(text: string, delimiter: string, most: number): string[][] | null {
  const rows: string[][] = [];
  const fields: string[] = [];
  let at = 0;
  while (at < text.length && rows.length < most) {
    let field: string;
    if (text[at] === '"') {
      const end = endOfQuoted(text, at + 1);
      if (end < 0) return null;
      field = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
      if (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') return null;
    } else {
      const from = at;
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at++;
      field = text.slice(from, at);
      if (field.endsWith('\r')) field = field.slice(0, -1);
    }
    fields.push(field);
    if (text[at] === '\r') at++;
    if (text[at] === delimiter) {
      at++;
      if (at < text.length) continue;
      fields.push('');
    }
    at++;
    // A copy has the size of its fields; one that grew has room for many more.
    if (fields.length > 1 || fields[0] !== '') rows.push(fields.slice());
    fields.length = 0;
  }
  return rows;
}

function endOfQuoted(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0 && at - from <= LONGEST_FIELD; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}
