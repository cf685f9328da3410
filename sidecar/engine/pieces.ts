/**
 * Where the pieces of the o200k vocabulary's pattern end, for plain ASCII: several times faster than the pattern. What
 * touches a character beyond ASCII is left to the pattern, because letters and marks there follow other rules.
 */

/** Kinds of ASCII characters: 1 upper case, 2 lower case, 3 digit, 4 blank, 5 line break, 6 other, 0 beyond ASCII. */
const KINDS = new Uint8Array(65_536);
for (let code = 0; code < 128; code++) {
  if (code >= 65 && code <= 90) KINDS[code] = 1;
  else if (code >= 97 && code <= 122) KINDS[code] = 2;
  else if (code >= 48 && code <= 57) KINDS[code] = 3;
  else if (code === 10 || code === 13) KINDS[code] = 5;
  else if (code === 32 || code === 9 || code === 11 || code === 12) KINDS[code] = 4;
  else KINDS[code] = 6;
}
const BEYOND = 0;
const UPPER = 1;
const LOWER = 2;
const DIGIT = 3;
const BLANK = 4;
const BREAK = 5;
const OTHER = 6;
/** Stands for the end of the text. */
const END = 7;

/**
 * Offset just behind the piece that begins at `from`; -1 when the pattern must tell.
 * @param units UTF-16 code units of the text, in an array rather than a string, whose characters cost three times as much
 * @param end where the text ends
 */
export function endOfPiece(units: Uint16Array, from: number, end: number): number {
  const kind = kindAt(units, from, end);
  switch (kind) {
    case UPPER:
    case LOWER:
      return endOfWord(units, from, end);
    case DIGIT:
      return endOfNumber(units, from, end);
    case OTHER:
      return isLetter(kindAt(units, from + 1, end)) ? endOfWord(units, from + 1, end) : endOfSigns(units, from, end);
    case BLANK: {
      const next = kindAt(units, from + 1, end);
      if (isLetter(next)) return endOfWord(units, from + 1, end);
      return next === OTHER && units[from] === 32 ? endOfSigns(units, from + 1, end) : endOfSpace(units, from, end);
    }
    case BREAK:
      return endOfSpace(units, from, end);
    default:
      return -1;
  }
}

function kindAt(units: Uint16Array, at: number, end: number): number {
  return at < end ? KINDS[units[at]!]! : END;
}

function isLetter(kind: number): boolean {
  return kind === UPPER || kind === LOWER;
}

/** Capitals, then small letters, then an English ending such as 's. */
function endOfWord(units: Uint16Array, from: number, end: number): number {
  let at = from;
  while (kindAt(units, at, end) === UPPER) at++;
  while (kindAt(units, at, end) === LOWER) at++;
  const behind = kindAt(units, at, end);
  if (behind === BEYOND) return -1;
  return behind === OTHER && units[at]! === 39 ? at + endingLength(units, at + 1, end) : at;
}

/** Length of 's, 'd, 'm, 't, 'll, 've, 're with its apostrophe; 0 for anything else. */
function endingLength(units: Uint16Array, at: number, end: number): number {
  const first = units[at]! | 32;
  // The bit that makes letters small makes letters of some signs too.
  if (!isLetter(kindAt(units, at, end))) return 0;
  if (first === 115 || first === 100 || first === 109 || first === 116) return 2;
  if (!isLetter(kindAt(units, at + 1, end))) return 0;
  const second = units[at + 1]! | 32;
  return (first === 108 && second === 108) || ((first === 118 || first === 114) && second === 101) ? 3 : 0;
}

function endOfNumber(units: Uint16Array, from: number, end: number): number {
  let at = from + 1;
  while (at < from + 3 && kindAt(units, at, end) === DIGIT) at++;
  return at < from + 3 && kindAt(units, at, end) === BEYOND ? -1 : at;
}

/** Signs, then line breaks and slashes. */
function endOfSigns(units: Uint16Array, from: number, end: number): number {
  let at = from;
  while (kindAt(units, at, end) === OTHER) at++;
  if (kindAt(units, at, end) === BEYOND) return -1;
  for (; at < end; at++) {
    const code = units[at]!;
    if (code !== 10 && code !== 13 && code !== 47) break;
  }
  return at;
}

/** Up to the last line break; without one all but the last blank, which belongs to what follows. */
function endOfSpace(units: Uint16Array, from: number, end: number): number {
  let at = from;
  let afterBreak = -1;
  for (;;) {
    const kind = kindAt(units, at, end);
    if (kind === BREAK) afterBreak = at + 1;
    else if (kind !== BLANK) break;
    at++;
  }
  const behind = kindAt(units, at, end);
  if (behind === BEYOND) return -1;
  if (afterBreak >= 0) return afterBreak;
  return behind === END || at === from + 1 ? at : at - 1;
}
