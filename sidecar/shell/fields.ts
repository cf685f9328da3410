/** A JSON object of somebody else: nothing is known of its members. */
export type Fields = Readonly<Record<string, unknown>>;

/** The object that a text holds; empty when it holds none. */
export function parseRecord(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
  } catch {
    return {}; // not JSON: then it says nothing
  }
}
