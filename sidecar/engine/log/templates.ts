import { severityOf, verdictOf } from './levels.ts';
import { maskLine } from './mask.ts';
import { placesOf } from './trace-places.ts';

/** One kind of line, and where its lines are. */
export interface Template {
  /** The masked line, merged words as "<*>". */
  readonly mask: string;
  /** Line numbers, ascending, counted from 0. */
  readonly lines: number[];
  /** Words that stood where the mask says "<*>", in order of appearance; empty when nothing was merged. */
  readonly values: readonly string[];
}

/** A word is taken for a value when at least this many different ones stand in otherwise equal templates. */
const MIN_VALUES = 8;
/** Letters that must be left in a template when a word is taken for a value: below, the word is the message. */
const MIN_LETTERS = 14;
/** Header fields stand among the first words of a line. */
const LAST_COLUMN = 6;
const LAST_REPEAT = 8;
/** A position is a header field when at least this share of all templates are equal but for it. */
const COLUMN_SHARE = 0.08;
/** Templates with more words than this are not merged, they are told apart well enough. */
const MOST_WORDS = 48;
/** Beyond this many distinct templates the text is no log, and merging would take too long. */
const MOST_TEMPLATES = 20_000;

/**
 * Finds the kinds of lines: equal after masking, then merged where templates differ in one word only. The result
 * depends on the lines alone (no thresholds learnt on the way), in order of first appearance. Linear.
 */
export function mineTemplates(lines: readonly string[]): Template[] {
  const byMask = new Map<string, number[]>();
  for (let i = 0; i < lines.length; i++) {
    // A verdict is part of what a line says: 404 among 200, "failed=2" among "failed=0"; so is where the calls of a trace stand.
    const verdict = [verdictOf(lines[i]!), placesOf(lines[i]!)].filter((one) => one !== '').join(' ');
    const mask = verdict === '' ? maskLine(lines[i]!) : `${maskLine(lines[i]!)} ${verdict}`;
    const known = byMask.get(mask);
    if (known === undefined) byMask.set(mask, [i]);
    else known.push(i);
  }
  let found: Template[] = [...byMask].map(([mask, at]) => ({
    mask,
    lines: at,
    values: [],
  }));
  if (found.length <= MOST_TEMPLATES) {
    for (let round = 0; round < 2; round++) {
      const merged = mergeByOneWord(found);
      if (merged.length === found.length) break;
      found = merged;
    }
  }
  return found;
}

const VALUE = '<*>';
const SAME = '<=>';

/** Templates that become one because the word in a slot is a value. */
interface Merge {
  readonly parts: number[];
  readonly slot: number;
  /** The slot is a header field: which hosts or threads wrote the line is not worth listing. */
  readonly isColumn: boolean;
}

function mergeByOneWord(templates: readonly Template[]): Template[] {
  const words = templates.map(({ mask }) => splitWords(mask));
  const groups = groupBySlot(words);
  const chosen = chooseSlots(words, groups);
  const merged = new Map<string, Merge>();
  const result: Template[] = [];
  const order: (string | number)[] = [];
  for (let i = 0; i < templates.length; i++) {
    const slot = chosen.slots[i]!;
    if (slot < 0) {
      order.push(i);
      continue;
    }
    const mask = words[i]!.map((word, at) => (at === slot ? VALUE : word)).join(' ');
    const known = merged.get(mask);
    if (known === undefined) {
      merged.set(mask, { parts: [i], slot, isColumn: chosen.columns[i] === 1 });
      order.push(mask);
    } else known.parts.push(i);
  }
  for (const one of order) {
    if (typeof one === 'number') result.push(templates[one]!);
    else result.push(join(one, merged.get(one)!, templates, words));
  }
  return result;
}

/** A header that names its host twice counts as one field: the second time stands as a sign. */
function splitWords(mask: string): string[] {
  const words = mask.split(' ');
  for (let at = 1; at < words.length && at <= LAST_REPEAT; at++) {
    const word = words[at]!;
    if (word.length > 2 && word.includes('#') && words.indexOf(word) < at) words[at] = SAME;
  }
  return words;
}

function join(
  mask: string,
  { parts, slot, isColumn }: Merge,
  templates: readonly Template[],
  words: readonly (readonly string[])[],
): Template {
  const lines = parts.flatMap((part) => templates[part]!.lines).sort((a, b) => a - b);
  const values = new Set<string>();
  for (const part of parts) {
    for (const value of templates[part]!.values) values.add(value);
    const word = words[part]![slot]!;
    if (word !== VALUE && !isColumn) values.add(word);
  }
  return { mask, lines, values: [...values] };
}

/** Templates that are equal when the word in one slot is not looked at. */
interface Group {
  readonly members: number[];
  /** The slot of the first member: where its group was opened. */
  readonly slot: number;
}

/** The groups of at least two, the largest first, then in the order in which they were opened. */
function groupBySlot(words: readonly (readonly string[])[]): readonly (readonly number[])[] {
  const isEligible = (row: readonly string[]) => row.length >= 3 && row.length <= MOST_WORDS;
  const table = new SlotTable(words.reduce((sum, row) => sum + (isEligible(row) ? row.length : 0), 0));
  for (let i = 0; i < words.length; i++) {
    const row = words[i]!;
    if (!isEligible(row)) continue;
    const hashes = row.map(hashWord);
    let low = row.length;
    let high = row.length;
    for (let at = 0; at < row.length; at++) {
      low = (low + Math.imul(hashes[at]!, ODD[at]!)) | 0;
      high = (high + Math.imul(hashes[at]! ^ 0x5bd1e995, ODD[at + 1]!)) | 0;
    }
    for (let at = 0; at < row.length; at++) {
      if (row[at] === '' || row[at] === '#') continue;
      const restLow = (low - Math.imul(hashes[at]!, ODD[at]!) + at) >>> 0;
      const restHigh = (high - Math.imul(hashes[at]! ^ 0x5bd1e995, ODD[at + 1]!)) >>> 11;
      table.add(restHigh * 2 ** 32 + restLow, restLow, { member: i, slot: at });
    }
  }
  const groups = [...table.groups.values()];
  groups.sort((a, b) => b.members.length - a.members.length || a.members[0]! - b.members[0]! || a.slot - b.slot);
  return groups.map(({ members }) => members);
}

/**
 * Hash of a template without the word in a slot → who has it. Nearly all have one member only: those are two numbers in
 * arrays, as there are hundreds of thousands of them in a long log.
 */
class SlotTable {
  readonly groups = new Map<number, Group>();
  private readonly keys: Float64Array;
  /** First member and its slot, or 0 for a free place. */
  private readonly firsts: Uint32Array;

  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, most * 2)));
    this.keys = new Float64Array(size);
    this.firsts = new Uint32Array(size);
  }

  add(key: number, hash: number, { member, slot }: { member: number; slot: number }): void {
    const last = this.keys.length - 1;
    let at = (hash ^ (hash >>> 15)) & last;
    while (this.firsts[at] !== 0 && this.keys[at] !== key) at = (at + 1) & last;
    const first = this.firsts[at]!;
    if (first === 0) {
      this.keys[at] = key;
      this.firsts[at] = 1 + member * MOST_WORDS + slot;
      return;
    }
    const known = this.groups.get(at);
    if (known !== undefined) known.members.push(member);
    else {
      const slotOfFirst = (first - 1) % MOST_WORDS;
      this.groups.set(at, { members: [(first - 1 - slotOfFirst) / MOST_WORDS, member], slot: slotOfFirst });
    }
  }
}

/** Multipliers that tell word positions apart. */
const ODD = Array.from({ length: MOST_WORDS + 1 }, (_, at) => Math.imul(at + 1, 0x9e3779b1) | 1);

function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** For each template the slot that becomes a value, or -1: the slot with the most different words wins. `groups`: see groupBySlot. */
function chooseSlots(
  words: readonly (readonly string[])[],
  groups: readonly (readonly number[])[],
): { slots: Int32Array; columns: Uint8Array } {
  const slots = new Int32Array(words.length).fill(-1);
  const inColumn = new Uint8Array(words.length);
  const columns = findColumns(words, groups);
  for (const members of groups) {
    const free = members.filter((member) => slots[member] === -1);
    if (free.length < 2) continue;
    const slot = differingSlot(words[free[0]!]!, words[free[1]!]!);
    if (slot < 0) continue;
    const row = words[free[0]!]!;
    const isColumn = columns.has(slot) && isHeader(row, slot);
    if (!isColumn && countLetters(row, slot) < MIN_LETTERS) continue;
    const plain = free.filter((member) => isValue(words[member]!, slot));
    if (plain.length < (isColumn ? 2 : MIN_VALUES)) continue;
    for (const member of plain) {
      slots[member] = slot;
      inColumn[member] = isColumn ? 1 : 0;
    }
  }
  return { slots, columns: inColumn };
}

/**
 * Positions near the start that vary without regard to the message (host, thread, logger instance): leaving them out
 * makes a good share of all templates equal.
 */
function findColumns(words: readonly (readonly string[])[], groups: readonly (readonly number[])[]): Set<number> {
  const spared = new Map<number, number>();
  for (const members of groups) {
    const row = words[members[0]!]!;
    const slot = differingSlot(row, words[members[1]!]!);
    if (slot < 0 || !isHeader(row, slot)) continue;
    spared.set(slot, (spared.get(slot) ?? 0) + members.length - 1);
  }
  const enough = Math.max(6, words.length * COLUMN_SHARE);
  return new Set([...spared].filter(([, count]) => count >= enough).map(([slot]) => slot));
}

/** Whether a position belongs to the header: before the first word with a colon, and a message follows. */
function isHeader(row: readonly string[], slot: number): boolean {
  if (slot > LAST_COLUMN) return false;
  for (let at = 0; at < slot; at++) if (row[at]!.endsWith(':')) return false;
  return countLetters(row.slice(slot + 1), -1) >= MIN_LETTERS;
}

/** The only position where two rows differ; -1 when there is none or more than one (a hash collision). */
function differingSlot(one: readonly string[], other: readonly string[]): number {
  let slot = -1;
  if (one.length !== other.length) return -1;
  for (let at = 0; at < one.length; at++) {
    if (one[at] === other[at]) continue;
    if (slot >= 0) return -1;
    slot = at;
  }
  return slot;
}

function countLetters(row: readonly string[], skipped: number): number {
  let letters = 0;
  for (let at = 0; at < row.length; at++) if (at !== skipped) letters += row[at]!.replace(/[^\p{L}]/gu, '').length;
  return letters;
}

/** A word that raises the alarm, or a number in one place and a word in another, is never merged away. */
function isValue(row: readonly string[], slot: number): boolean {
  if (/[=≠]0$|^[45]$/.test(row[slot]!)) return false;
  return severityOf(row[slot]!) === 0;
}
