import type { JsonDocument } from '../json/document.ts';
import { type JsonNode, readJson } from '../json/read.ts';
import { looksLiteral } from '../json/spell.ts';

const TABLE = /^\[([\w.-]{1,200})\]$/;
const ROW = /^\[\[([\w.-]{1,200})\]\]$/;
const PAIR = /^([\w-]{1,200}) {0,8}= {0,8}(\S.*)$/;
const BARE = /^[\w.:+-]+$/;

interface Growing {
  readonly kind: 'record';
  readonly keys: string[];
  readonly values: JsonNode[];
}

/**
 * Reads TOML that lists things: `[[name]]` tables of plain pairs, `[name]` tables, lists over several lines.
 * @returns null for comments, dotted keys, inline tables and several-line strings, so that nothing can get lost
 */
export function readToml(text: string): JsonDocument | null {
  const root: Growing = { kind: 'record', keys: [], values: [] };
  let open = root;
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i]!.trim();
    if (line === '') continue;
    const row = ROW.exec(line)?.[1];
    const table = TABLE.exec(line)?.[1];
    if (row !== undefined || table !== undefined) {
      const made = openTable(root, row ?? table!, row !== undefined);
      if (made === null) return null;
      open = made;
      continue;
    }
    while (/= {0,8}\[/.test(line) && !line.endsWith(']') && i + 1 < lines.length) line += ` ${lines[++i]!.trim()}`;
    const pair = PAIR.exec(line);
    const value = pair === null ? null : readValue(pair[2]!);
    if (pair === null || value === null || open.keys.includes(pair[1]!)) return null;
    open.keys.push(pair[1]!);
    open.values.push(value);
  }
  return root.keys.length === 0 ? null : { before: '', root, after: '', lines: false, cut: false };
}

function openTable(root: Growing, name: string, isRow: boolean): Growing | null {
  const made: Growing = { kind: 'record', keys: [], values: [] };
  const at = root.keys.indexOf(name);
  if (at < 0) {
    root.keys.push(name);
    root.values.push(isRow ? { kind: 'list', items: [made] } : made);
    return made;
  }
  const known = root.values[at]!;
  // Rows of one list stand together; a list that goes on later would change its place.
  if (!isRow || known.kind !== 'list' || at !== root.keys.length - 1) return null;
  (known.items as JsonNode[]).push(made);
  return made;
}

function readValue(text: string): JsonNode | null {
  if (text.startsWith('"""') || text.startsWith('{')) return null;
  if (text.startsWith("'")) return /^'[^']*'$/.test(text) ? { kind: 'text', value: text.slice(1, -1) } : null;
  if (text.startsWith('"') || text.startsWith('[')) {
    const read = readJson(text.replace(/,\s*\]$/, ']'));
    return read === null || read.end !== text.replace(/,\s*\]$/, ']').length ? null : read.node;
  }
  if (!BARE.test(text)) return null;
  return looksLiteral(text) ? { kind: 'literal', raw: text } : { kind: 'text', value: text };
}
