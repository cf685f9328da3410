/**
 * Character classes: 0 separator (copied), 1 digit, 2 letter (everything beyond ASCII too), 3 joiner inside words.
 * A word is a longest run of digits, letters and joiners.
 */
const CLASS = new Uint8Array(128);
for (let code = 48; code <= 57; code++) CLASS[code] = 1;
for (let code = 65; code <= 90; code++) CLASS[code] = CLASS[code + 32] = 2;
for (const joiner of '._-:/+%@#$\\') CLASS[joiner.charCodeAt(0)] = 3;

/** Longer lines are judged by their beginning: a template never needed more in any log seen. */
const LONGEST = 2000;

/**
 * The template of a line: numbers, hex strings, ids, addresses, absolute paths and URLs become "#", everything else
 * stays. Lines with the same result say the same thing about other values. Linear.
 */
export function maskLine(line: string): string {
  const end = Math.min(line.length, LONGEST);
  let mask = '';
  let copied = 0;
  let i = 0;
  while (i < end) {
    if (classOf(line, i) === 0) {
      i++;
      continue;
    }
    const from = i;
    let digits = 0;
    let slashes = 0;
    for (; i < end; i++) {
      const kind = classOf(line, i);
      if (kind === 0) break;
      if (kind === 1) digits++;
      else if (kind === 3 && line.charCodeAt(i) === SLASH) slashes++;
    }
    if (digits === 0 && slashes < 2) continue;
    const masked = maskWord(line, from, i, digits, slashes);
    if (masked === null) continue;
    const glue = line.slice(copied, from);
    // "1 2 3" and "1 2" are the same list of values.
    const joins = masked === '#' && glue.length <= 2 && mask.endsWith('#') && /^[\s,;]*$/.test(glue);
    if (!joins) mask += glue + masked;
    copied = i;
  }
  return mask + line.slice(copied, end);
}

const SLASH = 47;
const HEX = /^(?:0[xX])?[0-9a-fA-F]+$/;
const HEX_PARTS = /^[0-9a-fA-F]{2,}(?:[-:][0-9a-fA-F]{2,})+$/;
const DIGITS = /\d+/g;
const SENTENCE = /^[A-Z]?[a-z]{2,}$/;

function classOf(line: string, at: number): number {
  const code = line.charCodeAt(at);
  return code < 128 ? CLASS[code]! : 2;
}

/** What stands for a word in the template; null when the word is part of the template itself. */
function maskWord(line: string, from: number, to: number, digits: number, slashes: number): string | null {
  // A colon or full stop behind a value belongs to the sentence.
  let stop = to;
  while (stop > from && isTrailing(line.charCodeAt(stop - 1))) stop--;
  const tail = line.slice(stop, to);
  const word = line.slice(from, stop);
  const scheme = slashes >= 2 ? word.indexOf('://') : -1;
  if (scheme > 0) return `${word.slice(0, scheme)}://#${tail}`;
  if (slashes >= 2 && word.charCodeAt(0) === SLASH) return `/#${tail}`;
  if (digits === 0) return null;
  // "10.251.30.85:50010:Got exception": the last part is a word of the message, glued to a value.
  const colon = word.lastIndexOf(':');
  if (colon > 0 && SENTENCE.test(word.slice(colon + 1))) {
    const value = maskWord(word, 0, colon, digits, slashes);
    return value === null ? null : value + word.slice(colon) + tail;
  }
  const { length } = word;
  if (digits === length || (length >= 4 && (HEX.test(word) || HEX_PARTS.test(word)))) return `#${tail}`;
  let letters = 0;
  let groups = 0;
  let wasDigit = false;
  for (let i = 0; i < length; i++) {
    const kind = classOf(word, i);
    if (kind === 2) letters++;
    if (kind === 1 && !wasDigit) groups++;
    wasDigit = kind === 1;
  }
  if (digits * 2 < letters && groups <= 2) return word.replace(DIGITS, '#') + tail;
  let lead = 0;
  while (lead < length && classOf(word, lead) === 2) lead++;
  return (lead >= 2 ? `${word.slice(0, lead)}#` : '#') + tail;
}

function isTrailing(code: number): boolean {
  return code === 58 || code === 46 || code === SLASH;
}
