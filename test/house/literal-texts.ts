import { parseAst } from 'rolldown/parseAst';

/** A text in the code that a person would read. */
export interface LiteralText {
  readonly line: number;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
}

/** Attributes and fields whose text is shown or read aloud. */
const SHOWN =
  /^(aria-label|aria-description|aria-valuetext|title|placeholder|alt|label|word|sentence|detail|note|hint)$/;
/** Attributes that hold code: names of classes, drawings, addresses, types. */
const CODE =
  /^(class|classList|id|for|href|d|viewBox|accept|rel|target|list|name|type|role|key|style|scope|autocomplete|inputmode|data-.*)$/;
/** What reads like language wherever it stands: two words, or one that begins like a sentence. */
const READS_LIKE_TEXT = /\p{L}{2,}[,;:]? \p{L}|^\p{Lu}\p{Ll}+[ .…:]?$/u;
/** Modules, types, and what is thrown as a defect. */
const NO_TEXT = /^(Import|TS(?!As|Satisfies|NonNull)|ThrowStatement)/;
const LETTERS = /\p{L}{2,}/u;

/**
 * The texts of a file that stand in its code: between tags, in attributes that are shown, and every other string that reads
 * like language. Types, imports, and what is thrown as a defect are none.
 * @param name of the file; its end says what is parsed
 */
export function findLiteralTexts(source: string, name: string): readonly LiteralText[] {
  const found: LiteralText[] = [];
  const add = (node: Node, text: string): void => {
    const said = text.trim().replace(/\s+/g, ' ');
    found.push({ line: source.slice(0, node.start).split('\n').length, text: said });
  };
  walk(parseAst(source, { lang: name.endsWith('.tsx') ? 'tsx' : 'ts' }), false, add);
  return found;
}

function walk(value: unknown, isShown: boolean, add: (node: Node, text: string) => void): void {
  if (Array.isArray(value)) for (const each of value) walk(each, isShown, add);
  if (!isNode(value) || NO_TEXT.test(value.type)) return;
  if (/^(Literal|JSXText|TemplateElement)$/.test(value.type)) {
    const text = textOf(value);
    const reads = isShown || value.type === 'JSXText' ? LETTERS : READS_LIKE_TEXT;
    if (reads.test(text.replace(/&\w+;/g, ' '))) add(value, text);
    return;
  }
  const named = nameOf(value);
  if (value.type === 'JSXAttribute' && CODE.test(named)) return;
  // What a call is given is judged for itself: it is a key or a number more often than a text.
  const isBelow = SHOWN.test(named) || (isShown && value.type !== 'CallExpression');
  for (const [field, child] of Object.entries(value)) if (!isCode(value, field)) walk(child, isBelow, add);
}

/** Names of fields, and what something is compared with. */
function isCode(parent: Record<string, unknown>, field: string): boolean {
  if (parent.type === 'Property') return field === 'key';
  if (parent.type === 'MemberExpression') return field === 'property';
  return parent.type === 'BinaryExpression' && /^[!=]==?$/.test(String(parent.operator));
}

function isNode(value: unknown): value is Node & Record<string, unknown> {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The name of an attribute, or of a field of an object; '' for all else. */
function nameOf(node: Record<string, unknown>): string {
  const key = node.type === 'JSXAttribute' ? node.name : node.type === 'Property' ? node.key : undefined;
  if (!isNode(key)) return '';
  return String(key.name ?? key.value ?? '');
}

function textOf(node: Record<string, unknown>): string {
  const { value } = node;
  if (typeof value === 'string') return value;
  return isCooked(value) ? (value.cooked ?? '') : '';
}

function isCooked(value: unknown): value is { cooked: string | null } {
  return typeof value === 'object' && value !== null && 'cooked' in value;
}
