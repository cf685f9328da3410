import type { JsonNode } from '../../../../sidecar/engine/json/read.ts';

/**
 * The exact inverse of the lossless notation, written independently of the writer: text in, JSON nodes out.
 * Throws on anything that is not the notation.
 */
export function unfold(text: string): JsonNode {
  const reader = new Unfolder(text);
  return reader.document();
}

type Column = {
  path: string[];
  kind: 'cell' | 'named' | 'fixed' | 'made' | 'wrapped';
  texts: boolean;
  shape: Shape;
  value?: JsonNode;
  parts?: (string | string[])[];
  before?: string;
  after?: string;
};
type Entry = { key: string; column: Column } | { key: string; entries: Entry[] };
type Head = { entries: Entry[]; columns: Column[] };
type Shape = { record: Head | null; items: Shape | null; entries: Shape | null };
const NONE: Shape = { record: null, items: null, entries: null };
const LITERAL = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;

const text = (value: string): JsonNode => ({ kind: 'text', value });
const scalar = (bare: string): JsonNode => (LITERAL.test(bare) ? { kind: 'literal', raw: bare } : text(bare));

class Unfolder {
  private at = 0;
  private readonly source: string;
  private readonly starts = new Map<string, string>();
  private readonly byPath = new Map<string, JsonNode>();
  private legend = new Map<string, string>();

  constructor(source: string) {
    this.source = source;
  }

  document(): JsonNode {
    for (;;) {
      const found = this.match(/\$(\d)=(.*)\n/y);
      if (found === null) {
        break;
      }
      this.starts.set(found[1]!, found[2]!);
    }
    const node = this.flow('', true);
    if (this.at !== this.source.length) {
      throw new Error(`text behind the document: ${this.source.slice(this.at, this.at + 60)}`);
    }
    return node;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source);
    if (found !== null) {
      this.at += found[0].length;
    }
    return found;
  }

  private take(mark: string): boolean {
    if (!this.source.startsWith(mark, this.at)) {
      return false;
    }
    this.at += mark.length;
    return true;
  }

  private need(mark: string): void {
    if (!this.take(mark)) {
      throw new Error(`expected ${JSON.stringify(mark)} at ${this.at}: ${this.source.slice(this.at, this.at + 40)}`);
    }
  }

  private string(): string {
    const found = this.match(/"(?:[^"\\]|\\.)*"/y);
    if (found === null) {
      throw new Error(`no string at ${this.at}`);
    }
    return JSON.parse(found[0]) as string;
  }

  /** Outside tables. */
  private flow(path: string, root = false): JsonNode {
    const listTable = this.match(/\[(\d+) (rows|JSON lines|lists)\] /y);
    if (listTable !== null) {
      const items = this.tableRows(Number(listTable[1]), false)
        .map(([, node]) => node)
        .map((node) =>
          listTable[2] === 'lists' && node.kind === 'record' ? ({ kind: 'list', items: node.values } as const) : node,
        );
      if (!root) {
        this.need('\n]');
      }
      return { kind: 'list', items };
    }
    const mixed = this.match(/\[(\d+) (?:rows|JSON lines), (\d+) kinds\]/y);
    if (mixed !== null) {
      const items = this.mixedRows(Number(mixed[1]), Number(mixed[2]));
      if (!root) {
        this.need('\n]');
      }
      return { kind: 'list', items };
    }
    const mapTable = this.match(/\{(\d+) rows\} key\t/y);
    if (mapTable !== null) {
      const rows = this.tableRows(Number(mapTable[1]), true);
      if (!root) {
        this.need('\n}');
      }
      return { kind: 'record', keys: rows.map(([key]) => key), values: rows.map(([, node]) => node) };
    }
    const phrased = this.match(/\[(\d+) values\] `([^`\n]*)`\n/y);
    if (phrased !== null) {
      const parts = phrased[2]!.split(/\$\{\}/);
      const items: JsonNode[] = [];
      for (let i = 0; i < Number(phrased[1]); i++) {
        if (i > 0) this.need('\n');
        if (this.source[this.at] === '"') {
          items.push(text(this.string()));
          continue;
        }
        const places = this.match(/[^\n]*/y)![0].split('\t');
        if (places.length !== parts.length - 1) throw new Error(`wrong number of places at ${this.at}`);
        items.push(text(parts.map((part, at) => part + (places[at] ?? '')).join('')));
      }
      if (!root) {
        this.need('\n]');
      }
      return { kind: 'list', items };
    }
    const lines = this.match(/\[(\d+) values\]\n/y);
    if (lines !== null) {
      this.legend = this.legendLines();
      const items: JsonNode[] = [];
      for (let i = 0; i < Number(lines[1]); i++) {
        if (i > 0) {
          this.need('\n');
        }
        items.push(this.value(NONE, /[^\n]*/y));
      }
      if (!root) {
        this.need('\n]');
      }
      return { kind: 'list', items };
    }
    const same = this.match(/<same as ([^>]*)>/y);
    if (same !== null) {
      const found = this.byPath.get(same[1]!);
      if (found === undefined) {
        throw new Error(`unknown path ${same[1]}`);
      }
      return found;
    }
    if (this.take('[')) {
      const items: JsonNode[] = [];
      while (!this.take(']')) {
        if (items.length > 0) {
          this.need(',');
        }
        items.push(this.flow(path === '' ? `${items.length}` : `${path}.${items.length}`));
      }
      return { kind: 'list', items };
    }
    if (this.take('{')) {
      const keys: string[] = [];
      const values: JsonNode[] = [];
      while (!this.take('}')) {
        if (keys.length > 0) {
          this.need(',');
        }
        const key = this.mapKey();
        keys.push(key);
        values.push(this.flow(path === '' ? key : `${path}.${key}`));
      }
      const node: JsonNode = { kind: 'record', keys, values };
      if (!this.byPath.has(path)) {
        this.byPath.set(path, node);
      }
      return node;
    }
    const quoted = this.source[this.at] === '"';
    const value = quoted ? text(this.string()) : scalar(this.match(/[^,()[\]{}\n]*/y)![0]);
    return value.kind === 'text' ? text(this.expand(value.value)) : value;
  }

  private expand(value: string): string {
    const start = /^\$(\d)/.exec(value);
    const known = start === null ? undefined : this.starts.get(start[1]!);
    return known === undefined ? value : known + value.slice(2);
  }

  private mapKey(): string {
    const key = this.source[this.at] === '"' ? this.string() : this.match(/[^:]*/y)![0];
    this.need(':');
    return key;
  }

  private legendLines(): Map<string, string> {
    const legend = new Map<string, string>();
    for (;;) {
      const found = this.match(/(\*\d+)=/y);
      if (found === null) {
        return legend;
      }
      legend.set(found[1]!, this.string());
      this.need('\n');
    }
  }

  private tableRows(count: number, named: boolean): [string, JsonNode][] {
    const head = this.head('\t');
    const rows: [string, JsonNode][] = [];
    this.need('\n');
    this.legend = this.legendLines();
    for (let i = 0; i < count; i++) {
      if (i > 0) {
        this.need('\n');
      }
      let key = '';
      if (named) {
        key = this.source[this.at] === '"' ? this.string() : this.match(/[^\t]*/y)![0];
        this.need('\t');
      }
      rows.push([key, this.take('json:') ? this.json() : this.row(head, '\t', /(?=\n|$)/y)]);
    }
    return rows;
  }

  /** Rows of several kinds, each behind the letter of its kind. */
  private mixedRows(count: number, kinds: number): JsonNode[] {
    const heads = new Map<string, Head>();
    for (let i = 0; i < kinds; i++) {
      const letter = this.match(/\n([A-H]): /y)![1]!;
      heads.set(letter, this.head('\t'));
    }
    this.need('\n');
    this.legend = this.legendLines();
    const rows: JsonNode[] = [];
    for (let i = 0; i < count; i++) {
      if (i > 0) {
        this.need('\n');
      }
      const letter = this.match(/([A-H])\t/y)?.[1];
      if (letter === undefined) {
        this.need('json:');
        rows.push(this.json());
      } else {
        rows.push(this.row(heads.get(letter)!, '\t', /(?=\n|$)/y));
      }
    }
    return rows;
  }

  private json(): JsonNode {
    if (this.take('[')) {
      const items: JsonNode[] = [];
      while (!this.take(']')) {
        this.take(',');
        items.push(this.json());
      }
      return { kind: 'list', items };
    }
    if (this.take('{')) {
      const keys: string[] = [];
      const values: JsonNode[] = [];
      while (!this.take('}')) {
        this.take(',');
        keys.push(this.string());
        this.need(':');
        values.push(this.json());
      }
      return { kind: 'record', keys, values };
    }
    return this.source[this.at] === '"' ? text(this.string()) : scalar(this.match(/[^,\]}\n]*/y)![0]);
  }

  private name(): string {
    return this.source[this.at] === '"' ? this.string() : this.match(/[^\t,{}()[\]:?=\n]*/y)![0];
  }

  private head(separator: string): Head {
    const columns: Column[] = [];
    return { entries: this.headEntries(separator, [], columns), columns };
  }

  private headEntries(separator: string, path: string[], columns: Column[]): Entry[] {
    const entries: Entry[] = [];
    do {
      const key = this.name();
      if (this.source[this.at] === '{' && !this.source.startsWith('{*:', this.at)) {
        this.need('{');
        entries.push({ key, entries: this.headEntries(separator, [...path, key], columns) });
        this.need('}');
      } else {
        const column = this.headColumn([...path, key]);
        columns.push(column);
        entries.push({ key, column });
      }
    } while (this.take(separator));
    return entries;
  }

  private headColumn(path: string[]): Column {
    const column: Column = { path, kind: 'cell', texts: this.take(':str'), shape: NONE };
    if (this.take('?')) {
      column.kind = 'named';
    }
    column.shape = this.shape();
    if (this.take('=`')) {
      const template = this.match(/([^`]*)`/y)![1]!;
      const parts = template.split(/\$\{([^}]*)\}/);
      if (parts.length === 3 && parts[1] === '_') {
        return { ...column, kind: 'wrapped', before: parts[0]!, after: parts[2]! };
      }
      return { ...column, kind: 'made', parts: parts.map((part, i) => (i % 2 === 0 ? part : part.split('.'))) };
    }
    if (this.take('=')) {
      return { ...column, kind: 'fixed', value: this.value(column.shape, /[^,()[\]{}\t\n]*/y) };
    }
    return column;
  }

  private shape(): Shape {
    const shape: Shape = { record: null, items: null, entries: null };
    if (this.take('(')) {
      shape.record = this.head(',');
      this.need(')');
    }
    if (this.source[this.at] === '[' && this.source[this.at - 1] !== '\n' && this.take('[')) {
      shape.items = this.shape();
      this.need(']');
    }
    if (this.take('{*:')) {
      shape.entries = this.shape();
      this.need('}');
    }
    return shape;
  }

  private row(head: Head, separator: string, end: RegExp): JsonNode {
    const found = new Map<Column, JsonNode | undefined>();
    const positional = head.columns.filter((column) => column.kind === 'cell' || column.kind === 'wrapped');
    const bare = separator === '\t' ? /[^\t\n]*/y : /[^,()[\]{}\n]*/y;
    const ends = () => {
      end.lastIndex = this.at;
      return end.test(this.source);
    };
    let next = 0;
    for (
      let first = true;
      first ? !ends() || this.source[this.at] === separator : this.take(separator);
      first = false
    ) {
      const named = this.namedColumn(head);
      if (named !== null) {
        found.set(named, this.cell(named, bare, ends, separator, true));
      } else {
        const column = positional[next++];
        if (column === undefined) {
          throw new Error(`too many cells at ${this.at}`);
        }
        found.set(column, this.cell(column, bare, ends, separator, false));
      }
    }
    const named = new Set([...found].filter(([column]) => column.kind !== 'cell').map(([column]) => column));
    for (const column of head.columns) {
      if (named.has(column) && found.get(column) !== undefined) {
        continue;
      }
      if (column.kind === 'fixed' && !found.has(column)) {
        found.set(column, column.value);
      }
      if (column.kind === 'made' && !found.has(column)) {
        found.set(column, this.make(column, head, found));
      }
    }
    return this.assemble(head.entries, found);
  }

  private namedColumn(head: Head): Column | null {
    const from = this.at;
    const steps: string[] = [];
    do {
      const step = this.match(/"(?:[^"\\\t\n]|\\.)*"|[\p{L}_@#$/-][\p{L}\p{N}_@#/-]*/uy)?.[0];
      if (step === undefined) {
        this.at = from;
        return null;
      }
      steps.push(step.startsWith('"') ? (JSON.parse(step) as string) : step);
    } while (this.take('.'));
    const column = this.take('=') ? head.columns.find((one) => one.path.join('\0') === steps.join('\0')) : undefined;
    if (column === undefined) {
      this.at = from;
      return null;
    }
    return column;
  }

  private cell(
    column: Column,
    bare: RegExp,
    ends: () => boolean,
    separator: string,
    named: boolean,
  ): JsonNode | undefined {
    if (ends() || this.source.startsWith(separator, this.at)) {
      return undefined;
    }
    if (named || (!column.texts && column.kind !== 'wrapped')) {
      return this.value(column.shape, bare);
    }
    const raw = this.source[this.at] === '"' ? this.string() : this.match(bare)![0];
    const full = this.legend.get(raw) ?? raw;
    return text(column.kind === 'wrapped' ? column.before! + full + column.after! : full);
  }

  private make(column: Column, head: Head, found: Map<Column, JsonNode | undefined>): JsonNode | undefined {
    let made = '';
    for (const part of column.parts!) {
      if (typeof part === 'string') {
        made += part;
        continue;
      }
      const other = head.columns.find((one) => one.path.join('\0') === part.join('\0'))!;
      const value = found.get(other);
      if (value === undefined || value.kind === 'list' || value.kind === 'record') {
        return undefined;
      }
      if (value.kind === 'literal' && value.raw === 'null') {
        return undefined;
      }
      made += value.kind === 'text' ? value.value : value.raw;
    }
    return text(made);
  }

  private assemble(entries: Entry[], found: Map<Column, JsonNode | undefined>): JsonNode {
    const keys: string[] = [];
    const values: JsonNode[] = [];
    for (const entry of entries) {
      const value = 'column' in entry ? found.get(entry.column) : this.assemble(entry.entries, found);
      if (value !== undefined) {
        keys.push(entry.key);
        values.push(value);
      }
    }
    return { kind: 'record', keys, values };
  }

  /** In a cell or a tuple. */
  private value(shape: Shape, bare: RegExp): JsonNode {
    const inTuple = /[^,()[\]{}\n]*/y;
    if (this.take('(')) {
      const node = this.row(shape.record!, ',', /(?=\))/y);
      this.need(')');
      return node;
    }
    if (this.take('[')) {
      const items: JsonNode[] = [];
      while (!this.take(']')) {
        if (items.length > 0) {
          this.need(',');
        }
        items.push(this.value(shape.items ?? NONE, inTuple));
      }
      return { kind: 'list', items };
    }
    if (this.take('{')) {
      const keys: string[] = [];
      const values: JsonNode[] = [];
      while (!this.take('}')) {
        if (keys.length > 0) {
          this.need(',');
        }
        keys.push(this.mapKey());
        values.push(this.value(shape.entries ?? NONE, inTuple));
      }
      return { kind: 'record', keys, values };
    }
    if (this.source[this.at] === '"') {
      return text(this.string());
    }
    const raw = this.match(bare)![0];
    const full = this.legend.get(raw);
    return full === undefined ? scalar(raw) : text(full);
  }
}
