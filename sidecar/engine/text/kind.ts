import type { Hint } from '../types.ts';
import { GUTTER, kindOfLine } from './lines.ts';

/** Shorter texts have nothing to choose from in any script. */
const LEAST_CHARS = 600;
/** Only the beginning, the middle and the end of a text are looked at. */
const SAMPLE = 6000;
const LONGEST_LINE = 1500;
/** A line of fewer words is no sentence of running text by itself. */
const FEWEST_WORDS = 8;
/** So many words of one letter, and what stands between them. */
const SHORTEST_RUNNING = FEWEST_WORDS * 2 - 1;
const TIMED = /^[\s[(]*(?:\d{4}[-/]\d\d[-/]\d\d|\d\d:\d\d|[A-Z][a-z]{2} \d{1,2},? \d|\d\d\/[A-Z][a-z]{2}\/)/;
/** "src/a.ts:12:", "a.ts(12,5):" in front of a line. */
const PLACED = /^\s*[\w./\\@-]{1,200}(?::\d+|\(\d+(?:,\d+)?\)):/;
/** Running text has at least one end of a sentence in so many characters; notes of programs and verse have fewer. */
const CHARS_PER_END = 400;
const END = /[.!?…。！？][)"'”’»\]]*(?=\s|$)|[。！？]/g;
/** What a sub-agent or a page reader hands back is a summary already. */
const DIGESTS = /^(?:task|agent|sub_?agent|webfetch|web_fetch|websearch|dispatch_agent)$/i;
const NOT_PROSE =
  /^\s*(?:[{<]|\[(?!\d{1,4}\][ \t\n])|%PDF|From \S+@\S+|(?:From|To|Subject|Date|Message-ID): |diff --git |--- a\/|#!)/i;

/** From this share on a text is prose. */
export const LEAST_PROSE = 0.65;

/** How much of a text is running text: 0 to 1; 0 as soon as it cannot reach LEAST_PROSE. Cheap: looks at three windows. */
export function proseShare(text: string): number {
  let prose = 0;
  let all = 0;
  let ends = 0;
  const windows =
    text.length <= SAMPLE * 3
      ? [text]
      : [0, 0.5, 1].map((at) => windowAt(text, Math.floor((text.length - SAMPLE) * at)));
  // Blanks at the ends of lines do not count, so no text has more than this.
  const most = windows.reduce((sum, window) => sum + window.length, 0) * (1 - LEAST_PROSE);
  for (const window of windows) {
    for (const raw of window.split('\n')) {
      const line = raw.replace(GUTTER, '');
      const weight = Math.min(line.trim().length, LONGEST_LINE);
      all += weight;
      if (!isRunningText(line)) {
        if (all - prose > most) return 0;
        continue;
      }
      prose += weight;
      ends += line.slice(0, LONGEST_LINE).match(END)?.length ?? 0;
    }
  }
  return all === 0 || ends * CHARS_PER_END < prose ? 0 : prose / all;
}

function windowAt(text: string, from: number): string {
  const start = from === 0 ? 0 : text.indexOf('\n', from) + 1;
  return start === 0 && from > 0 ? text.slice(from, from + SAMPLE) : text.slice(start, start + SAMPLE);
}

/** Words of small letters in a row, as sentences have them and records do not. */
function isRunningText(raw: string): boolean {
  if (raw.length < SHORTEST_RUNNING) return false;
  const line = raw.slice(0, LONGEST_LINE);
  if (TIMED.test(line) || PLACED.test(line)) return false;
  const kind = kindOfLine(line);
  if (kind !== 'prose' && kind !== 'item' && kind !== 'quote') return false;
  const ideographs = line.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/g)?.length ?? 0;
  if (ideographs > 20) return ideographs > line.length * 0.5;
  const words = line.match(/(?<![^\s"'“‘«([*_-])\p{L}[\p{L}\p{M}'’-]*(?=[\s,.;:!?)\]"”'’»*_]|$)/gu)?.length ?? 0;
  const pieces = line.split(/\s+/).length;
  return words >= FEWEST_WORDS && words >= pieces * 0.6;
}

/** See Compressor.score. */
export function scoreProse(text: string, hint: Hint): number {
  if (text.length < LEAST_CHARS || DIGESTS.test(hint.tool) || NOT_PROSE.test(text.slice(0, 200))) return 0;
  const share = proseShare(text);
  return share >= LEAST_PROSE ? Math.min(0.85, share) : share * 0.5;
}
