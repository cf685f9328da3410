/** What a line of source code is, judged by the line alone, for the languages that agents meet most. */

export type LineKind = 'definition' | 'import' | 'comment' | 'code';

const IMPORT =
  /^\s*(?:import\b|from\s+\S+\s+import\b|export\s+(?:type\s+)?(?:\*|\{)[^=]*\bfrom\b|#\s*include\b|#\s*import\b|(?:pub(?:\([a-z]+\))?\s+)?use\s+[\w:{]|using\s+(?:namespace\s+|static\s+)?[\w.:]+\s*;|require(?:_once|_relative)?[\s(]|(?:const|let|var)\s[^=]{1,200}=\s*(?:await\s+)?(?:require|import)\(|extern\s+crate\b|package\s+[\w.]+;?\s*$|@?import\b)/;
const COMMENT = /^\s*(?:\/\/|\/\*|\*(?:\s|\/|$)|<!--|"""|'''|;;)/;
/** Marks that open a comment in few languages and are operators in the others. */
const DASH_COMMENT = /^\s*--(?:\s|\[|$)/;
const DASH_LANGUAGE = /\.(?:sql|lua|hs|elm|adb|ads|vhdl?|applescript)$/i;
const PERCENT_COMMENT = /^\s*%/;
const PERCENT_LANGUAGE = /\.(?:tex|sty|erl|hrl|pl|prolog|mat)$/i;
const HASH_COMMENT = /^\s*#(?!\s*(?:include|import|define|undef|if|ifdef|ifndef|elif|else|endif|pragma|error|\[|!\[))/;
/** Files in which '#' opens a preprocessor line or an attribute rather than a comment. */
const NO_HASH_COMMENT =
  /\.(?:c|cc|cpp|cxx|h|hh|hpp|m|mm|cs|rs|js|ts|jsx|tsx|mjs|cjs|mts|cts|java|kt|go|swift|css|scss|less|md|html?)$/i;
const DECLARES =
  /(?:^|[\s(])(?:function\*?|class|interface|type|enum|struct|union|trait|impl|fn|def|defp|defmodule|defmacro|func|fun|fn|module|namespace|const|let|var|val|static|typedef|record|object|protocol|extension|sub|macro_rules!|proc|newtype|#\s*define|CREATE\s+(?:TABLE|VIEW|FUNCTION|PROCEDURE|INDEX))[\s<][^=;]*$/;
const CALLS =
  /(?:^|[^\w$])(?:return|new|await|yield|else|throw|case|in|not|and|or|if|while|for|switch|assert|raise|del|print|go|defer|typeof|delete)\s*$/;
const TYPE_WORDS = /^[\w\s:<>,*&[\]?~.]*[\s*&:]$|^\s*$/;
const OPENS_BODY = /(?:\{|:|=>|->\s*[\w<>[\],.?| ]+)\s*$/;
const ENDS_SIGNATURE = /\)\s*(?:const|noexcept|override|throws\s[\w, ]+)?\s*$/;
/** An open quotation mark; a Rust lifetime ('a) is none. */
const IN_A_STRING = /["`]|'(?![a-z]\w*[>,\s+&:])/;

const isWordCode = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 36;
/** Lines longer than this are data or minified code; their parts are not looked at. */
const MAX_LINE = 600;

/** Index of a whole identifier in a line (both lower case), or -1. */
export function findWord(line: string, word: string): number {
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    if (!isWordCode(line.charCodeAt(at - 1)) && !isWordCode(line.charCodeAt(at + word.length))) return at;
  }
  return -1;
}

/** Whether a line declares `symbol` (lower case): `function x`, `class X`, `x = (`, `x(…) {`, `type x::name(…)`. */
export function isDefinitionOf(line: string, symbol: string): boolean {
  if (line.length > MAX_LINE) return false;
  const at = findWord(line.toLowerCase(), symbol);
  if (at < 0) return false;
  const before = line.slice(0, at);
  const after = line.slice(at + symbol.length);
  if (/(?:[.'"`([]|->)\s*$/.test(before)) return false;
  if (IN_A_STRING.test(before)) return false;
  if (DECLARES.test(before)) return !/^\s*[.[]/.test(after);
  if (CALLS.test(before)) return false;
  if (/^\s*[:=]\s*(?:async\s+)?(?:function\b|\(|lambda\b|<|\w+\s*=>|class\b)/.test(after)) return true;
  if (!/^\s*(?:<[^<>]{0,120}>)?\s*\(/.test(after) || !TYPE_WORDS.test(before)) return false;
  // "int f(char *s)" with its brace on the next line needs a type in front; a bare "f(x)" is a call.
  return OPENS_BODY.test(line) || (/\w/.test(before) && ENDS_SIGNATURE.test(line));
}

const ANY_DEFINITION =
  /^\s*(?:export\s+|default\s+|pub(?:\([a-z]+\))?\s+|public\s+|private\s+|protected\s+|internal\s+|static\s+|async\s+|abstract\s+|final\s+|open\s+|unsafe\s+|inline\s+|declare\s+)*(?:function|class|interface|enum|struct|trait|impl|fn|def|defmodule|func|fun|module|namespace|type|protocol|object|record|typedef)\b/;

function isComment(line: string, path: string): boolean {
  if (COMMENT.test(line)) return true;
  if (HASH_COMMENT.test(line)) return !NO_HASH_COMMENT.test(path);
  if (DASH_COMMENT.test(line)) return DASH_LANGUAGE.test(path);
  return PERCENT_COMMENT.test(line) && PERCENT_LANGUAGE.test(path);
}

/** Kind of a line; `path` tells which comment marks the language knows. */
export function lineKind(text: string, path: string): LineKind {
  const line = text.length > MAX_LINE ? text.slice(0, MAX_LINE) : text;
  if (IMPORT.test(line)) return 'import';
  if (isComment(line, path)) return 'comment';
  return ANY_DEFINITION.test(line) ? 'definition' : 'code';
}
