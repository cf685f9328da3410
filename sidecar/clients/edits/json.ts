import type { Node } from 'jsonc-parser';
import type { Json } from '../types.ts';
import { addMember, findStyle, removeMember, type Style } from './json-layout.ts';
import { findNode, findProperty, parse, toJson } from './json-tree.ts';
import { conflict, cut, formatPath, isEqual } from './text.ts';
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
  const added = addMember(text, object, (indent) => format(keys, value, indent, style));
  return { text: added.text, undo: { ours: value, previous: null, made: keys.length - 1, scraps: added.scraps } };
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
