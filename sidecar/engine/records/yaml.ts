import type { JsonDocument } from '../json/document.ts';
import { KeyNames } from '../json/key-names.ts';
import { type JsonNode, readJson } from '../json/read.ts';
import { looksLiteral } from '../json/spell.ts';

const MAX_DEPTH = 60;
const KEY = /^(?:"((?:[^"\\])*)"|'([^']*)'|([^\s"'#&*!|>%@`{}[\],?:-][^"#{}[\],]*?|-[^\s"#{}[\],]+?)):(?: +(.*))?$/;
const BLOCK = /^[|>][+-]?$/;
/** What this reader does not know: then the text stays as it is. */
const FOREIGN = /^[&*!%@`?]|\s#/;
const EMPTY = 'null';

interface Line {
  readonly indent: number;
  readonly text: string;
}

/**
 * Reads what commands print as YAML (block lists and objects, quoted and plain scalars, literal blocks; several
 * documents become a list).
 * @returns null for comments, anchors, tags and whatever else is written by hand, so that nothing can get lost
 */
export function readYaml(text: string): JsonDocument | null {
  const documents: JsonNode[] = [];
  for (const part of text.replace(/^---\s*\n/, '').split(/^---\s*\n/m)) {
    const lines = readLines(part);
    if (lines === null) return null;
    if (lines.length === 0) continue;
    const reader = new Reader(lines);
    const node = reader.node(lines[0]!.indent, 0);
    if (node === null || reader.at < lines.length) return null;
    documents.push(node);
  }
  const root: JsonNode | undefined = documents.length > 1 ? { kind: 'list', items: documents } : documents[0];
  return root === undefined || root.kind === 'text' || root.kind === 'literal'
    ? null
    : { before: '', root, after: '', lines: false, cut: false };
}

function readLines(text: string): Line[] | null {
  const lines: Line[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trimEnd();
    const indent = line.search(/\S/);
    if (line.includes('\t') && /^ *\t/.test(line)) return null;
    if (indent >= 0 && line[indent] === '#') return null;
    lines.push({ indent: indent < 0 ? -1 : indent, text: indent < 0 ? '' : line.slice(indent) });
  }
  // Not line by line from the front: each would move all that stand behind it.
  const isWritten = ({ indent }: Line): boolean => indent >= 0;
  const first = lines.findIndex(isWritten);
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(isWritten) + 1);
}

class Reader {
  private readonly lines: Line[];
  private readonly names = new KeyNames();
  at = 0;

  constructor(lines: Line[]) {
    this.lines = lines;
  }

  /** The value whose lines are indented like this. */
  node(indent: number, depth: number): JsonNode | null {
    const line = this.lines[this.at];
    if (line === undefined || line.indent !== indent || depth > MAX_DEPTH) return null;
    return line.text === '-' || line.text.startsWith('- ') ? this.list(indent, depth) : this.record(indent, depth);
  }

  private list(indent: number, depth: number): JsonNode | null {
    const items: JsonNode[] = [];
    for (;;) {
      const line = this.lines[this.at];
      if (line === undefined || line.indent !== indent || !(line.text === '-' || line.text.startsWith('- '))) break;
      const rest = line.text.slice(1).trimStart();
      const inner = indent + line.text.length - rest.length;
      let item: JsonNode | null;
      if (rest === '') {
        this.at++;
        item = this.below(indent, depth);
      } else if (KEY.test(rest) || rest.startsWith('- ') || rest === '-') {
        // The item's first line goes on behind the dash, as if it stood there alone.
        this.lines[this.at] = { indent: inner, text: rest };
        item = this.node(inner, depth + 1);
      } else {
        this.at++;
        item = this.scalar(rest, indent);
      }
      if (item === null) return null;
      items.push(item);
    }
    return { kind: 'list', items };
  }

  private record(indent: number, depth: number): JsonNode | null {
    const keys: string[] = [];
    const values: JsonNode[] = [];
    for (;;) {
      const line = this.lines[this.at];
      if (line === undefined || line.indent !== indent) break;
      const found = KEY.exec(line.text);
      if (found === null) return null;
      this.at++;
      const rest = found[4] ?? '';
      const value = rest === '' ? this.below(indent, depth, true) : this.scalar(rest, indent);
      if (value === null) return null;
      keys.push(found[1] ?? found[2] ?? found[3] ?? '');
      values.push(value);
    }
    return keys.length === 0 ? null : { kind: 'record', keys: this.names.again(depth, keys), values: values.slice() };
  }

  /** The value on the lines below a key or a dash; null literal when there is none. */
  private below(indent: number, depth: number, mayAlign = false): JsonNode | null {
    const next = this.lines[this.at];
    if (next !== undefined && next.indent < 0) return null;
    const isInner = next !== undefined && next.indent > indent;
    const isAligned = mayAlign && next?.indent === indent && (next.text === '-' || next.text.startsWith('- '));
    return isInner || isAligned ? this.node(next.indent, depth + 1) : { kind: 'literal', raw: EMPTY };
  }

  private scalar(text: string, indent: number): JsonNode | null {
    if (BLOCK.test(text)) return text.startsWith('|') ? this.block(indent) : null;
    if (FOREIGN.test(text)) return null;
    if (text.startsWith('"') || text.startsWith('{') || text.startsWith('[')) {
      const read = readJson(text);
      return read === null || read.end !== text.length ? null : read.node;
    }
    // A longer indent behind a value goes on with it: folded text, which is told apart from nothing else.
    const next = this.lines[this.at];
    if (next !== undefined && next.indent > indent) return null;
    if (text.startsWith("'"))
      return /^'(?:[^']|'')*'$/.test(text) ? { kind: 'text', value: text.slice(1, -1).replaceAll("''", "'") } : null;
    return looksLiteral(text) ? { kind: 'literal', raw: text } : { kind: 'text', value: text };
  }

  private block(indent: number): JsonNode {
    const parts: string[] = [];
    let base = -1;
    for (; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at]!;
      if (line.indent >= 0 && line.indent <= indent) break;
      if (base < 0 && line.indent >= 0) base = line.indent;
      parts.push(line.indent < 0 ? '' : ' '.repeat(Math.max(0, line.indent - base)) + line.text);
    }
    return { kind: 'text', value: parts.join('\n') };
  }
}
