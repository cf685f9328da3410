/**
 * Weights per feature in thousandths of a token, fitted by least squares of the relative error on 2,464 windows of 6 kB of JSON,
 * logs, search hits, diffs, prose, code and HTML against the exact count (median error 4.2 %, 90th percentile 10.2 %).
 */
const PER_WORD = 965;
const PER_LETTER_BEYOND_6 = 180;
const PER_3_DIGITS = 1406;
const PER_PUNCTUATION_RUN = 607;
const PER_FURTHER_PUNCTUATION = 239;
const PER_WIDE_SPACE = 1256;
const PER_BEYOND_ASCII = 482;
const UNIT = 1000;

const UPPER = 0;
const LOWER = 1;
const DIGIT = 2;
/** The plain blank; SPACE is all other white space. */
const BLANK = 3;
const SPACE = 4;
const PUNCTUATION = 5;
const CONTROL = 6;
const BEYOND = 7;
const CLASSES = 8;

/** Class of each UTF-16 code unit, times two. */
const CLASS = new Uint8Array(65_536).fill(BEYOND * 2);
for (let code = 0; code < 128; code++) CLASS[code] = classOf(code) * 2;

function classOf(code: number): number {
  if (code >= 65 && code <= 90) return UPPER;
  if (code >= 97 && code <= 122) return LOWER;
  if (code >= 48 && code <= 57) return DIGIT;
  if (code === 32) return BLANK;
  if (code >= 9 && code <= 13) return SPACE;
  return code > 32 && code < 127 ? PUNCTUATION : CONTROL;
}

/*
 * What has been read so far, as a state. A word is capitals, then small letters; only its first seven are told apart. Digits go in
 * threes. A blank alone belongs to the word behind it. Of punctuation the first sign may repeat for nothing.
 */
const START = 0;
const CAPITALS = 1;
const SMALL = 8;
const DIGITS = 15;
const ONE_BLANK = 18;
const WIDE_SPACE = 19;
const WIDE = 20;
const SAME_SIGN = 21;
const MORE_SIGNS = 22;
const STATES = 23;
const MOST_LETTERS = 7;

/** By state, class and whether the character equals the one before: weight << 9 | next state << 4. */
const STEPS = new Int32Array(STATES * CLASSES * 2);
for (let state = START; state < STATES; state++) {
  for (let kind = 0; kind < CLASSES; kind++) {
    for (const isSame of [0, 1]) {
      const [next, weight] = goOn(state, kind, isSame === 1) ?? begin(kind);
      STEPS[(state << 4) | (kind << 1) | isSame] = (weight << 9) | (next << 4);
    }
  }
}

type Step = readonly [next: number, weight: number];

/** A character that begins something new. */
function begin(kind: number): Step {
  if (kind === UPPER) return [CAPITALS, PER_WORD];
  if (kind === LOWER) return [SMALL, PER_WORD];
  if (kind === DIGIT) return [DIGITS, PER_3_DIGITS];
  if (kind === BLANK) return [ONE_BLANK, 0];
  if (kind === SPACE) return [WIDE_SPACE, PER_WIDE_SPACE];
  return kind === BEYOND ? [WIDE, PER_BEYOND_ASCII] : [SAME_SIGN, PER_PUNCTUATION_RUN];
}

/** A character that goes on with what the state says; null when it does not. */
function goOn(state: number, kind: number, isSame: boolean): Step | null {
  const isSpace = kind === BLANK || kind === SPACE;
  if (state >= CAPITALS && state < DIGITS) {
    const isSmall = state >= SMALL;
    if (kind !== LOWER && (kind !== UPPER || isSmall)) return null;
    const letters = state - (isSmall ? SMALL : CAPITALS) + 1;
    const next = (kind === LOWER ? SMALL : CAPITALS) + Math.min(letters, MOST_LETTERS - 1);
    return [next, letters >= MOST_LETTERS - 1 ? PER_LETTER_BEYOND_6 : 0];
  }
  if (state >= DIGITS && state < ONE_BLANK) {
    if (kind !== DIGIT) return null;
    return state === ONE_BLANK - 1 ? [DIGITS, PER_3_DIGITS] : [state + 1, 0];
  }
  if (state === ONE_BLANK) return isSpace ? [WIDE_SPACE, PER_WIDE_SPACE] : null;
  if (state === WIDE_SPACE) return isSpace ? [WIDE_SPACE, 0] : null;
  if (state === SAME_SIGN && isSame) return [SAME_SIGN, 0];
  const isSign = state === SAME_SIGN || state === MORE_SIGNS;
  return isSign && kind === PUNCTUATION ? [MORE_SIGNS, PER_FURTHER_PUNCTUATION] : null;
}

/** See Tokens.estimate. One look into a table per character, no branches: about 400 MB/s. */
export function estimateTokens(text: string): number {
  let total = 0;
  let state = START;
  let last = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const step = STEPS[state | CLASS[code]! | (code === last ? 1 : 0)]!;
    total += step >>> 9;
    state = step & 0x1f0;
    last = code;
  }
  return Math.ceil(total / UNIT);
}
