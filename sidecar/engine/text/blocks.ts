import { findHeadStyle, type HeadStyle, headLength } from './heads.ts';
import { GUTTER, hasGutter, isTitle, kindOfLine, type LineKind } from './lines.ts';
import { type Span, skipSpace, splitSentences } from './sentences.ts';

/**
 * heading: stays while anything under it stays. head: the line that names a retrieved passage; always stays.
 * prose, list: may be left out, by sentence or item. fixed: code, tables, commands, quoted output; stays as it is.
 */
export type BlockKind = 'heading' | 'head' | 'prose' | 'list' | 'fixed';

/** A paragraph, list, heading or piece of code: the span of its lines, without the last line break. */
export interface Block extends Span {
  readonly kind: BlockKind;
  /** Of a heading: 1 to 6 by its signs, 7 for a title without signs; 0 for the rest. */
  readonly level: number;
  /** Sentences of prose, items of a list; one for the rest. */
  readonly parts: readonly Span[];
}

interface Line extends Span {
  readonly kind: LineKind;
  /** Where the text begins behind a line number. */
  readonly at: number;
}

/** A paragraph of one long line needs no empty line behind it. */
const LONG_LINE = 200;
/** Only the beginning of a line tells what it is. */
const LOOK = 400;
const STANDS_ALONE: ReadonlySet<LineKind> = new Set(['blank', 'heading', 'rule']);

/** A text taken apart. */
export interface Document {
  /** In order; blank lines belong to no block. */
  readonly blocks: readonly Block[];
  /** Whether it is a list of retrieved passages, each with a head. */
  readonly isPassages: boolean;
}

export function parseDocument(text: string): Document {
  const groups = readGroups(text);
  const style = findHeadStyle(groups.map(([first]) => text.slice(first!.at, Math.min(first!.to, first!.at + LOOK))));
  const blocks = groups.flatMap((lines) => blocksOf(text, lines, style));
  return { blocks, isPassages: style !== null };
}

/** Lines that belong together. */
function readGroups(text: string): Line[][] {
  const lines = readLines(text);
  const groups: Line[][] = [];
  let from = 0;
  let isFenced = false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.kind === 'fence') isFenced = !isFenced && closesLater(lines, i);
    const goesOn = isFenced || (i + 1 < lines.length && belongs(lines[from]!.kind, line, lines[i + 1]!));
    if (goesOn && i + 1 < lines.length) continue;
    const group = lines.slice(from, i + 1);
    from = i + 1;
    if (line.kind !== 'blank') groups.push(group);
  }
  return groups;
}

/** One block, or the head of a passage and what stands behind it. */
function blocksOf(text: string, lines: readonly Line[], style: HeadStyle | null): Block[] {
  const first = lines[0]!;
  const length = style === null ? 0 : headLength(text.slice(first.at, Math.min(first.to, first.at + LOOK)), style);
  if (length === 0) return [blockOf(text, lines)];
  const end = first.at + length;
  const head: Block = { kind: 'head', level: 0, from: first.from, to: end, parts: [{ from: first.from, to: end }] };
  const from = skipSpace(text, end, lines.at(-1)!.to);
  const rest = lines.filter(({ to }) => to > from);
  const next = rest[0];
  if (next === undefined) return [head];
  const kind = next === first ? 'prose' : next.kind;
  const at = next === first ? from : next.at;
  return [head, blockOf(text, [{ ...next, kind, at, from: next === first ? from : next.from }, ...rest.slice(1)])];
}

/** An open fence that nothing closes is only three odd signs. */
function closesLater(lines: readonly Line[], at: number): boolean {
  for (let i = at + 1; i < lines.length && i < at + MOST_FENCED; i++) if (lines[i]!.kind === 'fence') return true;
  return false;
}

const MOST_FENCED = 2000;

function readLines(text: string): Line[] {
  const numbered = hasGutter(text.slice(0, 4000).split('\n').slice(0, 8));
  const lines: Line[] = [];
  for (let from = 0; from <= text.length; ) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 ? text.length : newline;
    const line = text.slice(from, Math.min(to, from + LOOK));
    const at = from + (numbered ? (GUTTER.exec(line)?.[0].length ?? 0) : 0);
    lines.push({ from, to, at, kind: kindOfLine(text.slice(at, Math.min(to, at + LOOK))) });
    from = to + 1;
  }
  return lines;
}

/** Whether two lines that follow each other are one block, by what the block began with. */
function belongs(began: LineKind, one: Line, next: Line): boolean {
  if (STANDS_ALONE.has(one.kind) || STANDS_ALONE.has(next.kind)) return false;
  if (one.kind === 'fence' || next.kind === 'fence') return false;
  if (began === 'item') return next.kind === 'item' || next.kind === 'prose' || next.kind === 'meta';
  if (one.kind === next.kind) return one.kind !== 'prose' || one.to - one.from < LONG_LINE;
  return one.kind === 'prose' && next.kind === 'meta';
}

function blockOf(text: string, lines: readonly Line[]): Block {
  const first = lines[0]!;
  const span = { from: first.from, to: lines.at(-1)!.to };
  const whole = [span];
  switch (first.kind) {
    case 'heading':
      return { ...span, kind: 'heading', level: levelOf(text.slice(first.at, first.at + 7)), parts: whole };
    case 'item':
      return { ...span, kind: 'list', level: 0, parts: itemsOf(lines) };
    case 'prose':
    case 'quote': {
      if (lines.length === 1 && isTitle(text.slice(first.at, Math.min(first.to, first.at + LOOK))))
        return { ...span, kind: 'heading', level: 7, parts: whole };
      const parts = splitSentences(text, { from: first.at, to: span.to });
      return { ...span, kind: 'prose', level: 0, parts: parts.length > 0 ? parts : whole };
    }
    default:
      return { ...span, kind: 'fixed', level: 0, parts: whole };
  }
}

function levelOf(signs: string): number {
  return /^\s*(#{1,6})/.exec(signs)?.[1]?.length ?? 1;
}

/** Each item with the lines that go on with it. */
function itemsOf(lines: readonly Line[]): Span[] {
  const starts = lines.flatMap(({ kind }, i) => (kind === 'item' ? [i] : []));
  return starts.map((start, i) => ({ from: lines[start]!.from, to: lines[(starts[i + 1] ?? lines.length) - 1]!.to }));
}
