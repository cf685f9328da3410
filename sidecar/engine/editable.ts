import { insideOf } from './captions.ts';
import { isPrintedFile } from './code/printed-file.ts';
import { isRecordFile } from './code/record-file.ts';
import { type NumberedText, readNumbered } from './numbered.ts';
import { isReadToAnswer } from './text/reading.ts';
import type { Hint } from './types.ts';

/**
 * Whether a text is source code, or configuration, that the agent may be about to edit. Such text is never shrunk:
 * an edit must match it byte for byte.
 */
export function isEditable(text: string, hint: Hint): boolean {
  const shown = findShown(hint);
  if (shown === null) return looksLikeSource(insideOf(text));
  if (isData(shown)) return false;
  const [file, { question }] = [insideOf(text), hint];
  if (isReadToAnswer(file, shown, question) || isRecordFile(file, shown, question)) return false;
  return !isPrintedFile(file, { path: shown, question }, looksLikeSource);
}

/** Tools whose answer is a file's content: Claude Code's Read, OpenCode's read, Gemini's read_file, MCP file servers, editors' viewers. */
const READ_TOOLS =
  /^(?:read|read_?file|read_many_files|view|view_file|open_file|cat|notebookread|str_replace_based_edit_tool|str_replace_editor)$|__read_(?:text_)?(?:multiple_)?files?$/i;

/** The file that a call shows, by a tool for files or a plain command; null when it does something else. */
export function findShown({ tool, path, command }: Hint): string | null {
  if (READ_TOOLS.test(tool)) return path;
  return command === '' ? null : shownFile(command);
}

/** A file that is shown with numbers in front of its lines, which no search has put there; null when it is something else. */
export function readNumberedFile(text: string, hint: Hint): NumberedText | null {
  const found = findShown(hint) === null ? null : readNumbered(text.trimEnd());
  return found?.isNumbered ? found : null;
}

/** Files that are looked at, not edited by matching text: data, notebooks (clients edit them by cell), what build tools wrote. */
const DATA =
  /\.(?:log|out|err|ndjson|jsonl|csv|tsv|har|trace|sarif|lcov|prof|dump|ipynb|map|min\.(?:js|css))(?:\.\d+)?$/i;

function isData(path: string): boolean {
  return DATA.test(path) || /(?:^|\/)(?:logs?|\.headroom)\//.test(path);
}

/**
 * The file whose content a plain command shows (cat, head, tail, sed -n, nl, bat, git show REV:path), or null.
 * Pipelines and sequences count by their first command: what follows may cut or number lines, the text stays code.
 */
export function shownFile(command: string): string | null {
  const first = firstCommand(command);
  const words: readonly string[] = first.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
  const verb = (words[0] ?? '').replace(/^.*\//, '');
  if (verb === 'git' && words[1] === 'show') {
    const spec = words.find((word, index) => index > 1 && /^[^-\s]+:[^:]+$/.test(word));
    return spec === undefined ? null : spec.slice(spec.indexOf(':') + 1);
  }
  if (!SHOWS.has(verb)) return null;
  if (verb === 'sed' && !words.includes('-n')) return null;
  const files = words
    .slice(1)
    .filter((word) => !word.startsWith('-') && /[./]/.test(word) && !/^['"]?[\d,$p]+['"]?$/.test(word));
  return files.at(-1)?.replace(/^['"]|['"]$/g, '') ?? null;
}

/**
 * The number in its file of the first line that a command prints, when it prints a piece of one file as it is (cat, head,
 * sed -n '12,40p', tail -n +12); null when that cannot be told.
 */
export function firstShownLine(command: string): number | null {
  const first = firstCommand(command);
  if (!command.trimEnd().endsWith(first.trimEnd()) || /[<>`*?]/.test(first)) return null;
  const found = RANGES.map((range) => range.exec(first.trim())).find((match) => match !== null);
  return found === undefined ? null : Number(found[1] ?? 1);
}

const FILE = String.raw`(?:"[^"]+"|'[^']+'|[^\s"'-]\S*)`;
const RANGES = [
  new RegExp(String.raw`^sed -n ["']?(\d{1,8})(?:,(?:\d{1,8}|\$))?p["']? ${FILE}$`),
  new RegExp(`^cat ${FILE}$`),
  new RegExp(String.raw`^head(?: -n ?\d{1,8}| -\d{1,8})? ${FILE}$`),
  new RegExp(String.raw`^tail -n ?\+(\d{1,8}) ${FILE}$`),
];

const SHOWS = new Set(['cat', 'head', 'tail', 'sed', 'nl', 'bat', 'batcat', 'less', 'more', 'type', 'Get-Content']);

/** Skips `cd x &&` and assignments in front, stops at the first pipe or separator. */
function firstCommand(command: string): string {
  let rest = command.trim();
  for (let i = 0; i < 4; i++) {
    const skipped = /^(?:cd\s+[^&;|\n]{1,400}(?:&&|;)|[A-Za-z_]\w*=\S*\s|sudo\s|time\s|env\s)\s*/.exec(rest);
    if (skipped === null) break;
    rest = rest.slice(skipped[0].length);
  }
  return rest.split(/&&|\|\||[|;\n]/, 1)[0] ?? '';
}

/** Lines at the start of a text that are typical of code in the common languages, gutters removed. */
const CODE_LINE =
  /^(?:import\s[\w{*'"]|from\s+\S+\s+import\s|export\s+(?:default|const|function|class|type|interface|async|\{|\*)|(?:async\s+)?function\s*\*?\s*\w*\s*\(|(?:public|private|protected|static|abstract|final|override)\s+[\w<]|(?:abstract\s+)?class\s+\w+|def\s+\w+\s*\(|async\s+def\s|fn\s+\w+|pub\s+(?:fn|struct|enum|mod|use)|impl[\s<]|struct\s+\w+|enum\s+\w+|interface\s+\w+|type\s+\w+\s*=|func\s+[(\w]|package\s+\w+;?$|#include\s*[<"]|using\s+[\w.]+;|namespace\s+\w|const\s+\w+\s*[:=]|let\s+\w+\s*[:=]|var\s+\w+\s*[:=]|return\b[^.]*;?$|if\s*\(.*\)\s*\{?$|for\s*\(.*\)\s*\{?$|while\s*\(.*\)\s*\{?$|\}\s*else\b|@\w+(?:\(|$)|self\.\w+|this\.\w+|[\w.]+\(.*\);$|[\w.[\]]+\s*[+-]?=\s*.+;$|[{}()\];,]+$|\/\/|\/\*|\*\s|#\s|""")/;

/**
 * Judges the first 120 non-empty lines: at least 45 % look like code and at least five distinct lines do.
 * Diffs, search hits and logs that quote code do not: their lines begin with a sign, a path or a time.
 */
function looksLikeSource(text: string): boolean {
  const head = text.slice(0, 4000);
  if (WEB_PAGE.test(head.slice(0, 1000)) || DIFF.test(head)) return false;
  let seen = 0;
  let code = 0;
  let statements = 0;
  let at = 0;
  while (seen < 120 && at < text.length) {
    const newline = text.indexOf('\n', at);
    const stop = newline < 0 ? text.length : newline;
    const line = text
      .slice(at, Math.min(stop, at + 300))
      .replace(GUTTER, '')
      .trim();
    at = stop + 1;
    if (line === '') continue;
    seen++;
    if (!CODE_LINE.test(line)) continue;
    code++;
    if (line.length > 4 && !/^(?:#\s|\*\s|\/\/)/.test(line)) statements++;
  }
  return statements >= 5 && code / seen >= 0.45;
}

/** A diff, alone or behind its commit: with much context most of its lines are code, but nobody edits a diff. */
const DIFF =
  /^\s{0,20}(?:commit [0-9a-f]{7,64}\b[\s\S]{0,3900}?\n)?(?:diff --(?:git|cc|combined) \S|--- \S[^\n]{0,400}\n\+\+\+ \S[^\n]{0,400}\n@@ -)/;
/** Pages are full of scripts, but whoever edits one reads it with a tool for files. */
const WEB_PAGE = /^\s*(?:<!doctype\s+html|<html[\s>])/i;

/** Line numbers that read tools put in front: "   12\t", "12→", "12: ", "00012| ". */
const GUTTER = /^\s{0,8}\d{1,6}(?:\t|→|[:|]\s?)/;
