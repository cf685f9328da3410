import { type Column, type Entry, isTold, type Layout, type Planned, textOf, UNPLANNED, unwrap } from './layout.ts';
import type { JsonNode } from './read.ts';
import { isBare, isPlain, type Place, quote, spellKey, spellMapKey } from './spell.ts';

/** The header: names in order, with what is said once. */
export function writeHead(layout: Layout): string {
  return headEntries(layout.entries, separatorOf(layout.place));
}

function separatorOf(place: Place): string {
  return place === 'row' ? '\t' : ',';
}

function headEntries(entries: readonly Entry[], separator: string): string {
  return entries
    .map((entry) =>
      'column' in entry ? headColumn(entry.column) : `${spellKey(entry.key)}{${headEntries(entry.entries, separator)}}`,
    )
    .join(separator);
}

function headColumn(column: Column): string {
  const { rule } = column;
  const name = spellKey(column.key);
  switch (rule.kind) {
    case 'cell':
      return name + (column.texts ? ':str' : '') + headShape(column.planned);
    case 'named':
      return `${name}?${headShape(column.planned)}`;
    case 'fixed':
      return `${name}${headShape(column.planned)}=${spellValue(rule.value, column.planned, 'tuple')}`;
    case 'made':
      return `${name}=\`${rule.parts.map((part) => (typeof part === 'string' ? part : `\${${part.path}}`)).join('')}\``;
    case 'wrapped':
      return `${name}=\`${rule.before}\${_}${rule.after}\``;
  }
}

/** Header of a value's inner structure: `(a,b)` for objects, `[(a,b)]` for lists of them, `{*:(a,b)}` for maps. */
export function headShape(planned: Planned): string {
  let head = '';
  if (planned.record !== null) {
    head += `(${writeHead(planned.record.layout)})`;
  }
  if (planned.items !== null) {
    head += `[${headShape(planned.items)}]`;
  }
  if (planned.entries !== null) {
    head += `{*:${headShape(planned.entries)}}`;
  }
  return head;
}

/** Writes one value: scalars bare where that is unambiguous, objects and lists by the plan. */
export function spellValue(node: JsonNode, planned: Planned, place: Place, texts = false): string {
  if (node.kind === 'literal') {
    return node.raw;
  }
  if (node.kind === 'text') {
    return node.alias ?? spellText(node.value, place, texts);
  }
  if (node.kind === 'list') {
    const items = planned.items ?? UNPLANNED;
    return `[${node.items.map((item) => spellValue(item, items, 'tuple')).join(',')}]`;
  }
  const row = planned.record?.rows.get(node);
  if (planned.record !== null && row !== undefined) {
    return `(${writeRow(planned.record.layout, row)})`;
  }
  const entries = planned.entries ?? UNPLANNED;
  return `{${node.keys.map((key, i) => `${spellMapKey(key)}:${spellValue(node.values[i]!, entries, 'tuple')}`).join(',')}}`;
}

/** Writes a string; `texts` when its column holds strings only, so that `12` need not be quoted. */
export function spellText(value: string, place: Place, texts = false): string {
  return (texts ? isPlain(value, place) : isBare(value, place)) ? value : quote(value);
}

/** One row: the cells in place, without the missing ones at the end, then the named ones. */
export function writeRow(layout: Layout, row: number): string {
  const cells: string[] = [];
  const named: string[] = [];
  for (const column of layout.columns) {
    if (column.rule.kind === 'cell') {
      cells.push(column.cells[row]!);
    } else if (column.rule.kind === 'wrapped') {
      const inner = unwrap(textOf(column.values[row]), column.rule.before, column.rule.after);
      cells.push(inner === null ? '' : spellText(inner, layout.place, true));
    }
    if (!isTold(column, row)) {
      named.push(`${column.path}=${column.cells[row]!}`);
    }
  }
  while (cells.length > 0 && cells[cells.length - 1] === '') {
    cells.pop();
  }
  return [...cells, ...named].join(separatorOf(layout.place));
}
