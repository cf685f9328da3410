import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Json } from '../types.ts';
import { readGap } from './json-gap.ts';
import { conflict, cut, findEol, formatPath, isEqual, malformed } from './text.ts';
import type { Editor, EditUndo } from './types.ts';

/** JSON with comments and trailing commas: edits are spans, everything else stays as it is. */
export const json: Editor = {
  read: (text, { path }) => {
    const node = findNode(parse(text), path);
    return node === undefined ? undefined : toJson(node);
  },
  standing: (text, target) => json.read(text, target),
  set(text, { path }, value) {
    const root = parse(text);
    if (root === undefined) return writeAnew(text, path, value);
    let at = root;
    for (const [depth, key] of path.entries()) {
      if (at.type !== 'object')
        throw conflict(`"${formatPath(path.slice(0, depth))}" is ${at.type}, where an object is needed.`);
      const found = findProperty(at, key)?.children?.[1];
      if (found === undefined) return insert(text, at, path.slice(depth), value);
      at = found;
    }
    const previous = text.slice(at.offset, at.offset + at.length);
    const undo = { ours: value, previous, made: 0, scraps: '' };
    if (isEqual(toJson(at), value)) return { text, undo };
    return { text: cut(text, at.offset, at.offset + at.length, JSON.stringify(value)), undo };
  },
  unset(text, { path }, undo) {
    const root = parse(text);
    const node = findNode(root, path);
    if (root === undefined || node === undefined) return text;
    if (!isEqual(toJson(node), undo.ours)) return null;
    if (undo.previous !== null) return cut(text, node.offset, node.offset + node.length, undo.previous);
    return remove(text, root, node, undo);
  },
};

/** The root of a text; undefined when nothing but blanks and comments is in it. */
function parse(text: string): Node | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [first] = errors;
  if (first !== undefined) {
    const line = text.slice(0, first.offset).split('\n').length;
    throw malformed(`It is no valid JSON (line ${line}: ${printParseErrorCode(first.error)}).`);
  }
  if (root !== undefined && root.type !== 'object') throw malformed(`It holds ${root.type} instead of an object.`);
  return root;
}

/** The last member of a name: of duplicates it is the one that counts. */
function findProperty(object: Node, key: string): Node | undefined {
  return object.children?.findLast((property) => property.children?.[0]?.value === key && property.children.length > 1);
}

function findNode(root: Node | undefined, path: readonly string[]): Node | undefined {
  let at = root;
  for (const key of path) at = at?.type === 'object' ? findProperty(at, key)?.children?.[1] : undefined;
  return at;
}

function toJson(node: Node): Json {
  if (node.type === 'array') return (node.children ?? []).map(toJson);
  if (node.type !== 'object') return node.value as Json;
  return Object.fromEntries((node.children ?? []).map(({ children }) => [children![0]!.value, toJson(children![1]!)]));
}

interface Style {
  readonly eol: string;
  readonly unit: string;
}

/** Indentation of the first member that stands on a line of its own. */
function findStyle(text: string): Style {
  return { eol: findEol(text), unit: /^([ \t]+)["}/]/m.exec(text)?.[1] ?? '  ' };
}

function format(keys: readonly string[], value: Json, indent: string, { eol, unit }: Style): string {
  const [key, ...rest] = keys;
  if (key === undefined) return JSON.stringify(value);
  const name = `${JSON.stringify(key)}: `;
  if (rest.length === 0) return name + JSON.stringify(value);
  const inner = indent + unit;
  return `${name}{${eol}${inner}${format(rest, value, inner, { eol, unit })}${eol}${indent}}`;
}

function writeAnew(text: string, path: readonly string[], value: Json): ReturnType<Editor['set']> {
  const style = findStyle(text);
  const comments = text.trimEnd() === '' ? '' : `${text.trimEnd()}${style.eol}`;
  const body = `{${style.eol}${style.unit}${format(path, value, style.unit, style)}${style.eol}}${style.eol}`;
  return { text: comments + body, undo: { ours: value, previous: null, made: path.length, scraps: text } };
}

function insert(text: string, object: Node, keys: readonly string[], value: Json): ReturnType<Editor['set']> {
  const style = findStyle(text);
  const last = object.children?.at(-1);
  const close = object.offset + object.length - 1;
  const made = keys.length - 1;
  if (last === undefined) {
    const { end } = readGap(text, object.offset + 1, close);
    const outer = indentAt(text, object.offset);
    const inner = outer + style.unit;
    const body = `${style.eol}${inner}${format(keys, value, inner, style)}${style.eol}${outer}`;
    const undo = { ours: value, previous: null, made, scraps: text.slice(end, close) };
    return { text: cut(text, end, close, body), undo };
  }
  const after = last.offset + last.length;
  const { end, comma } = readGap(text, after, close);
  const isWide = text.slice(object.offset, close).includes('\n');
  const indent = isWide ? indentAt(text, last.offset) : '';
  const line = isWide ? `${style.eol}${indent}` : ' ';
  const member = line + format(keys, value, indentAt(text, last.offset), style) + (comma === null ? '' : ',');
  const grown = cut(text, end, end, member);
  return {
    text: comma === null ? cut(grown, after, after, ',') : grown,
    undo: { ours: value, previous: null, made, scraps: '' },
  };
}

/** White space at the beginning of the line on which a position stands. */
function indentAt(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? '';
}

/** Takes a member out, and the objects around it that were made for it and hold nothing else. */
function remove(text: string, root: Node, node: Node, undo: EditUndo): string {
  let property = node.parent!;
  let object = property.parent!;
  let made = undo.made;
  for (; made > 0 && object !== root && isAlone(text, object, property); made--) {
    property = object.parent!;
    object = property.parent!;
  }
  const outside = [text.slice(0, root.offset).trimEnd(), text.slice(root.offset + root.length).trim()];
  const isUntouched = outside[0] === undo.scraps.trimEnd() && outside[1] === '';
  if (made > 0 && object === root && isUntouched && isAlone(text, object, property)) return undo.scraps;
  return removeMember(text, object, property, undo.scraps);
}

/** Whether an object holds one member and not even a comment beside it. */
function isAlone(text: string, object: Node, property: Node): boolean {
  const before = text.slice(object.offset + 1, property.offset);
  const after = text.slice(property.offset + property.length, object.offset + object.length - 1);
  return /^[\s,]*$/.test(before + after);
}

function removeMember(text: string, object: Node, property: Node, scraps: string): string {
  const members = object.children ?? [];
  const at = members.indexOf(property);
  const close = object.offset + object.length - 1;
  const before = members[at - 1];
  const from = before === undefined ? object.offset + 1 : before.offset + before.length;
  const lead = readGap(text, from, property.offset);
  const to = property.offset + property.length;
  const trail = readGap(text, to, members[at + 1]?.offset ?? close);
  if (trail.comma !== null) return cut(cut(text, trail.comma, trail.comma + 1), lead.end, to);
  // The last one: the comma in front of it was for it.
  if (lead.comma !== null) return cut(cut(text, lead.end, to), lead.comma, lead.comma + 1);
  const rest = text.slice(to, close);
  return rest.trim() === '' ? cut(text, lead.end, close, scraps) : cut(text, lead.end, to);
}
