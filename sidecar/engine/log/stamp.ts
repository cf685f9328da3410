/** A time of day near the start of a line, with the date in front of it when there is one. */
const TIME = /(?<!\d)(?:[01]?\d|2[0-4]):[0-5]\d:[0-6]\d(?:[.,:]\d{1,9})?(?![\d:])/g;
const DATE =
  /(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[-/.]\d{1,2}|\d{8}|\d{1,2}\/[A-Z][a-z]{2}\/\d{4}|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?[A-Z][a-z]{2} {1,2}\d{1,2}|\d{1,2} [A-Z][a-z]{2}(?: \d{4})?)[T :_-]{1,2}$/;
/** Stamps without colons: 2005-06-03-15.42.50.675872, 081109 203615, 20171223T221529Z. */
const PLAIN =
  /(?<![\d.])(?:(\d{4}-\d{2}-\d{2}[-_ T])(\d{2}\.\d{2}\.\d{2}(?:\.\d{1,9})?)|(\d{6} )(\d{6})(?= )|(\d{8}T)(\d{6}(?:\.\d{1,9})?))/;
const BRIEF = /(?<![\d:])[0-5]?\d:[0-5]\d(?:[.,]\d{1,6})?(?![\d:])/;

/** How far a stamp may stand from the start of its line, in characters. */
const REACH = 96;

export interface Stamp {
  /** As written, with what separates it from the time; '' when the line has none. */
  readonly date: string;
  /** As written. */
  readonly time: string;
  /** Where the stamp starts in its line. */
  readonly at: number;
}

/** Fewer digits make no time and no plain stamp. */
const FEWEST_DIGITS = 5;

/** Whether a head may hold a stamp: digits, with a colon between two of them or four in a row. Most lines of most texts have none. */
function mayHoldStamp(head: string): boolean {
  let digits = 0;
  let run = 0;
  let isTime = false;
  for (let at = 0; at < head.length; at++) {
    const code = head.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      digits++;
      if (++run >= 4) isTime = true;
    } else {
      if (code === 58 && run > 0) isTime = true;
      run = 0;
    }
    if (isTime && digits >= FEWEST_DIGITS) return true;
  }
  return false;
}

/** The first time stamp in the head of a line that stands for itself (not part of a file's name), or null. */
export function findStamp(line: string): Stamp | null {
  const head = line.length > REACH ? line.slice(0, REACH) : line;
  if (!mayHoldStamp(head)) return null;
  const plain = PLAIN.exec(head);
  for (const clock of head.matchAll(TIME)) {
    if (plain !== null && plain.index < clock.index) break;
    const date = DATE.exec(head.slice(Math.max(0, clock.index - 24), clock.index))?.[0] ?? '';
    const at = clock.index - date.length;
    if (!/[\w.]/.test(head.charAt(at - 1))) return { date, time: clock[0], at };
  }
  if (plain === null) return null;
  const date = plain[1] ?? plain[3] ?? plain[5] ?? '';
  return { date, time: plain[2] ?? plain[4] ?? plain[6] ?? '', at: plain.index };
}

/** Whether a line begins like a log record: with a stamp, or with a short time in brackets or before a word. */
export function isStamped(line: string): boolean {
  const stamp = findStamp(line);
  if (stamp !== null) return true;
  const brief = BRIEF.exec(line.slice(0, 24));
  return brief !== null && brief.index <= 12;
}

/** "10:02:11" or, when the dates differ, "Jun 22 03:17:26": how a later stamp is told apart from an earlier one. */
export function spellUntil(first: Stamp, last: Stamp): string {
  return first.date === last.date ? last.time : last.date + last.time;
}
