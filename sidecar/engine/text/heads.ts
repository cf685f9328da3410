import { isTitle } from './lines.ts';

/** "[3]", "[3] (score 0.7)", "(3)", "#3": a number, and what stands in brackets behind it. */
const NUMBERED =
  /^\s{0,4}(?:\[\d{1,4}\]|\(\d{1,4}\)|#\d{1,4}[:.)]?)(?:\s*(?:\([^()\n]{1,80}\)|\[[^[\]\n]{1,80}\]))*(?:\s*[:—–-](?=\s))?/;
/** "Document 3: …", "Passage #3", "--- chunk 3 ---", "=== a.md ===". */
const LABELLED =
  /^\s{0,4}(?:[#*=-]{1,6}\s*)?(?:document|doc|passage|chunk|result|source|snippet|excerpt|context|hit|match|section|citation|article|reference)s?\s*(?:#|no\.?|id)?\s*[:=]?\s*\[?["'\w.-]{1,40}/i;
const RULED = /^\s{0,4}(?:-{3,}|={3,}|\*{3,})\s\S.{0,120}\s(?:-{3,}|={3,}|\*{3,})\s*$/;
const LONGEST_HEAD = 200;

/** How a line can name a passage. */
export type HeadStyle = 'numbered' | 'labelled' | 'ruled';

/** Passages are a list from this many on. */
const FEWEST = 4;

/** The style in which most of the given first lines name a passage, when that many do. */
export function findHeadStyle(lines: readonly string[]): HeadStyle | null {
  let best: HeadStyle | null = null;
  let most = FEWEST - 1;
  for (const style of ['numbered', 'labelled', 'ruled'] as const) {
    const count = lines.filter((line) => headLength(line, style) > 0).length;
    if (count <= most || count * 4 < lines.length) continue;
    most = count;
    best = style;
  }
  return best;
}

/** How much of a line names the passage, 0 when nothing does. */
export function headLength(line: string, style: HeadStyle): number {
  if (style === 'numbered') {
    const length = NUMBERED.exec(line)?.[0].length ?? 0;
    if (length === 0) return 0;
    const rest = line.slice(length);
    return rest.trim() === '' || (line.length <= LONGEST_HEAD && isTitle(rest)) ? line.length : length;
  }
  const fits = line.length <= LONGEST_HEAD && (style === 'ruled' ? RULED : LABELLED).test(line);
  return fits && !/[^.\d\s]{2}[.!?]\s*$/.test(line) ? line.length : 0;
}
