import { readNumbered } from '../numbered.ts';

/** From this length and this many records on a file is data that programs write and read. */
const LEAST_CHARS = 6000;
const LEAST_RECORDS = 20;
/** Records are counted in this much of the text. */
const REACH = 40_000;
const JSON_PATH = /\.(?:json|geojson)$/i;
/** Settings, manifests and texts of a program are edited, however long they are. */
const WRITTEN_BY_HAND =
  /(?:package|config|settings?|manifest|schema|composer|rules?|messages|locales?|i18n)[\w.-]*\.json$/i;
const OPENS = /^\s*\[\s*\{\s*"([^"\n]{1,80})"\s*:/;
/** Parts of a path by which people name a file. */
const NAMES = /[a-z]{4,}/g;

/**
 * Whether a file is a long list of records, which nobody edits by matching text: a program does. Not when the question
 * names the file or its folder.
 */
export function isRecordFile(text: string, path: string, question: string): boolean {
  if (text.length < LEAST_CHARS || !JSON_PATH.test(path) || WRITTEN_BY_HAND.test(path)) return false;
  const named = path.toLowerCase().split('/').slice(-2).join('/').replace(JSON_PATH, '').match(NAMES) ?? [];
  const asked = question.toLowerCase();
  if (named.some((name) => asked.includes(name))) return false;
  const head = text.slice(0, REACH);
  const source = readNumbered(head).contents.join('\n');
  const first = OPENS.exec(source)?.[1];
  return first !== undefined && countRecords(source, first) >= LEAST_RECORDS;
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
