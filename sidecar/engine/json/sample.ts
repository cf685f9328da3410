import { type Column, textOf } from './layout.ts';

/** Rows looked at before a column is checked in full. */
const SAMPLES = 6;

/** Rows spread over the column that hold strings. */
export function sampleRows(column: Column): number[] {
  const rows: number[] = [];
  const step = Math.max(1, Math.floor(column.cells.length / SAMPLES));
  for (let row = 0; row < column.cells.length && rows.length < SAMPLES; row += step) {
    if (textOf(column.values[row]) !== null) {
      rows.push(row);
    }
  }
  return rows;
}

/** True for text that cannot be told from the notation of a template, or cannot be shown. */
export function isUnsafe(text: string): boolean {
  return (
    /[`\\\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\$\{|\$$/.test(text) ||
    !text.isWellFormed()
  );
}
