/** A `key = value` of a TOML text, with where it stands. Offsets are into the text. */
export interface TomlPair {
  /** Whole path from the root: the table's, then the key's own. Elements of arrays of tables have a path that nobody asks for. */
  readonly path: readonly string[];
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Behind the line ending. */
  readonly end: number;
}

export interface TomlTable {
  readonly path: readonly string[];
  readonly start: number;
  /** Behind the header's line ending. */
  readonly headerEnd: number;
  /** Behind the last pair, or the header when it has none: where another pair can be put. */
  bodyEnd: number;
}

export interface TomlOutline {
  readonly pairs: readonly TomlPair[];
  /** The first one is the root, which has no header. */
  readonly tables: readonly TomlTable[];
}

/** Finds tables and pairs. The text must be valid TOML (ask the parser first): nothing is checked here. */
export function scanToml(text: string): TomlOutline {
  const pairs: TomlPair[] = [];
  const tables: TomlTable[] = [{ path: [], start: 0, headerEnd: 0, bodyEnd: 0 }];
  let at = 0;
  while (at < text.length) {
    const start = at;
    const first = skipBlanks(text, at);
    if (text[first] === '[') {
      const isArray = text[first + 1] === '[';
      const [path] = readKey(text, first + (isArray ? 2 : 1));
      at = endOfLine(text, first);
      tables.push({ path: isArray ? [...path, '[]'] : path, start, headerEnd: at, bodyEnd: at });
    } else if (first >= text.length || /[#\r\n]/.test(text[first]!)) {
      at = endOfLine(text, first);
    } else {
      const table = tables.at(-1)!;
      const [key, equals] = readKey(text, first);
      const valueStart = skipBlanks(text, equals + 1);
      const valueEnd = skipValue(text, valueStart);
      at = endOfLine(text, valueEnd);
      pairs.push({ path: [...table.path, ...key], start, valueStart, valueEnd, end: at });
      table.bodyEnd = at;
    }
  }
  return { pairs, tables };
}

/** A dotted key and where it ends: on "=" or "]". */
function readKey(text: string, from: number): [string[], number] {
  const parts: string[] = [];
  let at = from;
  for (;;) {
    at = skipBlanks(text, at);
    const quote = text[at];
    if (quote === '"' || quote === "'") {
      const end = skipString(text, at);
      const raw = text.slice(at + 1, end - 1);
      parts.push(quote === '"' ? readEscapes(raw) : raw);
      at = end;
    } else {
      const bare = /^[^\s.=\]"']+/.exec(text.slice(at, at + 1000))?.[0] ?? '';
      parts.push(bare);
      at += bare.length;
    }
    at = skipBlanks(text, at);
    if (text[at] !== '.') return [parts, at];
    at++;
  }
}

function skipValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"' || first === "'") return skipString(text, from);
  if (first !== '[' && first !== '{') {
    const length = text.slice(from).search(/\s*(#|\r?\n|$)/);
    return from + (length < 0 ? text.length - from : length);
  }
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const char = text[at];
    if (char === '"' || char === "'") at = skipString(text, at);
    else if (char === '#') at = endOfLine(text, at);
    else {
      if (char === '[' || char === '{') depth++;
      if (char === ']' || char === '}') depth--;
      at++;
      if (depth === 0) break;
    }
  }
  return at;
}

/** Behind the closing quotes of any of the four kinds of strings. */
function skipString(text: string, from: number): number {
  const quote = text[from]!;
  const isLong = text.startsWith(quote.repeat(3), from);
  const close = isLong ? quote.repeat(3) : quote;
  let at = from + close.length;
  while (at < text.length && !text.startsWith(close, at)) at += quote === '"' && text[at] === '\\' ? 2 : 1;
  at += close.length;
  // Up to two more quotes may belong to a long string's end.
  while (isLong && text[at] === quote) at++;
  return Math.min(at, text.length);
}

function readEscapes(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw; // an escape that JSON does not know: no key that we look for has one
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at + 1;
}
