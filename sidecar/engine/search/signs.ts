import type { Hint } from '../types.ts';
import type { HitLine, SearchResult } from './hits.ts';
import { isHit } from './hits.ts';

/** How sure a text is a search result or a listing, from the tool call and from its first lines. */

const START = String.raw`(?:^|[;&|(\n]\s*|\b(?:sudo|xargs|exec|time|command)\s+(?:-\S+\s+)*)`;
const SEARCHES = new RegExp(
  `${START}(?:[efz]?grep|rg|ag|ack|git\\s+(?:-\\S+\\s+\\S+\\s+)?grep|ugrep|findstr|Select-String)\\b`,
);
const SEARCH_TOOLS = /(?:grep|search|ripgrep|find_in_files)/i;
const LISTS = new RegExp(
  `${START}(?:ls|dir|find|fd|fdfind|tree|git\\s+ls-files|git\\s+diff\\s[^|;&]*--name-only|rg\\s[^|;&]*--files\\b|(?:rg|[efz]?grep|git\\s+grep|ag)\\s[^|;&]*-[a-zA-Z]*[lL]\\b)`,
);
const LIST_TOOLS = /(?:^|_)(?:glob|ls|list_?dir(?:ectory)?|list_?files|find_?files?|file_?search|tree)$/i;
/** Only this much of a command is looked at: a long one carries a script or a document. */
const COMMAND_CHARS = 2_000;
const DIAGNOSTIC = /^(?:\d+:)?\s*(?:fatal |internal )?(?:error|warning|note|info|hint|remark|[EWCRF]\d{2,4})\b/i;
/** Share of hits that must read like compiler messages before the text counts as a build log. */
const DIAGNOSTIC_SHARE = 0.3;

/** Whether the tool call asked for names of files, so that bare words may be taken for them. */
export function asksForNames(hint: Hint): boolean {
  return (
    LISTS.test(hint.command.slice(0, COMMAND_CHARS)) ||
    LIST_TOOLS.test(hint.tool) ||
    (hint.command === '' && hint.tool === 'Grep')
  );
}

/** Whether the tool call searched in files. */
export function asksToSearch(hint: Hint): boolean {
  return SEARCHES.test(hint.command.slice(0, COMMAND_CHARS)) || SEARCH_TOOLS.test(hint.tool);
}

/** `path:12:5: error: …`: compilers and linters print places like searches do, but each line matters. */
export function looksLikeDiagnostics(hits: readonly HitLine[]): boolean {
  let found = 0;
  for (const hit of hits) if (DIAGNOSTIC.test(hit.text)) found++;
  return found >= hits.length * DIAGNOSTIC_SHARE;
}

/** Whether line numbers rise within each file, as in every search result. */
function risingShare(hits: readonly HitLine[]): number {
  let rising = 0;
  let pairs = 0;
  for (const [index, hit] of hits.entries()) {
    const before = hits[index - 1];
    if (before === undefined || before.path !== hit.path) continue;
    pairs++;
    if (Number(hit.num) > Number(before.num)) rising++;
  }
  return pairs === 0 ? 1 : rising / pairs;
}

/** Score of a text that is read as search hits. Layouts that other texts share need the tool call's word. */
export function scoreHits(result: SearchResult | null, sample: string, asked: boolean): number {
  if (result === null) return 0;
  const { layout, numbered } = result.shape;
  const needsWord = layout === 'single' || !numbered;
  if (needsWord && !asked) return 0;
  const hits = result.lines.filter(isHit);
  const share = hits.length / Math.max(1, sample.split('\n').filter((line) => line !== '' && line !== '--').length);
  const rising = numbered ? risingShare(hits) : 1;
  const paths = new Set(hits.map((hit) => hit.path)).size;
  const base = asked ? 0.9 : hits.length < 4 || paths === 0 ? 0.3 : 0.75;
  const doubt = looksLikeDiagnostics(hits) ? 0.5 : 1;
  return base * Math.min(1, share) * rising * doubt;
}
