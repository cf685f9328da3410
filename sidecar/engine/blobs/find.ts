/** A stretch that nobody reads: encoded bytes, minified code, a dump. Offsets in the text. */
export interface Blob {
  readonly from: number;
  readonly to: number;
  readonly what: 'base64' | 'hex' | 'mappings' | 'minified code' | 'hex dump';
}

/** Keys, signatures and hashes are shorter, and copied whole. */
const MIN_RUN = 512;
const MIN_MINIFIED = 2000;
/** A block of encoded lines, and a dump, from this many lines on. */
const MIN_LINES = 24;
/** Lines of a dump, and of encoded bytes, are shorter. */
const LONGEST_LINE = 256;
/** Encoded bytes use most of the alphabet; words in camelCase do not. */
const MIN_DISTINCT = 24;
/** Share of blanks in minified code, at most; and of the signs that code is made of, at least. */
const MAX_BLANKS = 0.12;
const MIN_SIGNS = 0.1;
const SAMPLE = 4000;
/** Encoded bytes hold each sign about once in 64; paths and names with hyphens hold more. */
const MAX_SEPARATORS = 0.08;
/** Data has a quoted key at least once in so many characters; of code the keys stand without quotes. */
const CHARS_PER_KEY = 250;
/** Code has words between its numbers. */
const MAX_NUMERIC = 0.6;
const MAPPINGS = /"mappings" {0,4}: {0,4}"([A-Za-z0-9+/,;]{512,})"/g;
const HIT = /^[^\s:]{1,200}[:-]\d{1,7}[:-]/;
const HEX = /^[0-9a-fA-F]+$/;
const DUMP_LINE = /^[0-9a-fA-F]{6,16}:? {1,4}(?:[0-9a-fA-F]{2,8} {1,4}){4,}|^\d{7,12} {1,4}(?:[0-7]{3,6} {1,4}){4,}/;
const ENCODED_LINE = /^[A-Za-z0-9+/]{60,128}={0,2}$/;

/** All blobs of a text in order; they do not overlap. Linear. */
export function findBlobs(text: string): Blob[] {
  const found: Blob[] = [];
  for (const match of text.matchAll(MAPPINGS)) {
    const to = match.index + match[0].length - 1;
    found.push({ from: to - match[1]!.length, to, what: 'mappings' });
  }
  addRuns(text, found);
  addLines(text, found);
  return dropOverlaps(found.sort((a, b) => a.from - b.from || b.to - a.to));
}

/** A run this long holds one of the points that lie half of it apart: only those are looked at, and around those that fit. */
function addRuns(text: string, found: Blob[]): void {
  const stride = MIN_RUN / 2;
  for (let at = 0; at < text.length; at += stride) {
    if (!isAlphabet(text.charCodeAt(at))) continue;
    const from = startOfRun(text, at);
    const to = endOfRun(text, at);
    at = Math.max(at, to - stride);
    if (to - from < MIN_RUN) continue;
    const what = nameRun(text.slice(from, to));
    const padding = text.startsWith('==', to) ? 2 : text[to] === '=' ? 1 : 0;
    if (what !== null) found.push({ from, to: to + padding, what });
  }
}

// Functions of their own, because V8 compiles loops anew that are entered once per call of a long-running function.
function startOfRun(text: string, at: number): number {
  let from = at;
  while (from > 0 && isAlphabet(text.charCodeAt(from - 1))) from--;
  return from;
}

function endOfRun(text: string, at: number): number {
  let to = at + 1;
  while (to < text.length && isAlphabet(text.charCodeAt(to))) to++;
  return to;
}

/** Letters, digits, and the signs of both base64 alphabets. */
function isAlphabet(code: number): boolean {
  const letter = code | 32;
  return (letter >= 97 && letter <= 122) || (code >= 47 && code <= 57) || code === 43 || code === 45 || code === 95;
}

function nameRun(run: string): Blob['what'] | null {
  const sample = run.slice(0, SAMPLE);
  if (HEX.test(sample)) return 'hex';
  const separators = sample.replace(/[^/_-]/g, '').length;
  if (separators > sample.length * MAX_SEPARATORS) return null;
  return new Set(sample).size >= MIN_DISTINCT && /\d/.test(sample) && /[A-Z]/.test(sample) && /[a-z]/.test(sample)
    ? 'base64'
    : null;
}

interface Block {
  readonly from: number;
  readonly to: number;
  readonly lines: number;
  readonly what: Blob['what'];
}

/** Minified lines, dumps, and bytes encoded over many lines. */
function addLines(text: string, found: Blob[]): void {
  let open: Block | null = null;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const what = end - start > LONGEST_LINE ? null : nameLine(text.slice(start, end).trimEnd());
    if (open !== null && what !== open.what) {
      addBlock(open, found);
      open = null;
    }
    if (what !== null) open = extend(open, { from: start, to: end, lines: 1, what });
    if (end - start >= MIN_MINIFIED && isMinified(text, start, end)) {
      found.push({ from: start, to: end, what: 'minified code' });
    }
    start = end + 1;
  }
  if (open !== null) addBlock(open, found);
}

function extend(open: Block | null, line: Block): Block {
  return open === null ? line : { ...line, from: open.from, lines: open.lines + 1 };
}

function addBlock({ from, to, lines, what }: Block, found: Blob[]): void {
  if (lines >= MIN_LINES) found.push({ from, to, what });
}

function nameLine(line: string): Blob['what'] | null {
  if (line.length < 20) return null;
  if (DUMP_LINE.test(line)) return 'hex dump';
  return ENCODED_LINE.test(line) && !line.includes('//') ? 'base64' : null;
}

function isMinified(text: string, from: number, to: number): boolean {
  const first = text[from];
  // One line of JSON is data: it is read by its structure.
  if ((first === '{' || first === '[') && text[from + 1] !== '}') return false;
  if (isData(text.slice(from, Math.min(to, from + SAMPLE)))) return false;
  // A search hit in minified code is one of many; which of them stay is for those to say who read hits.
  if (HIT.test(text.slice(from, from + 300))) return false;
  let blanks = 0;
  let signs = 0;
  const end = Math.min(to, from + SAMPLE);
  for (let i = from; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 32) blanks++;
    else if (
      code === 123 ||
      code === 125 ||
      code === 40 ||
      code === 41 ||
      code === 59 ||
      code === 61 ||
      code === 58 ||
      code === 44
    )
      signs++;
  }
  return blanks < (end - from) * MAX_BLANKS && signs > (end - from) * MIN_SIGNS;
}

/** JSON behind a label or a line number, dictionaries as other languages print them, and lists of numbers. */
function isData(sample: string): boolean {
  const keys = sample.match(/["'] ?: ?/g)?.length ?? 0;
  const numeric = sample.match(/[\d.,; +-]/g)?.length ?? 0;
  return keys * CHARS_PER_KEY > sample.length || numeric > sample.length * MAX_NUMERIC;
}

function dropOverlaps(sorted: readonly Blob[]): Blob[] {
  const kept: Blob[] = [];
  for (const blob of sorted) {
    if (blob.to - blob.from >= MIN_RUN && (kept.length === 0 || blob.from >= kept.at(-1)!.to)) kept.push(blob);
  }
  return kept;
}
