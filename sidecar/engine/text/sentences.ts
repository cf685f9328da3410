/** A stretch of a text: [from, to). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Abbreviations that a name, a number or another capital may follow. */
const ABBREVIATIONS = new Set(
  (
    'dr mr mrs ms prof sr jr st mt ft gen col sgt capt lt cmdr rev hon gov sen rep pres dept univ inc ltd co corp bros vs etc cf al ca c approx ' +
    'fig figs eq eqs sec secs ch vol vols no nos pp p ed eds art arts para ref refs e.g i.e viz resp max min est jan feb mar apr jun jul aug ' +
    'sep sept oct nov dec mon tue wed thu fri sat sun z.b d.h u.a bzw ggf vgl nr abs str usw evtl mme mlle av env sra dra pág núm'
  ).split(' '),
);

const CLOSERS = new Set('"\'”’»)]}*_');
const STOPS = '.!?…';
const FULL_STOPS = new Set('。！？｡');
/** The first of the stops beyond full stop, exclamation and question mark: the Arabic question mark. */
const LEAST_OTHER_STOP = 0x61f;
/** No sentence is looked at further back than this for the word before its stop. */
const LONGEST_ABBREVIATION = 12;
const LONGEST_NOTE = 24;

/**
 * Sentences of one paragraph, without the space between them. Where an end is in doubt (abbreviation, initial, small
 * letter next) the sentence goes on: two sentences held together cost some tokens, one torn apart costs its meaning.
 */
export function splitSentences(text: string, { from, to }: Span): Span[] {
  const found: Span[] = [];
  let start = skipSpace(text, from, to);
  for (let i = start; i < to; i++) {
    const code = text.charCodeAt(i);
    // Nearly all characters: below these scripts only three signs end a sentence.
    if (code < LEAST_OTHER_STOP && code !== 46 && code !== 33 && code !== 63) continue;
    const end = endAt(text, i, to);
    if (end < 0) continue;
    found.push({ from: start, to: end });
    start = skipSpace(text, end, to);
    i = start - 1;
  }
  const last = trimEnd(text, start, to);
  if (last > start) found.push({ from: start, to: last });
  return found;
}

/** The end of the sentence whose stop stands at `i`, closing quotes and notes included; -1 when none ends there. */
function endAt(text: string, i: number, to: number): number {
  const sign = text[i] ?? '';
  if (FULL_STOPS.has(sign)) return skipClosers(text, i + 1, to, '」』”）');
  if (sign !== '.' && sign !== '!' && sign !== '?' && sign !== '…' && sign !== '।' && sign !== '؟') return -1;
  if (i > 0 && STOPS.includes(text[i - 1] ?? ' ')) return -1;
  let end = i + 1;
  while (end < to && STOPS.includes(text[end] ?? ' ')) end++;
  end = skipNotes(text, end, to);
  if (end >= to) return trimEnd(text, i, to);
  if (!isSpace(text.charCodeAt(end))) return -1;
  const next = text[skipSpace(text, end, to)] ?? '';
  if (isSmall(next) || ',;:)'.includes(next)) return -1;
  return sign === '.' && end === i + 1 && isAbbreviated(text, i) ? -1 : end;
}

/** Closing quotes and brackets, and note marks like [12] or [citation needed]. */
function skipNotes(text: string, at: number, to: number): number {
  let end = at;
  while (end < to) {
    if (CLOSERS.has(text[end] ?? '')) end++;
    else if (text[end] === '[') {
      const close = text.slice(end, Math.min(to, end + LONGEST_NOTE)).indexOf(']');
      if (close < 0) break;
      end += close + 1;
    } else break;
  }
  return end;
}

function skipClosers(text: string, at: number, to: number, closers: string): number {
  let end = at;
  while (end < to && closers.includes(text[end] ?? ' ')) end++;
  return end;
}

function isAbbreviated(text: string, stop: number): boolean {
  let from = stop;
  while (from > 0 && stop - from <= LONGEST_ABBREVIATION && !isSpace(text.charCodeAt(from - 1))) from--;
  const word = text.slice(from, stop).replace(/^["'“‘«([{*_]+/, '');
  if (/^\p{Lu}$/u.test(word) || /^(?:\p{L}\.)+\p{L}$/u.test(word)) return true;
  return ABBREVIATIONS.has(word.toLowerCase());
}

function isSmall(sign: string): boolean {
  return sign !== sign.toUpperCase() && sign === sign.toLowerCase();
}

export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x3000;
}

export function skipSpace(text: string, at: number, to: number): number {
  let next = at;
  while (next < to && isSpace(text.charCodeAt(next))) next++;
  return next;
}

export function trimEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}
