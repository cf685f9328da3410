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

/** Offset just behind the piece that begins at `from`; -1 when the pattern must tell. */
export function endOfPiece(text: string, from: number): number {
  const kind = kindAt(text, from);
  switch (kind) {
    case UPPER:
    case LOWER:
      return endOfWord(text, from);
    case DIGIT:
      return endOfNumber(text, from);
    case OTHER:
      return isLetter(kindAt(text, from + 1)) ? endOfWord(text, from + 1) : endOfSigns(text, from);
    case BLANK: {
      const next = kindAt(text, from + 1);
      if (isLetter(next)) return endOfWord(text, from + 1);
      return next === OTHER && text.charCodeAt(from) === 32 ? endOfSigns(text, from + 1) : endOfSpace(text, from);
    }
    case BREAK:
      return endOfSpace(text, from);
    default:
      return -1;
  }
}

function kindAt(text: string, at: number): number {
  return at < text.length ? KINDS[text.charCodeAt(at)]! : END;
}

function isLetter(kind: number): boolean {
  return kind === UPPER || kind === LOWER;
}

/** Capitals, then small letters, then an English ending such as 's. */
function endOfWord(text: string, from: number): number {
  let at = from;
  while (kindAt(text, at) === UPPER) at++;
  while (kindAt(text, at) === LOWER) at++;
  const behind = kindAt(text, at);
  if (behind === BEYOND) return -1;
  return behind === OTHER && text.charCodeAt(at) === 39 ? at + endingLength(text, at + 1) : at;
}

/** Length of 's, 'd, 'm, 't, 'll, 've, 're with its apostrophe; 0 for anything else. */
function endingLength(text: string, at: number): number {
  const first = text.charCodeAt(at) | 32;
  // The bit that makes letters small makes letters of some signs too.
  if (!isLetter(kindAt(text, at))) return 0;
  if (first === 115 || first === 100 || first === 109 || first === 116) return 2;
  if (!isLetter(kindAt(text, at + 1))) return 0;
  const second = text.charCodeAt(at + 1) | 32;
  return (first === 108 && second === 108) || ((first === 118 || first === 114) && second === 101) ? 3 : 0;
}

function endOfNumber(text: string, from: number): number {
  let at = from + 1;
  while (at < from + 3 && kindAt(text, at) === DIGIT) at++;
  return at < from + 3 && kindAt(text, at) === BEYOND ? -1 : at;
}

/** Signs, then line breaks and slashes. */
function endOfSigns(text: string, from: number): number {
  let at = from;
  while (kindAt(text, at) === OTHER) at++;
  if (kindAt(text, at) === BEYOND) return -1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 10 && code !== 13 && code !== 47) return at;
    at++;
  }
}

/** Up to the last line break; without one all but the last blank, which belongs to what follows. */
function endOfSpace(text: string, from: number): number {
  let at = from;
  let afterBreak = -1;
  for (;;) {
    const kind = kindAt(text, at);
    if (kind === BREAK) afterBreak = at + 1;
    else if (kind !== BLANK) break;
    at++;
  }
  const behind = kindAt(text, at);
  if (behind === BEYOND) return -1;
  if (afterBreak >= 0) return afterBreak;
  return behind === END || at === from + 1 ? at : at - 1;
}
