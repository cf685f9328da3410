/** An object of JSON or TOML whose members are not known yet. */
export type Table = Readonly<Record<string, unknown>>;

/** The value, when it is an object; an empty one otherwise. */
export function tableOf(value: unknown): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {};
}

/** The value, when it is a text; null otherwise. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
