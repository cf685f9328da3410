import type { Node } from 'jsonc-parser';
import type { Json } from '../types.ts';
import { addMember, removeMember } from './json-layout.ts';
import { findNode, parse, toJson } from './json-tree.ts';
import { conflict, formatPath, isEqual } from './text.ts';
import type { Editor, Target } from './types.ts';

/**
 * An editor of JSON for which a target may also be one element of a list. The elements of others stay, whatever their
 * order; the list is made where there is none, and goes again when nothing else is in it.
 */
export function withItems(json: Editor): Editor {
  return {
    read: (text, target) => (target.item === undefined ? json.read(text, target) : readItem(text, target)),
    standing: (text, target) => (target.item === undefined ? json.standing(text, target) : readItem(text, target)),
    set: (text, target, value) =>
      target.item === undefined ? json.set(text, target, value) : setItem(json, text, target, value),
    unset(text, target, undo) {
      if (target.item === undefined) return json.unset(text, target, undo);
      const list = findList(text, target);
      const element = findElement(list, undo.ours);
      if (list === null || element === null) return mentions(list, undo.ours) ? null : text;
      const whole = { ...undo, ours: [undo.ours], made: undo.made - 1 };
      if (undo.made > 0 && list.children?.length === 1) return json.unset(text, target, whole);
      return removeMember(text, list, element, undo.scraps);
    },
  };
}

function readItem(text: string, target: Target): Json | undefined {
  return findElement(findList(text, target), target.item!) === null ? undefined : target.item;
}

function setItem(json: Editor, text: string, target: Target, value: Json): ReturnType<Editor['set']> {
  const node = findNode(parse(text), target.path);
  if (node === undefined) {
    const { text: made, undo } = json.set(text, target, [value]);
    return { text: made, undo: { ...undo, ours: value, made: undo.made + 1 } };
  }
  if (node.type !== 'array') throw conflict(`"${formatPath(target.path)}" is ${node.type}, where a list is needed.`);
  const nothing = { ours: value, previous: null, made: 0, scraps: '' };
  if (findElement(node, value) !== null) return { text, undo: nothing };
  if (mentions(node, value)) throw conflict(`"${formatPath(target.path)}" has an entry for the same address already.`);
  const added = addMember(text, node, () => JSON.stringify(value));
  return { text: added.text, undo: { ...nothing, scraps: added.scraps } };
}

function findList(text: string, { path }: Target): Node | null {
  const node = findNode(parse(text), path);
  return node?.type === 'array' ? node : null;
}

function findElement(list: Node | null, value: Json): Node | null {
  return list?.children?.find((element) => isEqual(toJson(element), value)) ?? null;
}

/** Whether an element names an address that a value of ours names: then it is ours, and somebody has changed it. */
function mentions(list: Node | null, value: Json): boolean {
  const text = JSON.stringify(value);
  const urls = text.match(/"https?:[^"\\]+"/g) ?? [];
  const standing = list === null ? '' : JSON.stringify(toJson(list));
  return urls.some((url) => standing.includes(url));
}
