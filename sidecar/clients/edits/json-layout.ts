import type { Node } from 'jsonc-parser';
import { readGap } from './json-gap.ts';
import { cut, findEol } from './text.ts';

/** How a text is laid out. */
export interface Style {
  readonly eol: string;
  readonly unit: string;
}

/** Indentation of the first member that stands on a line of its own. */
export function findStyle(text: string): Style {
  return { eol: findEol(text), unit: /^([ \t]+)["}/]/m.exec(text)?.[1] ?? '  ' };
}

/** White space at the beginning of the line on which a position stands. */
export function indentAt(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? '';
}

/**
 * Puts a member (a property of an object, an element of a list) behind the last one, on a line of its own where the others
 * have one.
 * @param format the member's text for the indentation of its line
 */
export function addMember(
  text: string,
  container: Node,
  format: (indent: string) => string,
): { text: string; scraps: string } {
  const style = findStyle(text);
  const last = container.children?.at(-1);
  const close = container.offset + container.length - 1;
  if (last === undefined) {
    const { end } = readGap(text, container.offset + 1, close);
    const outer = indentAt(text, container.offset);
    const inner = outer + style.unit;
    const body = `${style.eol}${inner}${format(inner)}${style.eol}${outer}`;
    return { text: cut(text, end, close, body), scraps: text.slice(end, close) };
  }
  const after = last.offset + last.length;
  const { end, comma } = readGap(text, after, close);
  const isWide = text.slice(container.offset, close).includes('\n');
  const indent = indentAt(text, last.offset);
  const line = isWide ? `${style.eol}${indent}` : ' ';
  const grown = cut(text, end, end, line + format(indent) + (comma === null ? '' : ','));
  return { text: comma === null ? cut(grown, after, after, ',') : grown, scraps: '' };
}

/** Takes a member out again; of the last one `scraps` takes the place. */
export function removeMember(text: string, container: Node, member: Node, scraps: string): string {
  const members = container.children ?? [];
  const at = members.indexOf(member);
  const close = container.offset + container.length - 1;
  const before = members[at - 1];
  const from = before === undefined ? container.offset + 1 : before.offset + before.length;
  const lead = readGap(text, from, member.offset);
  const to = member.offset + member.length;
  const trail = readGap(text, to, members[at + 1]?.offset ?? close);
  if (trail.comma !== null) return cut(cut(text, trail.comma, trail.comma + 1), lead.end, to);
  // The last one: the comma in front of it was for it.
  if (lead.comma !== null) return cut(cut(text, lead.end, to), lead.comma, lead.comma + 1);
  const rest = text.slice(to, close);
  return rest.trim() === '' ? cut(text, lead.end, close, scraps) : cut(text, lead.end, to);
}
