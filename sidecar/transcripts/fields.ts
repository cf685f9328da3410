/** Tolerant reading of JSON that other programs write: a field of another type counts as absent. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object, empty when the value is none. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A count, 0 when the value is none. */
export function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

/** Milliseconds since the epoch of an ISO date, 0 when the value is none. */
export function timeOf(value: unknown): number {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) ? at : 0;
}

/** Text of content that is a string or a list of parts with `text`. */
export function contentOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return listOf(value)
    .map((part) => textOf(fieldsOf(part).text))
    .join('\n');
}

/** Dialects of tools name these fields differently. */
export function pathOf(input: Fields): string {
  return textOf(input.file_path) || textOf(input.path) || textOf(input.filePath) || textOf(input.absolute_path);
}
