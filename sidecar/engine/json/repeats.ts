import type { JsonList, JsonNode, JsonRecord } from './read.ts';

/** What is said more than once outside tables: equal objects, and equal starts of strings. */
export interface Repeats {
  /** Starts that stand for `$1`, `$2`, … */
  readonly starts: readonly string[];
  /** The string with its start replaced by `$n`. */
  shorten(value: string): string;
  /** Path of the first object that is equal to this one; null when this is the first or the only one. */
  firstOf(record: JsonRecord): string | null;
}

/** Equal objects below this many characters are repeated rather than referred to. */
const MIN_OBJECT = 80;
const MAX_STARTS = 9;
const MIN_START = 16;
/** Shorter strings without a slash (times, names) are not replaced as a whole. */
const MIN_WHOLE = 32;
/** Characters that `$n` is worth, and that one line of the legend costs beyond the start itself. */
const SHORT = 4;
const LEGEND = 6;

/** Looks for repeats in a tree; lists for which `isTable` holds are not looked into. Linear in the tree. */
export function findRepeats(root: JsonNode, isTable: (node: JsonList | JsonRecord) => boolean): Repeats {
  const walk = new Walk(isTable);
  walk.visit(root, '');
  const starts = walk.ambiguous ? [] : chooseStarts(walk.texts);
  const sorted = starts
    .map((start, i) => ({ start, name: `$${i + 1}` }))
    .sort((a, b) => b.start.length - a.start.length);
  return {
    starts,
    shorten(value) {
      const found = sorted.find(({ start }) => value.startsWith(start));
      return found === undefined ? value : found.name + value.slice(found.start.length);
    },
    firstOf: (record) => walk.sameAs.get(record) ?? null,
  };
}

/** Keys that can stand in a dotted path. */
const STEP = /^[\p{L}\p{N}_@$-]+$/u;

interface Visited {
  /** Equal for equal trees only. */
  readonly key: string;
  /** Size in characters, about. */
  readonly size: number;
}

class Walk {
  readonly texts: string[] = [];
  readonly sameAs = new Map<JsonRecord, string>();
  /** A string that already looks like `$1…`: then no starts are named. */
  ambiguous = false;
  private readonly isTable: (node: JsonList | JsonRecord) => boolean;
  /** Structure (made of the numbers of its parts) → number, and the path of the first such tree if it can be named. */
  private readonly numbers = new Map<string, { id: number; path: string | null }>();

  constructor(isTable: (node: JsonList | JsonRecord) => boolean) {
    this.isTable = isTable;
  }

  /** `path` is null where the way to the node cannot be written without doubt. */
  visit(node: JsonNode, path: string | null): Visited {
    if (node.kind === 'literal') {
      return { key: node.raw, size: node.raw.length };
    }
    if (node.kind === 'text') {
      this.addText(node.value);
      return { key: JSON.stringify(node.value), size: node.value.length + 2 };
    }
    if (this.isTable(node)) {
      this.checkTexts(node);
      return { key: `#${this.newNumber()}`, size: 0 };
    }
    return node.kind === 'list' ? this.visitList(node, path) : this.visitRecord(node, path);
  }

  private addText(value: string): void {
    this.ambiguous ||= /^\$\d/.test(value);
    if (value.length >= MIN_START) {
      this.texts.push(value);
    }
  }

  /** Strings in tables keep their starts, but must not look like a named one. */
  private checkTexts(node: JsonNode): void {
    if (node.kind === 'text') {
      this.ambiguous ||= /^\$\d/.test(node.value);
    } else if (node.kind !== 'literal') {
      for (const child of node.kind === 'list' ? node.items : node.values) {
        this.checkTexts(child);
      }
    }
  }

  private visitList(list: JsonList, path: string | null): Visited {
    const parts = list.items.map((item, i) => this.visit(item, path === null ? null : join(path, String(i))));
    const structure = `[${parts.map((part) => part.key).join(',')}`;
    return { key: `#${this.number(structure, null).id}`, size: sizeOf(parts) };
  }

  private visitRecord(record: JsonRecord, path: string | null): Visited {
    const before = this.texts.length;
    const distinct = new Set(record.keys).size === record.keys.length;
    const parts = record.values.map((value, i) => {
      const step = record.keys[i]!;
      return this.visit(value, path !== null && distinct && STEP.test(step) ? join(path, step) : null);
    });
    const names = record.keys.map((key, i) => `${JSON.stringify(key)}:${parts[i]!.key}`);
    const size = sizeOf(parts) + sizeOf(record.keys.map((key) => ({ size: key.length + 3 })));
    const structure = `{${names.join(',')}`;
    const known = this.numbers.get(structure);
    if (known !== undefined && known.path !== null && size >= MIN_OBJECT) {
      this.sameAs.set(record, known.path);
      this.texts.length = before;
    }
    return { key: `#${this.number(structure, path).id}`, size };
  }

  private number(structure: string, path: string | null): { id: number } {
    const known = this.numbers.get(structure);
    if (known !== undefined) {
      return known;
    }
    const made = { id: this.numbers.size, path };
    this.numbers.set(structure, made);
    return made;
  }

  /** A table is equal to nothing: it has no text of its own here. */
  private newNumber(): number {
    return this.number(`table ${this.numbers.size}`, null).id;
  }
}

function join(path: string, step: string): string {
  return path === '' ? step : `${path}.${step}`;
}

function sizeOf(parts: readonly { readonly size: number }[]): number {
  let size = 2;
  for (const part of parts) {
    size += part.size + 1;
  }
  return size;
}

/** The starts (whole path parts) that save most, best first, each counted without the strings of the earlier ones. */
function chooseStarts(texts: readonly string[]): string[] {
  const chosen: string[] = [];
  let left = texts;
  while (chosen.length < MAX_STARTS) {
    const best = bestStart(left);
    if (best === null) {
      break;
    }
    chosen.push(best);
    left = left.filter((text) => !text.startsWith(best));
  }
  return chosen;
}

function bestStart(texts: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const end of boundaries(text)) {
      const start = text.slice(0, end);
      counts.set(start, (counts.get(start) ?? 0) + 1);
    }
  }
  let best: string | null = null;
  let most = 20;
  for (const [start, count] of counts) {
    const saved = count * (start.length - SHORT) - start.length - LEGEND;
    if (saved > most) {
      best = start;
      most = saved;
    }
  }
  return best;
}

/** Ends of the leading path parts of a string, and the end of a string without spaces. */
function boundaries(text: string): number[] {
  const ends: number[] = [];
  for (let at = text.indexOf('/', MIN_START); at >= 0 && at <= 160; at = text.indexOf('/', at + 1)) {
    ends.push(at);
  }
  if (text.length <= 160 && (text.includes('/') || text.length >= MIN_WHOLE)) {
    ends.push(text.length);
  }
  return /[\s"\\]/.test(text.slice(0, 160)) ? [] : ends;
}
