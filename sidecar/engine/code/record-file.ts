import { readNumbered } from '../numbered.ts';
import { asksForParts } from '../text/question.ts';

/** From this length and this many records on a file is data that programs write and read. */
const LEAST_CHARS = 4000;
const LEAST_RECORDS = 20;
/** Records are counted in this much of the text. */
const REACH = 40_000;
const JSON_PATH = /\.(?:json|geojson)$/i;
/** Settings, manifests and texts of a program are edited, however long they are. */
const WRITTEN_BY_HAND =
  /(?:package|config|settings?|manifest|schema|composer|rules?|messages|locales?|i18n)[\w.-]*\.json$/i;
const OPENS = /^\s*\[\s*\{\s*"([^"\n]{1,80})"\s*:/;
/** A record that follows another, in a piece of a file: the white space in front of it and of its first member. */
const FOLLOWS = /\n([ \t]{1,8})\},[ \t]{0,8}\n\1\{[ \t]{0,8}\n([ \t]{1,16})"([^"\n]{1,80})"\s{0,8}:/;
/** The beginning of a whole file: records inside a list are indented. */
const BEGINS = /^(?:\s*\[|\{)/;
/** Nobody edits a line of so many characters by matching text. */
const LONGEST_LINE = 4000;
/** Parts of a path by which people name a file. */
const NAMES = /[a-z]{4,}/g;

/**
 * Whether a file, or a piece of one, is a long list of records or JSON without line breaks, which nobody edits by
 * matching text: a program does. Not when the question names the file or its folder. Of a question that only asks, any
 * long JSON is read to answer it.
 */
export function isRecordFile(text: string, path: string, question: string): boolean {
  if (text.length < LEAST_CHARS || !JSON_PATH.test(path) || WRITTEN_BY_HAND.test(path)) return false;
  if (asksForParts(question)) return true;
  const named = path.toLowerCase().split('/').slice(-2).join('/').replace(JSON_PATH, '').match(NAMES) ?? [];
  const asked = question.toLowerCase();
  if (named.some((name) => asked.includes(name))) return false;
  const head = text.slice(0, REACH).trimEnd();
  const source = readNumbered(head).contents.join('\n');
  const isOneLine = source.length > LONGEST_LINE && !source.slice(0, LONGEST_LINE).includes('\n');
  if (isOneLine && BEGINS.test(source)) return true;
  const first = BEGINS.test(source) ? OPENS.exec(source)?.[1] : firstOfFollower(source);
  return first !== undefined && countRecords(source, first) >= LEAST_RECORDS;
}

/** The first member of the records of a list that is the whole file: they are one step in, their members two. */
function firstOfFollower(source: string): string | undefined {
  const [, record = '', member = '', name] = FOLLOWS.exec(source) ?? [];
  return member.length === record.length * 2 ? name : undefined;
}

/** Objects that begin with the same member as the first one. */
function countRecords(source: string, first: string): number {
  const member = JSON.stringify(first);
  let count = 0;
  for (let at = source.indexOf(member); at >= 0; at = source.indexOf(member, at + member.length)) {
    if (/\{\s{0,40}$/.test(source.slice(Math.max(0, at - 42), at))) count++;
  }
  return count;
}
