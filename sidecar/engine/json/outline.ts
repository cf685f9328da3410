import type { JsonDocument } from './document.ts';
import type { JsonList, JsonNode, JsonRecord } from './read.ts';
import { findRepeats, type Repeats } from './repeats.ts';
import { minify, quote, spellMapKey } from './spell.ts';
import { frameItems, layOutAll, tableHead, tableRow } from './table.ts';
import { writeValues } from './values.ts';
import { spellText } from './write.ts';

/** How one list or object of objects is written instead of as JSON: lines of a table, or null to leave it. */
export type TableWriter = (source: JsonList | JsonRecord, unit: string) => readonly string[] | null;

/** Writes a document: JSON without white space and needless quotes in which alike objects stand in tables. */
export function writeDocument(document: JsonDocument, writeTable: TableWriter): string {
  const outline = new Outline(writeTable);
  const body = outline.write(
    document.root,
    document.lines ? 'JSON lines' : 'rows',
    document.cut || document.after.trim() === '',
  );
  return document.before + body + rest(document);
}

/** What follows the JSON. Behind a list that was cut the fragment of its next item stands on a line of its own. */
function rest(document: JsonDocument): string {
  return document.cut ? `\n${document.after.replace(/^[\s,]+/, '')}` : document.after;
}

/** A table of all rows; `wanted` are column names that the question is about. Null when the items have too little in common. */
export function writeWholeTable(
  source: JsonList | JsonRecord,
  unit: string,
  wanted: ReadonlySet<string>,
): readonly string[] | null {
  const values = source.kind === 'list' ? writeValues(source) : null;
  if (values !== null) {
    return values;
  }
  const [frame, ...further] = frameItems(source);
  if (frame === undefined) {
    return null;
  }
  const table = layOutAll([frame, ...further], wanted);
  return [...tableHead(table, unit), ...frame.items.map((_, item) => tableRow(table, item))];
}

class Outline {
  private readonly out: string[] = [];
  private readonly writeTable: TableWriter;
  private readonly tables = new Map<JsonNode, readonly string[]>();
  private repeats: Repeats | null = null;

  constructor(writeTable: TableWriter) {
    this.writeTable = writeTable;
  }

  /** `last`: nothing follows, so that a table needs no end. */
  write(root: JsonNode, unit: string, last: boolean): string {
    this.plan(root, unit);
    this.repeats = findRepeats(root, (node) => this.tables.has(node));
    for (const [i, start] of this.repeats.starts.entries()) {
      this.out.push(`$${i + 1}=${start}\n`);
    }
    this.node(root, last);
    return this.out.join('');
  }

  private plan(node: JsonNode, unit: string): void {
    if (node.kind !== 'list' && node.kind !== 'record') {
      return;
    }
    const children = node.kind === 'list' ? node.items : node.values;
    const lines = children.length < (node.kind === 'list' ? 2 : 4) ? null : this.writeTable(node, unit);
    if (lines !== null) {
      this.tables.set(node, lines);
      return;
    }
    for (const child of children) {
      this.plan(child, 'rows');
    }
  }

  private node(node: JsonNode, last: boolean): void {
    const lines = this.tables.get(node);
    if (lines !== undefined) {
      this.table(lines, last ? '' : node.kind === 'list' ? '\n]' : '\n}');
    } else if (node.kind === 'literal') {
      this.out.push(node.raw);
    } else if (node.kind === 'text') {
      this.text(node.value);
    } else if (node.kind === 'record') {
      this.record(node);
    } else {
      this.list(node);
    }
  }

  private text(value: string): void {
    const short = this.repeats!.shorten(value);
    this.out.push(short === value ? spellText(value, 'tuple') : shortened(short));
  }

  private record(node: JsonRecord): void {
    const same = this.repeats!.firstOf(node);
    if (same !== null) {
      this.out.push(`<same as ${same}>`);
      return;
    }
    for (let i = 0; i < node.keys.length; i++) {
      this.out.push(i === 0 ? '{' : ',', spellMapKey(node.keys[i]!), ':');
      this.node(node.values[i]!, false);
    }
    this.out.push(node.keys.length === 0 ? '{}' : '}');
  }

  private list(node: JsonList): void {
    for (let i = 0; i < node.items.length; i++) {
      this.out.push(i === 0 ? '[' : ',');
      this.node(node.items[i]!, false);
    }
    this.out.push(node.items.length === 0 ? '[]' : ']');
  }

  private table(lines: readonly string[], end: string): void {
    for (const [i, line] of lines.entries()) {
      this.out.push(i === 0 ? '' : '\n', line);
    }
    this.out.push(end);
  }
}

/** `$1/rest` needs quotes only for what stands in the rest. */
function shortened(short: string): string {
  return spellText(short, 'tuple') === short ? short : quote(short);
}

/** The document as JSON without white space, one line per value for JSON lines; null when it was cut. */
export function minifyDocument(document: JsonDocument): string | null {
  const { root } = document;
  if (document.cut) {
    return null;
  }
  const body = document.lines && root.kind === 'list' ? root.items.map(minify).join('\n') : minify(root);
  return document.before + body + document.after;
}
