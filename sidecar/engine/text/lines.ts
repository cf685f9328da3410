/** What one line of a document is by its look alone. */
export type LineKind = 'blank' | 'fence' | 'heading' | 'rule' | 'item' | 'quote' | 'technical' | 'meta' | 'prose';

const HEADING = /^#{1,6}\s+\S/;
const RULE = /^(?:-{3,}|={3,}|\*{3,}|_{3,}|~{4,})$/;
const ITEM = /^(?:[-*+•‣◦–]|\d{1,3}[.)]|[a-zA-Z][.)]|\(\d{1,3}\))\s+\S/;
const FENCE = /^(?:```|~~~)/;
/** "Source: handbook, page 3": says where a passage comes from. */
const META = /^(?:\*\*)?[\p{L}_][\p{L}\p{N} _-]{0,24}(?:\*\*)?\s?[:=](?:\*\*)?\s*\S/u;
const LONGEST_META = 160;
/** Shell lines, markup, statements, quoted failures and log lines. */
const TECHNICAL =
  /^(?:[$%❯]\s+\S|#!|<[!/a-z]|\||\+[-=+]{3,}|[\w./-]+@[\w.-]+[:~$]|(?:[A-Z]\w*)?(?:Error|Exception|Warning|Traceback|FAIL(?:ED)?|FATAL)\b.{0,40}:|at \S+\s?\(|\w+(?:\.\w+)*\(.*\)[;:]?$|\d{4}-\d\d-\d\d[T ]\d\d:|@@ |[+-]{3} |(?:GET|POST|PUT|DELETE|PATCH) \/)/;
const CODE_SIGNS = /[{}();=<>|\\[\]$&`~^]/g;
const MOST_CODE_SIGNS = 0.08;
/** Columns: two or more wide gaps or tabs between words. */
const COLUMNS = /\S(?:\t| {3,})\S.{0,200}?\S(?:\t| {3,})\S/;
/** Only the beginning of a line tells what it is. */
const LOOK = 300;

/** @param line without its line break and gutter */
export function kindOfLine(line: string): LineKind {
  const head = line.slice(0, LOOK);
  const text = head.trim();
  if (text === '') return 'blank';
  if (FENCE.test(text)) return 'fence';
  if (HEADING.test(text)) return 'heading';
  if (RULE.test(text)) return 'rule';
  if (TECHNICAL.test(text) || COLUMNS.test(head)) return 'technical';
  if (/^(?:\t| {4,})\S/.test(head) && !ITEM.test(text) && !isSentence(text)) return 'technical';
  const signs = text.match(CODE_SIGNS)?.length ?? 0;
  if (signs >= 3 && signs > text.length * MOST_CODE_SIGNS && !isSentence(text)) return 'technical';
  if (ITEM.test(text)) return 'item';
  if (text.startsWith('>')) return 'quote';
  if (line.length <= LONGEST_META && META.test(text) && !isSentence(text)) return 'meta';
  return 'prose';
}

/** Ends like a sentence and has the words of one. */
function isSentence(text: string): boolean {
  return text.length >= LOOK || (/[.!?。！？…]["'”’)\]]*$/.test(text) && text.split(' ', 6).length > 5);
}

/** A line that stands alone, is short, begins large and does not end like a sentence. */
export function isTitle(line: string): boolean {
  const text = line.trim();
  return (
    text.length > 0 &&
    text.length <= 90 &&
    !/[.!?,;:。！？，；：]$/.test(text) &&
    /^["'“«(]?[\p{Lu}\p{Lo}\p{N}]/u.test(text) &&
    text.split(/\s+/).length <= 14
  );
}

/** Line numbers that read tools put in front: "   12\t", "12→". */
export const GUTTER = /^\s{0,8}(\d{1,7})(?:\t|→|\|\s?|:\s)/;

/** Whether the first lines are numbered one by one. */
export function hasGutter(lines: readonly string[]): boolean {
  if (lines.length < 2) return false;
  let last = -1;
  for (const line of lines.slice(0, 8)) {
    const number = Number(GUTTER.exec(`${line}\t`)?.[1] ?? Number.NaN);
    if (Number.isNaN(number) || (last >= 0 && number !== last + 1)) return false;
    last = number;
  }
  return true;
}
