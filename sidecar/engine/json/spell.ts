import type { JsonNode } from './read.ts';

/**
 * Where a value is written. `row`: a cell of a table line, cells are parted by tabs.
 * `tuple`: inside brackets or a header, values are parted by commas.
 */
export type Place = 'row' | 'tuple';

// Control characters, joiners, direction marks: they cannot be seen, so they are always written as escapes.
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
const HIDDEN_OR_LONE = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
/** A string that opens like a value of another kind, or like one of the notations of the table. */
const NOTATION = /^(?:[\s"[{(`\])}…]|json:|\*\d|<same as )|\s$/;
const LITERAL = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;
const TUPLE_MARKS = /[,()[\]{}]/;
/** A cell such as `name=…` reads as a named cell. */
const NAMED = /^[^\s=]+=/;

/** JSON string literal; characters that cannot be seen and lone surrogates are escaped. */
export function quote(value: string): string {
  const quoted = JSON.stringify(value);
  return quoted.search(HIDDEN_OR_LONE) < 0
    ? quoted
    : quoted.replace(HIDDEN_OR_LONE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** True when the bare string can be told from every other notation at that place. */
export function isBare(value: string, place: Place): boolean {
  return value !== '' && !LITERAL.test(value) && isPlain(value, place);
}

/** As {@link isBare}, for a column of which every value is a string, so that literals need no quotes. */
export function isPlain(value: string, place: Place): boolean {
  return (
    value !== '' &&
    !NOTATION.test(value) &&
    !HIDDEN.test(value) &&
    !NAMED.test(value) &&
    (place === 'row' || !TUPLE_MARKS.test(value)) &&
    value.isWellFormed()
  );
}

/** True for `1`, `true`, `null` and the like: the spellings that need quotes when they are strings. */
export function looksLiteral(value: string): boolean {
  return LITERAL.test(value);
}

/** Name of a column: bare when it cannot be misread in a header. */
export function spellKey(key: string): string {
  return /^[\p{L}_@#$/-][\p{L}\p{N}_@#/ -]*$/u.test(key) && !key.endsWith(' ') ? key : quote(key);
}

/** Name of a column in a path: without spaces, so that a named cell can be told from text. */
export function spellStep(key: string): string {
  return /^[\p{L}_@#$/-][\p{L}\p{N}_@#/-]*$/u.test(key) ? key : quote(key);
}

/** JSON without white space, every scalar in its source spelling. */
export function minify(node: JsonNode): string {
  const out: string[] = [];
  writeMinified(node, out);
  return out.join('');
}

/** Length of {@link minify}, without the escapes in strings. */
export function minifiedLength(node: JsonNode): number {
  if (node.kind === 'literal') {
    return node.raw.length;
  }
  if (node.kind === 'text') {
    return node.value.length + 2;
  }
  let length = 2;
  if (node.kind === 'list') {
    for (const item of node.items) {
      length += minifiedLength(item) + 1;
    }
    return length;
  }
  for (let i = 0; i < node.keys.length; i++) {
    length += node.keys[i]!.length + 4 + minifiedLength(node.values[i]!);
  }
  return length;
}

function writeMinified(node: JsonNode, out: string[]): void {
  if (node.kind === 'literal') {
    out.push(node.raw);
  } else if (node.kind === 'text') {
    out.push(quote(node.value));
  } else if (node.kind === 'list') {
    out.push('[');
    for (let i = 0; i < node.items.length; i++) {
      if (i > 0) {
        out.push(',');
      }
      writeMinified(node.items[i]!, out);
    }
    out.push(']');
  } else {
    out.push('{');
    for (let i = 0; i < node.keys.length; i++) {
      out.push(i > 0 ? ',' : '', quote(node.keys[i]!), ':');
      writeMinified(node.values[i]!, out);
    }
    out.push('}');
  }
}

/** Key of an object whose keys are data: bare when nothing in it can be misread. */
export function spellMapKey(key: string): string {
  return isPlain(key, 'tuple') && !key.includes(':') ? key : quote(key);
}
