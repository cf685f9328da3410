/** What stands between two values of a JSON text. */
export interface Gap {
  /** Behind the last comma or comment; where the gap begins when there is neither. */
  readonly end: number;
  /** Where the comma is; null when there is none. */
  readonly comma: number | null;
}

const token = /\s+|,|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//y;

/** Reads white space, comments and a comma from `from` up to `to`, where a value or a closing brace stands. */
export function readGap(text: string, from: number, to: number): Gap {
  let end = from;
  let comma: number | null = null;
  for (let at = from; at < to; ) {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    if (found === undefined) break;
    if (found === ',') comma ??= at;
    at += found.length;
    if (found.trim() !== '') end = at;
  }
  return { end, comma };
}
