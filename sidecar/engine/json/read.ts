import { KeyNames, NO_NAMES } from './key-names.ts';

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
 * Recursive-descent reader; `failed` is sticky so that no exception is needed to leave the recursion. One without `names`
 * only finds out where a value ends: every node is null then and every string empty.
 */
class Reader {
  private readonly text: string;
  private readonly builds: boolean;
  private readonly names: KeyNames | null;
  /** What is open lists and objects have so far, one behind the other: each is then made in its final size. */
  private readonly open: JsonNode[] = [];
  private top = 0;
  at: number;
  failed = false;

  constructor(text: string, at: number, names: KeyNames | null) {
    this.text = text;
    this.at = at;
    this.builds = names !== null;
    this.names = names;
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
    const end = endOfNumber(this.text, from);
    if (end === from) {
      return this.fail();
    }
    this.at = end;
    return this.builds ? { kind: 'literal', raw: this.text.slice(from, end) } : NULL;
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
    const from = this.top;
    this.at++;
    if (this.closes(93)) {
      return { kind: 'list', items: [] };
    }
    for (;;) {
      const item = this.value(depth + 1);
      if (this.builds) {
        this.open[this.top++] = item;
      }
      if (this.failed) {
        return NULL;
      }
      if (!this.continues(93)) {
        return { kind: 'list', items: this.take(from) };
      }
    }
  }

  private record(depth: number): JsonNode {
    const from = this.top;
    this.at++;
    if (this.closes(125)) {
      return { kind: 'record', keys: [], values: [] };
    }
    // The keys of the object before, as long as this one has the same ones; its own from the first other key on.
    const before = this.names?.last[depth] ?? NO_NAMES;
    let own: string[] | null = null;
    for (let i = 0; ; i++) {
      const expected: string | undefined = own === null ? before.keys[i] : undefined;
      const key = this.key(expected, before.isPlain);
      const value = this.failed ? NULL : this.value(depth + 1);
      if (this.failed) {
        return NULL;
      }
      if (this.builds) {
        if (own !== null) own.push(key);
        else if (key !== expected) own = [...before.keys.slice(0, i), key];
        this.open[this.top++] = value;
      }
      if (!this.continues(125)) {
        return { kind: 'record', keys: this.keysOf(depth, own, i + 1), values: this.take(from) };
      }
    }
  }

  /** Closes what was opened when `from` were there. */
  private take(from: number): JsonNode[] {
    const taken = this.open.slice(from, this.top);
    this.top = from;
    return taken;
  }

  private keysOf(depth: number, own: readonly string[] | null, count: number): readonly string[] {
    if (this.names === null) return NO_NAMES.keys;
    const { keys } = this.names.last[depth] ?? NO_NAMES;
    if (own === null && keys.length === count) return keys;
    const names = this.names.share(own ?? keys.slice(0, count));
    this.names.last[depth] = names;
    return names.keys;
  }

  /** @param expected the key that probably stands here; `isPlain`: it is spelled in JSON as it is */
  private key(expected: string | undefined, isPlain: boolean): string {
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== 34) {
      this.failed = true;
      return '';
    }
    const end = this.at + 1 + (expected?.length ?? 0);
    const isExpected =
      isPlain &&
      expected !== undefined &&
      this.text.charCodeAt(end) === 34 &&
      this.text.startsWith(expected, this.at + 1);
    if (isExpected) this.at = end + 1;
    const key = isExpected ? expected : this.string();
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== 58) {
      this.failed = true;
    }
    this.at++;
    return isExpected || this.names === null ? key : this.names.one(key);
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

/** Behind the number that begins at `from` (RFC 8259, strict); `from` when there is none. */
function endOfNumber(text: string, from: number): number {
  let at = text.charCodeAt(from) === 45 ? from + 1 : from;
  const first = text.charCodeAt(at);
  if (!(first >= 48 && first <= 57)) return from;
  at = first === 48 ? at + 1 : endOfDigits(text, at);
  if (text.charCodeAt(at) === 46) {
    const end = endOfDigits(text, at + 1);
    if (end > at + 1) at = end;
  }
  const exponent = text.charCodeAt(at);
  if (exponent !== 101 && exponent !== 69) return at;
  const sign = text.charCodeAt(at + 1);
  const digits = sign === 43 || sign === 45 ? at + 2 : at + 1;
  const end = endOfDigits(text, digits);
  return end > digits ? end : at;
}

function endOfDigits(text: string, from: number): number {
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    if (!(code >= 48 && code <= 57)) return at;
  }
}

/**
 * Reads the JSON value (RFC 8259, strict) that starts at or, after white space, behind `from`.
 * Returns null when there is none, or when it nests deeper than 100 levels. Never throws; linear time.
 * @param names of the values read before out of the same text
 */
export function readJson(text: string, from = 0, names = new KeyNames()): Reading | null {
  const attempt = attemptJson(text, from, names);
  return attempt.node === null ? null : { node: attempt.node, end: attempt.end };
}

/** As {@link readJson}, and tells on failure how far the reader came. */
export function attemptJson(text: string, from: number, names = new KeyNames()): Attempt {
  const reader = new Reader(text, from, names);
  const node = reader.value(0);
  return { node: reader.failed ? null : node, end: reader.at };
}

/** Where the value of {@link attemptJson} ends, without the value: a third of its time and no memory. */
export function skipJson(text: string, from: number): { readonly isThere: boolean; readonly end: number } {
  const reader = new Reader(text, from, null);
  reader.value(0);
  return { isThere: !reader.failed, end: reader.at };
}
