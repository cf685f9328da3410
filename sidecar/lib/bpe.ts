/**
 * Byte-pair token counting over a compact table. The vocabulary (200,000 byte strings) lies in one arena with an
 * open-addressing index: about 6 MB instead of the 70 MB that maps of strings take, and nothing is allocated per token.
 */

/** A run of one character class (space, letter, digit, other), and a piece of several, is cut here: merging is quadratic in the length. */
const LONGEST_RUN = 512;
const TABLE_BITS = 19;
const TABLE_MASK = (1 << TABLE_BITS) - 1;
const NONE = 0x7fffffff;
const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/**
 * Counted pieces are remembered by two independent hashes: 32,768 slots, the newest wins. Most pieces are found there without a
 * look into the table, which is too large for a processor's nearer caches.
 */
const MEMO_BITS = 15;
const MEMO_MASK = (1 << MEMO_BITS) - 1;
/** Integers per remembered piece: both hashes and the count, side by side; a count of 0 is an empty slot. */
const MEMO_WIDTH = 3;
/** Longer texts get an array of their own for the time of counting. */
const KEPT_UNITS = 64 * 1024;

/**
 * Offset just behind the piece that begins at an offset; -1: the pattern must tell.
 * @param units UTF-16 code units of the text; `end`: where the text ends in them
 */
export type EndOfPiece = (units: Uint16Array, from: number, end: number) => number;

/** How a text is cut into pieces. */
export interface Splitter {
  /** Must have the flags g and u and match every character. */
  readonly split: RegExp;
  /** Says the same as the pattern, or nothing. */
  readonly endOfPiece: EndOfPiece;
}

/** A vocabulary that counts tokens. Create it with {@link parseVocabulary}. */
export class Vocabulary {
  private readonly arena: Uint8Array;
  private readonly offsets: Uint32Array;
  private readonly table = new Int32Array(1 << TABLE_BITS);
  /** Ranks of tokens of two bytes: every merge begins with them. */
  private readonly pairs = new Int32Array(1 << 16).fill(NONE);
  private readonly split: RegExp;
  private readonly endOfPiece: EndOfPiece;
  private piece = new Uint8Array(2048);
  private readonly units = new Uint16Array(KEPT_UNITS);
  private readonly memo = new Int32Array(MEMO_WIDTH << MEMO_BITS);
  private readonly encoder = new TextEncoder();
  private readonly starts = new Int32Array(2048 + 2);
  private readonly ranks = new Int32Array(2048 + 2);

  constructor(arena: Uint8Array, offsets: Uint32Array, { split, endOfPiece }: Splitter) {
    this.arena = arena;
    this.offsets = offsets;
    this.split = new RegExp(split.source, split.flags);
    this.endOfPiece = endOfPiece;
    for (let rank = 0; rank + 1 < offsets.length; rank++) this.insert(rank);
  }

  /** Tokens of a text as ordinary text (special tokens are not recognised). Exact, but for pieces longer than 512 characters of one class. */
  count(text: string): number {
    const { length } = text;
    const units = length <= KEPT_UNITS ? this.units : new Uint16Array(length);
    Buffer.from(units.buffer, 0, length * 2).write(text, 'utf16le');
    let total = 0;
    let from = 0;
    for (const cut of cuts(units, length)) {
      total += this.countSection(text, units, from, cut);
      from = cut;
    }
    return total + this.countSection(text, units, from, length);
  }

  private countSection(text: string, units: Uint16Array, start: number, end: number): number {
    const { split, endOfPiece } = this;
    let total = 0;
    let section: string | null = null;
    // The pattern covers every character, so pieces lie end to end and no substring has to be made.
    for (let from = start; from < end; ) {
      let to = endOfPiece(units, from, end);
      if (to < 0) {
        section ??= text.slice(start, end);
        split.lastIndex = from - start;
        if (!split.test(section)) break;
        to = start + split.lastIndex;
      }
      const isLong = to - from > LONGEST_RUN;
      total += isLong ? this.countLong(text, units, from, to) : this.countPiece(text, units, from, to);
      from = to;
    }
    return total;
  }

  /** Pieces may hold several classes in turn (slashes and line ends, blanks of two kinds), of which no run is long. */
  private countLong(text: string, units: Uint16Array, from: number, to: number): number {
    let total = 0;
    for (let at = from; at < to; ) {
      const end = Math.min(to, at + LONGEST_RUN);
      const next = end < to && isInsidePair(units, end) ? end - 1 : end;
      total += this.countPiece(text, units, at, next);
      at = next;
    }
    return total;
  }

  private countPiece(text: string, units: Uint16Array, from: number, to: number): number {
    // Both hashes are made on the way: most pieces are looked up once and never looked at again.
    let sum = FNV_START;
    let other = 0;
    for (let i = from; i < to; i++) {
      const unit = units[i]!;
      if (unit > 127) return this.countEncoded(text.slice(from, to));
      sum = Math.imul(sum ^ unit, FNV_PRIME);
      other = (Math.imul(other, 31) + unit) | 0;
    }
    const one = sum ^ (sum >>> 15);
    const known = this.recall(one, (other + to - from) | 0);
    if (known > 0) return known;
    const piece = this.makeRoom(to - from);
    for (let i = from; i < to; i++) piece[i - from] = units[i]!;
    return this.countNew(piece, to - from, one, other);
  }

  private countEncoded(text: string): number {
    const piece = this.makeRoom(text.length * 3);
    const length = this.encoder.encodeInto(text, piece).written;
    const one = hashBytes(piece, 0, length);
    let other = 0;
    for (let i = 0; i < length; i++) other = (Math.imul(other, 31) + piece[i]!) | 0;
    return this.recall(one, (other + length) | 0) || this.countNew(piece, length, one, other);
  }

  private makeRoom(bytes: number): Uint8Array {
    if (bytes > this.piece.length) this.piece = new Uint8Array(bytes);
    return this.piece;
  }

  /** 0: not known. */
  private recall(one: number, check: number): number {
    const { memo } = this;
    const slot = (one & MEMO_MASK) * MEMO_WIDTH;
    return memo[slot] === one && memo[slot + 1] === check ? memo[slot + 2]! : 0;
  }

  private countNew(piece: Uint8Array, length: number, one: number, other: number): number {
    const count = length <= 1 || this.find(piece, 0, length, one) !== NONE ? 1 : this.merge(piece, length);
    const slot = (one & MEMO_MASK) * MEMO_WIDTH;
    this.memo[slot] = one;
    this.memo[slot + 1] = (other + length) | 0;
    this.memo[slot + 2] = count;
    return count;
  }

  /** Joins the pair of lowest rank until none is left; the number of parts is the number of tokens. */
  private merge(piece: Uint8Array, length: number): number {
    const starts = length + 2 > this.starts.length ? new Int32Array(length + 2) : this.starts;
    const ranks = length + 2 > this.ranks.length ? new Int32Array(length + 2) : this.ranks;
    for (let i = 0; i <= length; i++) starts[i] = i;
    for (let i = 0; i < length - 1; i++) ranks[i] = this.pairs[(piece[i]! << 8) | piece[i + 1]!]!;
    ranks[length - 1] = NONE;
    let parts = length;
    for (;;) {
      let best = NONE;
      let at = -1;
      for (let i = 0; i < parts - 1; i++) {
        if (ranks[i]! < best) {
          best = ranks[i]!;
          at = i;
        }
      }
      if (at < 0) return parts;
      starts.copyWithin(at + 1, at + 2, parts + 1);
      ranks.copyWithin(at + 1, at + 2, parts);
      parts--;
      ranks[at] = at + 2 <= parts ? this.rank(piece, starts[at]!, starts[at + 2]!) : NONE;
      if (at > 0) ranks[at - 1] = this.rank(piece, starts[at - 1]!, starts[at + 1]!);
    }
  }

  private insert(rank: number): void {
    const from = this.offsets[rank]!;
    const to = this.offsets[rank + 1]!;
    if (to - from === 2) this.pairs[(this.arena[from]! << 8) | this.arena[from + 1]!] = rank;
    let slot = hashBytes(this.arena, from, to) & TABLE_MASK;
    while (this.table[slot] !== 0) slot = (slot + 1) & TABLE_MASK;
    this.table[slot] = rank + 1;
  }

  private rank(bytes: Uint8Array, from: number, to: number): number {
    return this.find(bytes, from, to - from, hashBytes(bytes, from, to));
  }

  private find(bytes: Uint8Array, from: number, length: number, hash: number): number {
    const { table, offsets, arena } = this;
    let slot = hash & TABLE_MASK;
    for (;;) {
      const entry = table[slot]!;
      if (entry === 0) return NONE;
      const start = offsets[entry - 1]!;
      if (offsets[entry]! - start === length) {
        let i = 0;
        while (i < length && arena[start + i] === bytes[from + i]) i++;
        if (i === length) return entry - 1;
      }
      slot = (slot + 1) & TABLE_MASK;
    }
  }
}

/**
 * Reads a vocabulary in the .tiktoken format: one line per token, base64 of its bytes, a space, its rank.
 * @param file bytes of the file; ranks must run from 0 without gaps
 * @param splitter how a text is cut into pieces
 */
export function parseVocabulary(file: Uint8Array, splitter: Splitter): Vocabulary {
  const text = new TextDecoder('latin1').decode(file);
  const arena = new Uint8Array(Math.ceil(file.length * 0.75));
  const offsets: number[] = [0];
  let used = 0;
  for (let at = 0; at < text.length; ) {
    const space = text.indexOf(' ', at);
    if (space < 0) break;
    const newline = text.indexOf('\n', space);
    const stop = newline < 0 ? text.length : newline;
    if (Number(text.slice(space + 1, stop)) !== offsets.length - 1) {
      throw new Error(`vocabulary rank ${text.slice(space + 1, stop)} is out of order`);
    }
    used += decodeBase64(text, at, space, arena, used);
    offsets.push(used);
    at = stop + 1;
  }
  return new Vocabulary(arena.slice(0, used), Uint32Array.from(offsets), splitter);
}

function decodeBase64(text: string, from: number, to: number, target: Uint8Array, at: number): number {
  let written = 0;
  let bits = 0;
  let held = 0;
  for (let i = from; i < to; i++) {
    const value = base64Value(text.charCodeAt(i));
    if (value < 0) break;
    bits = (bits << 6) | value;
    held += 6;
    if (held >= 8) {
      held -= 8;
      target[at + written++] = (bits >> held) & 0xff;
    }
  }
  return written;
}

function base64Value(code: number): number {
  if (code >= 65 && code <= 90) return code - 65;
  if (code >= 97 && code <= 122) return code - 71;
  if (code >= 48 && code <= 57) return code + 4;
  if (code === 43) return 62;
  return code === 47 ? 63 : -1;
}

/** FNV-1a, 32 bits, with a final mix so that the low bits depend on all bytes. */
function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let sum = FNV_START;
  for (let i = from; i < to; i++) sum = Math.imul(sum ^ bytes[i]!, FNV_PRIME);
  return sum ^ (sum >>> 15);
}

/** 0 space, 1 letter or beyond ASCII, 2 digit, 3 other. */
export function characterClass(code: number): 0 | 1 | 2 | 3 {
  if (code === 32 || (code >= 9 && code <= 13)) return 0;
  if (code > 127 || ((code | 32) >= 97 && (code | 32) <= 122)) return 1;
  return code >= 48 && code <= 57 ? 2 : 3;
}

/** Whether an offset is between the halves of a surrogate pair. Halves that lack the other one are characters. */
function isInsidePair(units: Uint16Array, at: number): boolean {
  return (units[at]! & 0xfc00) === 0xdc00 && (units[at - 1]! & 0xfc00) === 0xd800;
}

/**
 * False when no run is as long: such a run holds two neighbours of the points that lie half of it apart, and all between
 * them. Most texts are settled by a look at every 256th character and a few behind it.
 */
function mayHoldRun(units: Uint16Array, length: number): boolean {
  const stride = LONGEST_RUN / 2;
  for (let at = stride; at < length; at += stride) {
    const point = characterClass(units[at - stride]!);
    let next = at - stride + 1;
    while (next <= at && characterClass(units[next]!) === point) next++;
    if (next > at) return true;
  }
  return false;
}

function cuts(units: Uint16Array, length: number): number[] {
  const found: number[] = [];
  if (!mayHoldRun(units, length)) return found;
  let previous = -1;
  let run = 0;
  for (let i = 0; i < length; i++) {
    const unit = units[i]!;
    const current = characterClass(unit);
    if (current !== previous) {
      previous = current;
      run = 1;
    } else if (++run > LONGEST_RUN) {
      if (isInsidePair(units, i)) continue;
      found.push(i);
      run = 1;
    }
  }
  return found;
}
