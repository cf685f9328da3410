import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Json } from '../types.ts';
import { lineAt, malformed } from './text.ts';

/** The root of a text; undefined when nothing but blanks and comments is in it. */
export function parse(text: string): Node | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [first] = errors;
  if (first !== undefined) {
    throw malformed(`It is no valid JSON (line ${lineAt(text, first.offset)}: ${printParseErrorCode(first.error)}).`);
  }
  if (root !== undefined && root.type !== 'object') throw malformed(`It holds ${root.type} instead of an object.`);
  return root;
}

/** The last member of a name: of duplicates it is the one that counts. */
export function findProperty(object: Node, key: string): Node | undefined {
  return object.children?.findLast((property) => property.children?.[0]?.value === key && property.children.length > 1);
}

export function findNode(root: Node | undefined, path: readonly string[]): Node | undefined {
  let at = root;
  for (const key of path) at = at?.type === 'object' ? findProperty(at, key)?.children?.[1] : undefined;
  return at;
}

export function toJson(node: Node): Json {
  if (node.type === 'array') return (node.children ?? []).map(toJson);
  if (node.type !== 'object') return node.value as Json;
  return Object.fromEntries((node.children ?? []).map(({ children }) => [children![0]!.value, toJson(children![1]!)]));
}
