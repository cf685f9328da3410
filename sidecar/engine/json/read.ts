/** A number, true, false or null, exactly as the source spells it (`1.0`, `1e5` and ids beyond 2^53 survive). */
export interface JsonLiteral {
  readonly kind: 'literal';
  readonly raw: string;
}

/** A string, decoded; lone surrogates stay as they are. */
export interface JsonText {
  readonly kind: 'text';
  readonly value: string;
  /** Short name under which a table's legend tells the string; set by the planner only, never by the reader. */
  readonly alias?: string;
}

export interface JsonList {
  readonly kind: 'list';
  readonly items: readonly JsonNode[];
}

/** Keys and values in source order; duplicate keys stay. */
export interface JsonRecord {
  readonly kind: 'record';
  readonly keys: readonly string[];
  readonly values: readonly JsonNode[];
}

export type JsonNode = JsonLiteral | JsonText | JsonList | JsonRecord;

/** One value and the offset just behind it. */
export interface Reading {
  readonly node: JsonNode;
  readonly end: number;
}

/** As {@link Reading}; `node` is null when there is no value, and `end` is then how far the reader came. */
export interface Attempt {
  readonly node: JsonNode | null;
  readonly end: number;
}

/** Nesting beyond this is left alone: no tool prints it, and every walk over a tree here is recursive. */
const MAX_DEPTH = 100;

const TRUE: JsonLiteral = { kind: 'literal', raw: 'true' };
const FALSE: JsonLiteral = { kind: 'literal', raw: 'false' };
const NULL: JsonLiteral = { kind: 'literal', raw: 'null' };
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEX4 = /^[0-9a-fA-F]{4}$/;
const SIMPLE_ESCAPES = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/**
 * Recursive-descent reader; `failed` is sticky so that no exception is needed to leave the recursion. One that does not
 * `build` only finds out where a value ends: every node is null then and every string empty.
 */
class Reader {
  private readonly text: string;
  private readonly builds: boolean;
  /** Keys repeat a thousandfold in an array of objects: one string each. */
  private readonly keys = new Map<string, string>();
  at: number;
  failed = false;

  constructor(text: string, at: number, builds: boolean) {
    this.text = text;
    this.at = at;
    this.builds = builds;
  }

  value(depth: number): JsonNode {
    this.skipSpace();
    const code = this.text.charCodeAt(this.at);
    if (code === 34) {
      const value = this.string();
      return this.builds ? { kind: 'text', value } : NULL;
    }
    if (code === 123) {
      return depth < MAX_DEPTH ? this.record(depth) : this.fail();
    }
    if (code === 91) {
      return depth < MAX_DEPTH ? this.list(depth) : this.fail();
    }
    return this.literal(code);
  }

  private fail(): JsonLiteral {
    this.failed = true;
    return NULL;
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) {
        return;
      }
      this.at++;
    }
  }

  private literal(code: number): JsonLiteral {
    if (code === 116) {
      return this.word('true', TRUE);
    }
    if (code === 102) {
      return this.word('false', FALSE);
    }
    if (code === 110) {
      return this.word('null', NULL);
    }
    const from = this.at;
    NUMBER.lastIndex = from;
    if (!NUMBER.test(this.text)) {
      return this.fail();
    }
    this.at = NUMBER.lastIndex;
    return this.builds ? { kind: 'literal', raw: this.text.slice(from, this.at) } : NULL;
  }

  private word(word: string, node: JsonLiteral): JsonLiteral {
    if (!this.text.startsWith(word, this.at)) {
      return this.fail();
    }
    this.at += word.length;
    return node;
  }

  private string(): string {
    const from = this.at + 1;
    for (let i = from; ; i++) {
      const code = this.text.charCodeAt(i);
      if (code === 34) {
        this.at = i + 1;
        return this.builds ? this.text.slice(from, i) : '';
      }
      if (code === 92) {
        return this.escapedString(from, i);
      }
      if (code < 32 || i >= this.text.length) {
        this.failed = true;
        return '';
      }
    }
  }

  private escapedString(from: number, firstEscape: number): string {
    const parts: string[] = [];
    let start = from;
    let i = firstEscape;
    for (;;) {
      const code = this.text.charCodeAt(i);
      if (code === 34) {
        parts.push(this.text.slice(start, i));
        this.at = i + 1;
        return parts.join('');
      }
      if (code === 92) {
        parts.push(this.text.slice(start, i), this.escape(i + 1));
        i += this.text[i + 1] === 'u' ? 6 : 2;
        start = i;
      } else {
        i++;
      }
      if (this.failed || code < 32 || i >= this.text.length) {
        this.failed = true;
        return '';
      }
    }
  }

  private escape(at: number): string {
    const letter = this.text[at] ?? '';
    const simple = SIMPLE_ESCAPES.get(letter);
    if (simple !== undefined) {
      return simple;
    }
    const hex = this.text.slice(at + 1, at + 5);
    if (letter !== 'u' || !HEX4.test(hex)) {
      this.failed = true;
      return '';
    }
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  private list(depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.at++;
    if (this.closes(93)) {
      return { kind: 'list', items };
    }
    for (;;) {
      const item = this.value(depth + 1);
      if (this.builds) {
        items.push(item);
      }
      if (this.failed) {
        return NULL;
      }
      if (!this.continues(93)) {
        return { kind: 'list', items };
      }
    }
  }

  private record(depth: number): JsonNode {
    const keys: string[] = [];
    const values: JsonNode[] = [];
    this.at++;
    if (this.closes(125)) {
      return { kind: 'record', keys, values };
    }
    for (;;) {
      const key = this.key();
      const value = this.failed ? NULL : this.value(depth + 1);
      if (this.builds) {
        keys.push(key);
        values.push(value);
      }
      if (this.failed) {
        return NULL;
      }
      if (!this.continues(125)) {
        return { kind: 'record', keys, values };
      }
    }
  }

  private key(): string {
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== 34) {
      this.failed = true;
      return '';
    }
    const key = this.string();
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== 58) {
      this.failed = true;
    }
    this.at++;
    if (!this.builds) {
      return key;
    }
    const known = this.keys.get(key);
    if (known !== undefined) {
      return known;
    }
    this.keys.set(key, key);
    return key;
  }

  private closes(code: number): boolean {
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== code) {
      return false;
    }
    this.at++;
    return true;
  }

  /** Steps over a comma (true) or the closing bracket (false). */
  private continues(close: number): boolean {
    this.skipSpace();
    const code = this.text.charCodeAt(this.at);
    this.at++;
    if (code === 44) {
      return true;
    }
    if (code !== close) {
      this.failed = true;
    }
    return false;
  }
}

/**
 * Reads the JSON value (RFC 8259, strict) that starts at or, after white space, behind `from`.
 * Returns null when there is none, or when it nests deeper than 100 levels. Never throws; linear time.
 */
export function readJson(text: string, from = 0): Reading | null {
  const attempt = attemptJson(text, from);
  return attempt.node === null ? null : { node: attempt.node, end: attempt.end };
}

/** As {@link readJson}, and tells on failure how far the reader came. */
export function attemptJson(text: string, from: number): Attempt {
  const reader = new Reader(text, from, true);
  const node = reader.value(0);
  return { node: reader.failed ? null : node, end: reader.at };
}

/** Where the value of {@link attemptJson} ends, without the value: a third of its time and no memory. */
export function skipJson(text: string, from: number): { readonly isThere: boolean; readonly end: number } {
  const reader = new Reader(text, from, false);
  reader.value(0);
  return { isThere: !reader.failed, end: reader.at };
}
