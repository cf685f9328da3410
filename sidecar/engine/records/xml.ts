import type { JsonDocument } from '../json/document.ts';
import type { JsonNode } from '../json/read.ts';
import { looksLiteral } from '../json/spell.ts';

/** Nesting beyond this is left alone: every walk over a tree is recursive. */
const MAX_DEPTH = 90;
const NAME = /[A-Za-z_][\w:.-]{0,200}/y;
const ATTRIBUTE = /\s+([A-Za-z_][\w:.-]{0,200})\s{0,8}=\s{0,8}(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /\s*(\/?)>/y;
const DECLARATION = /^\s*(?:<\?xml[^<>]{0,300}\?>\s*)?/;
const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g;
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const;

/**
 * Reads XML of which every element holds either text or elements as objects: attributes as `@name`, text beside them
 * as `#text`, elements of one name in a row as a list.
 * @returns null for anything else (mixed content, comments, doctypes, errors), so that nothing can get lost
 */
export function readXml(text: string): JsonDocument | null {
  const before = DECLARATION.exec(text)?.[0] ?? '';
  const reader = new Reader(text, before.length);
  const root = reader.element(0);
  if (root === null || text.slice(reader.at).trim() !== '') return null;
  return {
    before,
    root: { kind: 'record', keys: [root.name], values: [root.node] },
    after: text.slice(reader.at),
    lines: false,
    cut: false,
  };
}

/** Whether the text opens with an element and ends with its end. */
export function looksLikeXml(text: string): boolean {
  const start = DECLARATION.exec(text.slice(0, 1000))?.[0].length ?? 0;
  const name = /^<([A-Za-z_][\w:.-]{0,200})[\s>]/.exec(text.slice(start, start + 300))?.[1];
  return name !== undefined && text.slice(-500).trimEnd().endsWith(`</${name}>`);
}

interface Element {
  readonly name: string;
  readonly node: JsonNode;
}

class Reader {
  private readonly text: string;
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  element(depth: number): Element | null {
    if (this.text[this.at] !== '<' || depth > MAX_DEPTH) return null;
    this.at++;
    const name = this.match(NAME)?.[0];
    if (name === undefined) return null;
    const keys: string[] = [];
    const values: JsonNode[] = [];
    for (let found = this.match(ATTRIBUTE); found !== null; found = this.match(ATTRIBUTE)) {
      keys.push(`@${found[1]!}`);
      values.push(readText(found[2] ?? found[3] ?? ''));
    }
    const end = this.match(TAG_END);
    if (end === null) return null;
    if (end[1] === '/') return { name, node: keys.length === 0 ? EMPTY : { kind: 'record', keys, values } };
    return this.content({ name, keys, values }, depth);
  }

  /** What stands between the tags, and the closing tag. */
  private content(
    { name, keys, values }: { name: string; keys: string[]; values: JsonNode[] },
    depth: number,
  ): Element | null {
    const children: Element[] = [];
    let own = '';
    for (;;) {
      const next = this.text.indexOf('<', this.at);
      if (next < 0) return null;
      own += this.text.slice(this.at, next);
      this.at = next;
      if (this.text.startsWith('</', next)) break;
      if (this.text.startsWith('<![CDATA[', next)) {
        const end = this.text.indexOf(']]>', next);
        if (end < 0) return null;
        own += this.text.slice(next + 9, end).replaceAll('&', '&amp;');
        this.at = end + 3;
        continue;
      }
      const child = this.element(depth + 1);
      if (child === null) return null;
      children.push(child);
    }
    if (!this.text.startsWith(`</${name}`, this.at)) return null;
    this.at += name.length + 2;
    if (this.match(/\s*>/y) === null) return null;
    const isBlank = own.trim() === '';
    if (children.length > 0 && !isBlank) return null;
    if (children.length === 0 && keys.length === 0) return { name, node: isBlank ? EMPTY : readText(own) };
    if (!isBlank) {
      keys.push('#text');
      values.push(readText(own));
    }
    addChildren(children, keys, values);
    return { name, node: { kind: 'record', keys, values } };
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at += found[0].length;
    return found;
  }
}

const EMPTY: JsonNode = { kind: 'text', value: '' };

/** Elements of one name that follow each other become a list. */
function addChildren(children: readonly Element[], keys: string[], values: JsonNode[]): void {
  for (let i = 0; i < children.length; ) {
    const { name } = children[i]!;
    let end = i + 1;
    while (end < children.length && children[end]!.name === name) end++;
    const items = children.slice(i, end).map(({ node }) => node);
    keys.push(name);
    values.push(items.length === 1 ? items[0]! : { kind: 'list', items });
    i = end;
  }
}

function readText(raw: string): JsonNode {
  const value = raw
    .replace(ENTITY, (whole, name: keyof typeof NAMED | undefined, decimal?: string, hex?: string) => {
      if (name !== undefined) return NAMED[name];
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
    })
    .trim();
  return looksLiteral(value) ? { kind: 'literal', raw: value } : { kind: 'text', value };
}
