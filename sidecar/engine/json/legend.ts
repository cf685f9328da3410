import { isWanted, type Style } from './layout.ts';
import type { JsonNode, JsonRecord } from './read.ts';

/** Long strings of a table that occur often, told once. */
export interface Legend {
  readonly texts: readonly string[];
  /** The object with those strings carrying their short names. */
  rename(record: JsonRecord): JsonRecord;
}

/** Shorter strings stay in their rows, so that a record can be read in one place. */
const MIN_LENGTH = 24;
const MIN_COUNT = 4;
/** Strings of this length are told once from their second occurrence on. */
const LONG = 100;
const MAX_TEXTS = 40;
/** Characters that must be saved by one entry, net of its line. */
const MIN_SAVED = 80;
/** A string of which less than this share is letters is a time, an id or a number: never replaced. */
const MIN_LETTERS = 0.6;

/** Chooses the strings to tell once. Linear in the size of the items. */
export function makeLegend(items: readonly JsonNode[], style: Style): Legend {
  const counts = new Map<string, number>();
  for (const item of items) {
    countTexts(item, counts);
  }
  const chosen: { text: string; saved: number }[] = [];
  for (const [text, count] of counts) {
    const saved = count * (text.length - 3) - text.length - 6;
    const enough = text.length >= LONG ? 2 : MIN_COUNT;
    if (count >= enough && count < items.length * 0.9 && saved >= MIN_SAVED && isWordy(text)) {
      chosen.push({ text, saved });
    }
  }
  const texts = chosen
    .sort((a, b) => b.saved - a.saved)
    .slice(0, MAX_TEXTS)
    .map((one) => one.text);
  const aliases = new Map(texts.map((text, i) => [text, `*${i + 1}`]));
  return { texts, rename: (record) => (aliases.size === 0 ? record : renameRecord(record, aliases, style)) };
}

function countTexts(node: JsonNode, counts: Map<string, number>): void {
  if (node.kind === 'text') {
    if (node.value.length >= MIN_LENGTH) {
      counts.set(node.value, (counts.get(node.value) ?? 0) + 1);
    }
  } else if (node.kind === 'list') {
    for (const item of node.items) {
      countTexts(item, counts);
    }
  } else if (node.kind === 'record') {
    for (const value of node.values) {
      countTexts(value, counts);
    }
  }
}

function isWordy(text: string): boolean {
  return text.replace(/[^\p{L}]/gu, '').length >= text.length * MIN_LETTERS;
}

type Aliases = ReadonlyMap<string, string>;

function renameRecord(record: JsonRecord, aliases: Aliases, style: Style): JsonRecord {
  const values = record.values.map((value, i) => {
    const key = record.keys[i]!;
    return value.kind === 'text' && isWanted(style, key, key) ? value : renameNode(value, aliases, style);
  });
  return { kind: 'record', keys: record.keys, values };
}

function renameNode(node: JsonNode, aliases: Aliases, style: Style): JsonNode {
  if (node.kind === 'text') {
    const alias = node.value.length >= MIN_LENGTH ? aliases.get(node.value) : undefined;
    return alias === undefined ? node : { kind: 'text', value: node.value, alias };
  }
  if (node.kind === 'list') {
    return { kind: 'list', items: node.items.map((item) => renameNode(item, aliases, style)) };
  }
  return node.kind === 'record' ? renameRecord(node, aliases, style) : node;
}
