import { type DiffPart, isFile } from './parse.ts';

/**
 * The lossless form: the four or five lines that name one file three times become one. Hunks stay as they are.
 *   diff src/a.ts 1a2b3c4..5d6e7f8 100644      diff src/a.ts new 100644 5d6e7f8      diff src/a.ts deleted 100644 1a2b3c4
 * {@link expandHeads} is the exact inverse.
 */

const INDEX = /^index ([0-9a-f]+)\.\.([0-9a-f]+)(?: (\d{6}))?$/;
const SHORT = /^diff (.+) (?:([0-9a-f]+\.\.[0-9a-f]+)(?: (\d{6}))?|(new|deleted) (\d{6}) ([0-9a-f]+))$/;
/** git ends the path of these lines with a tab when it has a space in it. */
const tabbed = (path: string): string => (path.includes(' ') ? `${path}\t` : path);

function writeHead(short: string): string[] | null {
  const found = SHORT.exec(short);
  if (found === null) return null;
  const [, path = '', range, mode, verb, verbMode = '', blob = ''] = found;
  const first = `diff --git a/${path} b/${path}`;
  const minus = `--- a/${tabbed(path)}`;
  const plus = `+++ b/${tabbed(path)}`;
  if (range !== undefined) return [first, `index ${range}${mode === undefined ? '' : ` ${mode}`}`, minus, plus];
  const none = '0'.repeat(blob.length);
  return verb === 'new'
    ? [first, `new file mode ${verbMode}`, `index ${none}..${blob}`, '--- /dev/null', plus]
    : [first, `deleted file mode ${verbMode}`, `index ${blob}..${none}`, minus, '+++ /dev/null'];
}

function shortenHead(head: readonly string[], path: string): string | null {
  const verb = /^(new|deleted) file mode (\d{6})$/.exec(head[1] ?? '');
  const index = INDEX.exec(head[verb === null ? 1 : 2] ?? '');
  if (index === null) return null;
  const [, before = '', after = '', mode] = index;
  const short =
    verb === null
      ? `diff ${path} ${before}..${after}${mode === undefined ? '' : ` ${mode}`}`
      : `diff ${path} ${verb[1]} ${verb[2]} ${verb[1] === 'new' ? after : before}`;
  const back = writeHead(short);
  return back !== null && back.length === head.length && back.every((line, at) => line === head[at]) ? short : null;
}

/** Writes the lossless form. */
export function formatHeads(parts: readonly DiffPart[]): string {
  const out: string[] = [];
  for (const part of parts) {
    if (!isFile(part)) {
      out.push(...part.text);
      continue;
    }
    const { head, newPath, hunks } = part.file;
    const short = shortenHead(head, newPath);
    if (short === null) out.push(...head);
    else out.push(short);
    for (const hunk of hunks) {
      out.push(hunk.header);
      for (const line of hunk.lines) out.push(line);
    }
  }
  return out.join('\n');
}

/** The exact inverse of {@link formatHeads}. */
export function expandHeads(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => (line.startsWith('diff ') ? (writeHead(line) ?? [line]) : [line]))
    .join('\n');
}
