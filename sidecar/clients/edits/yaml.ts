import type { Json } from '../types.ts';
import { conflict, cut, cutScraps, findEol, isEqual, malformed } from './text.ts';
import type { Editor, Target } from './types.ts';

/**
 * The settings files of some clients are YAML with plain `key: value` lines at the left margin. Only those lines are
 * read and written; everything that is indented, and every other construct, is left as it is.
 */
export const yaml: Editor = {
  read(text, target) {
    const line = findLine(text, target);
    // Whatever it is, it is there.
    return line === null ? undefined : (parseScalar(line.value) ?? line.value);
  },
  standing: (text, target) => yaml.read(text, target),
  set(text, target, value) {
    const line = findLine(text, target);
    const key = keyOf(target);
    if (line === null) {
      const eol = findEol(text);
      const scraps = `${text === '' || text.endsWith('\n') ? '' : eol}${key}: ${format(value)}${eol}`;
      return { text: text + scraps, undo: { ours: value, previous: null, made: 0, scraps } };
    }
    const standing = parseScalar(line.value);
    if (standing === undefined) throw conflict(`"${key}" is no plain value.`);
    const undo = { ours: value, previous: line.value, made: 0, scraps: '' };
    if (isEqual(standing, value)) return { text, undo };
    return { text: cut(text, line.start, line.start + line.value.length, format(value)), undo };
  },
  unset(text, target, undo) {
    const line = findLine(text, target);
    if (line === null) return text;
    if (!isEqual(parseScalar(line.value), undo.ours)) return null;
    if (undo.previous !== null) return cut(text, line.start, line.start + line.value.length, undo.previous);
    const at = text.lastIndexOf('\n', line.start) + 1;
    const whole = cutScraps(text, undo.scraps, at);
    if (whole !== null) return whole;
    const end = text.indexOf('\n', at);
    return cut(text, at, end < 0 ? text.length : end + 1);
  },
};

function keyOf({ path }: Target): string {
  const [key] = path;
  if (key === undefined || path.length !== 1) throw new TypeError('only keys at the margin are edited in YAML');
  return key;
}

/** The line of a key at the left margin, its last one; null when there is none. */
function findLine(text: string, target: Target): { start: number; value: string } | null {
  checkForm(text);
  const pattern = new RegExp(`^(["']?)${quotePattern(keyOf(target))}\\1[ \\t]*:(?:[ \\t]+|(?=\\r?$))`, 'gm');
  let found: { start: number; value: string } | null = null;
  for (const match of text.matchAll(pattern)) {
    const start = match.index + match[0].length;
    const rest = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
    const next = text.slice(start + rest.length).replace(/^\r?\n/, '');
    // A block below it belongs to it; then its value is more than this line.
    const hasBlock = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:[ \t]+\S|- )/.test(next) && stripComment(rest) === '';
    found = { start, value: hasBlock ? `${stripComment(rest)}\n` : stripComment(rest) };
  }
  return found;
}

/** @throws AppError client.malformed when the text is more than plain lines can say. */
function checkForm(text: string): void {
  if (/^\s*[{[]/.test(text))
    throw malformed('It is written in one flow ({…}); only plain "key: value" lines are edited.');
  if (/^(?:---|\.\.\.)[ \t]*\r?$/m.test(text.replace(/^(?:\s|#[^\n]*\n)*---[ \t]*\r?\n/, ''))) {
    throw malformed('It holds several YAML documents.');
  }
  if (/^\t/m.test(text)) throw malformed('It is indented with tabs, which YAML does not allow.');
}

function stripComment(rest: string): string {
  const quoted = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(rest)?.[0];
  if (quoted !== undefined) return quoted;
  return rest.replace(/(?:^|[ \t]+)#.*$/, '').trimEnd();
}

/** A plain scalar or a one-line list of quoted texts; undefined when it is anything else (a block, an anchor, a tag). */
function parseScalar(value: string): Json | undefined {
  if (value.startsWith('"') || /^\[.*\]$/.test(value)) {
    try {
      return JSON.parse(value) as Json;
    } catch {
      return undefined; // an escape or a list that JSON does not know: not a value of ours, and not a base URL
    }
  }
  if (value.endsWith('\n') || /^[&*!|>[{%@`]/.test(value)) return undefined;
  if (value.startsWith("'")) return value.slice(1, -1).replaceAll("''", "'");
  return value;
}

function format(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((one) => JSON.stringify(one)).join(', ')}]`;
  if (typeof value !== 'string') throw new TypeError('only texts and lists of texts are written to YAML');
  return /^[A-Za-z][\w./:-]*[\w/]$/.test(value) ? value : JSON.stringify(value);
}

function quotePattern(key: string): string {
  return key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
