import type { Part } from './parts.ts';

/** So many lines at each end are looked at; what is longer than this is no caption. */
const MOST_LINES = 60;
const LONGEST_LINE = 400;
/** What stands between the captions must be worth taking on. */
const LEAST_BODY = 400;
/** A reminder that a client puts behind an output, in a tag of its own, is at most so long. */
const LONGEST_BLOCK = 5000;
const BLOCK_END = /<\/((?:system|environment|persisted|context|notice|reminder)[\w-]{0,40})>$/i;

/** Lines that programs, shells and clients say about an output rather than in it. */
const CAPTIONS: readonly RegExp[] = [
  // find: './x': Permission denied
  /^(?:[\w.+-]{1,40}|[\w./+-]{0,80}\/[\w.+-]{1,40}): .{0,300}(?:permission denied|no such file|not a directory|is a directory|cannot (?:access|open|read|stat)|not permitted|timed out|binary file|skipping|ignored)/i,
  /^(?:warning|warn|note|hint|info|npm warn|\[sudo\])\b[:\s\]]/i,
  // Found 12 files · Showing results 1-50 of 312 · 12 matches
  /^(?:found|showing|listing|total|matched|returned|searched|displaying)\b[^/]{0,160}\d/i,
  /^\d[\d,]{0,12} (?:files?|matches|results?|entries|lines|paths|directories)\b.{0,160}$/i,
  // ... [120 lines truncated] ... · (Results are truncated. Consider …)
  /^[[({<. …-]{0,8}.{0,200}\b(?:truncated|omitted|not shown|output limit|more (?:lines?|files?|results?|matches|characters))\b.{0,200}$/i,
  // What OpenCode puts around a file: <path>…</path> <type>file</type> <content> … (End of file - total 12 lines) </content>
  /^<(?:path|type)>[^<]{0,300}<\/(?:path|type)>$|^<\/?(?:content|file)>$/,
  /^\((?:End of file|Showing lines|Output capped|File has more lines)\b.{0,200}\)$/,
  // What curl tells of a transfer: its progress, and with -v everything about the connection.
  /^% Total\b|^Dload\b|^\d{1,3} +[\d.]+[kMGT]? +\d{1,3} .{0,100}?(?:[\d-]{1,2}:[\d-]{2}:[\d-]{2} +){2}|^[*<>{}] .{0,300}$|^[<>]$|^\[\d+ bytes data\]$/,
  // exit code: 0 · [process exited with code 1] · Shell cwd was reset to /x
  /^[[(]?(?:command |process |shell )?(?:exit(?:ed)?|return(?:ed)?|finished|completed|done|cwd was reset)\b.{0,120}$/i,
  /^(?:exit code|exit status|wall time|chunk id|original token count|output|stdout|stderr|command|directory|cwd|duration|elapsed|real|user|sys)\s?[:\t].{0,300}$/i,
];

/**
 * Takes off the lines at both ends of an output that are said about it – "Found 12 files", an exit code, a reminder of the
 * client – as titles, which stay as they are. Null when there are none, or nothing else.
 */
export function splitCaptions(text: string): readonly Part[] | null {
  const to = startOfTail(text);
  const from = endOfHead(text, to);
  if ((from === 0 && to === text.length) || to - from < LEAST_BODY) return null;
  const parts: Part[] = [
    { text: text.slice(0, from), kind: 'title' },
    { text: text.slice(from, to), kind: 'plain' },
    { text: text.slice(to), kind: 'title' },
  ];
  return parts.filter((part) => part.text !== '');
}

/** What stands between the captions of an output; all of it when there are none. */
export function insideOf(text: string): string {
  return splitCaptions(text)?.find(({ kind }) => kind === 'plain')?.text ?? text;
}

const isCaption = (line: string): boolean =>
  line.length <= LONGEST_LINE && CAPTIONS.some((caption) => caption.test(line));

/** The heads of HTTP answers, as curl -i prints them. */
const HTTP_HEADS = /(?:HTTP\/[\d.]{1,3} \d{3}[^\n]{0,200}\n(?:[\w-]{1,100}:[^\n]{0,8000}\n){0,100}\r?\n){1,8}/y;

function endOfHead(text: string, to: number): number {
  const captions = endOfCaptions(text, to);
  HTTP_HEADS.lastIndex = captions;
  return HTTP_HEADS.test(text) && HTTP_HEADS.lastIndex < to ? HTTP_HEADS.lastIndex : captions;
}

function endOfCaptions(text: string, to: number): number {
  let end = 0;
  for (let at = 0, seen = 0; at < to && seen < MOST_LINES; seen++) {
    const newline = text.indexOf('\n', at);
    if (newline < 0 || newline >= to) break;
    const line = text.slice(at, newline).trim();
    at = newline + 1;
    if (isCaption(line)) end = at;
    else if (line !== '') break;
  }
  return end;
}

/** Where the captions at the end begin. */
function startOfTail(text: string): number {
  let start = text.length;
  for (let seen = 0; seen < MOST_LINES; seen++) {
    const end = text.slice(0, start).trimEnd().length;
    const at = text.lastIndexOf('\n', end - 1) + 1;
    const block = startOfBlock(text, end);
    if (block < 0 && !isCaption(text.slice(at, end).trim())) break;
    start = block < 0 ? at : block;
  }
  return start;
}

/** Where a block that ends at `end` begins, at the start of its line; -1 when there is none. */
function startOfBlock(text: string, end: number): number {
  const from = Math.max(0, end - LONGEST_BLOCK);
  const near = text.slice(from, end);
  const tag = BLOCK_END.exec(near)?.[1];
  const open = tag === undefined ? -1 : near.lastIndexOf(`<${tag}>`);
  if (open < 0) return -1;
  const line = near.lastIndexOf('\n', open) + 1;
  return near.slice(line, open).trim() === '' ? from + line : -1;
}
