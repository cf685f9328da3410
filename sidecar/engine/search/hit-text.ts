import { type HitLine, isHit, parseMatchLine, type SearchLine, type SearchResult, type SearchShape } from './hits.ts';

/**
 * The lossless form of a search result: a path once, then `12:text` lines; equal texts of one file share a line
 * (`12,40:text`). {@link expandHits} is its exact inverse, so nothing can be lost unseen.
 */
export interface HitLayout extends SearchShape {
  /** True when each `--` follows from a jump of the line numbers, so that it need not be written. */
  readonly jumps: boolean;
  /** What all paths begin with and what is stated once, above; '' when stating it does not pay. */
  readonly root: string;
}

/** Opens the line that states the common beginning of all paths. */
export const ROOT_NOTE = 'paths in ';
/** Fewer files than this do not pay for a line that states their common root. */
const MIN_FILES_FOR_ROOT = 4;
const NUMBERED = /^(\d{1,9}(?:,\d{1,9})*)([:=-])/;

const isJump = (before: HitLine, after: HitLine): boolean =>
  before.path !== after.path || Number(after.num) !== Number(before.num) + 1;

/** Whether the separators of the source can be told from the line numbers alone. */
function hasPlainJumps(lines: readonly SearchLine[]): boolean {
  let before: HitLine | null = null;
  let separated = false;
  let seen = false;
  for (const line of lines) {
    if (!isHit(line)) {
      if (line.other !== '--' || before === null || separated) return false;
      separated = seen = true;
      continue;
    }
    if (before !== null && separated !== isJump(before, line)) return false;
    before = line;
    separated = false;
  }
  return seen && !separated;
}

function findRoot(lines: readonly SearchLine[]): string {
  const paths = new Set<string>();
  for (const line of lines) if (isHit(line)) paths.add(line.path);
  if (paths.size < MIN_FILES_FOR_ROOT) return '';
  let root: string | null = null;
  for (const path of paths) {
    if (root === null) root = path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    let same = 0;
    while (same < root.length && root[same] === path[same]) same++;
    const common: string = root.slice(0, same);
    root = common.slice(0, Math.max(common.lastIndexOf('/'), common.lastIndexOf('\\')) + 1);
    if (root === '') return '';
  }
  if (root === null) return '';
  if (root.startsWith('./')) return './';
  // A relative root is what the agent types next, so it stays on every path.
  return root.length > 1 && /^(?:[\\/]|[A-Za-z]:[\\/])/.test(root) ? root : '';
}

/** Decides how a result is laid out. */
export function planLayout(result: SearchResult): HitLayout {
  const jumps = result.shape.numbered && hasPlainJumps(result.lines);
  return { ...result.shape, jumps, root: result.shape.layout === 'single' ? '' : findRoot(result.lines) };
}

/** Lines of one file: equal match texts share a line, unless lines around them give them their place. */
function formatFile(run: readonly HitLine[], numbered: boolean): string[] {
  if (!numbered) return run.map((hit) => hit.mark + hit.text);
  if (run.some((hit) => hit.mark !== ':')) return run.map((hit) => hit.num + hit.mark + hit.text);
  const byText = new Map<string, string[]>();
  for (const hit of run) {
    const nums = byText.get(hit.text);
    if (nums === undefined) byText.set(hit.text, [hit.num]);
    else nums.push(hit.num);
  }
  return [...byText].map(([text, nums]) => `${nums.join(',')}:${text}`);
}

/** Groups neighbours of one path; other lines stand alone. */
export function groupRuns(lines: readonly SearchLine[]): (HitLine[] | string)[] {
  const groups: (HitLine[] | string)[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (!isHit(line)) groups.push(line.other);
    else if (Array.isArray(last) && last[0]?.path === line.path) last.push(line);
    else groups.push([line]);
  }
  return groups;
}

/** Writes the lossless form. */
export function formatHits(result: SearchResult, layout: HitLayout): string {
  const out: string[] = layout.root === '' ? [] : [ROOT_NOTE + layout.root];
  const kept = layout.jumps ? result.lines.filter(isHit) : result.lines;
  for (const group of groupRuns(kept)) {
    if (typeof group === 'string') {
      out.push(group);
      continue;
    }
    const [first] = group;
    if (first === undefined) continue;
    const path = first.path.slice(layout.root.length);
    const lines = formatFile(group, layout.numbered);
    if (layout.layout === 'single') out.push(...lines);
    else if (lines.length === 1 && first.mark === ':')
      out.push(layout.numbered ? `${path}:${lines[0]}` : path + lines[0]);
    else out.push(path, ...lines);
  }
  return out.join('\n');
}

interface Unfolded {
  readonly path: string;
  readonly lines: readonly HitLine[];
}

/** `12,40:text` back to one line per number, in the order of the numbers. */
function unfold(path: string, raw: readonly string[], numbered: boolean): HitLine[] {
  if (!numbered) return raw.map((line) => ({ path, num: '', mark: line[0] ?? '', text: line.slice(1) }));
  const hits: HitLine[] = [];
  let folded = false;
  for (const line of raw) {
    const found = NUMBERED.exec(line);
    const [head = '', nums = '', mark = ''] = found ?? [];
    if (nums.includes(',')) folded = true;
    for (const num of nums.split(',')) hits.push({ path, num, mark, text: line.slice(head.length) });
  }
  return folded ? hits.sort((a, b) => Number(a.num) - Number(b.num)) : hits;
}

/** `path:12,40:text`: a file whose hits all share one line. */
function parseInline(line: string, numbered: boolean): { path: string; raw: string } | null {
  if (!numbered) {
    const colon = line.indexOf(':', /^[A-Za-z]:[\\/]/.test(line) ? 2 : 1);
    return colon > 0 ? { path: line.slice(0, colon), raw: line.slice(colon) } : null;
  }
  const hit = parseMatchLine(line.replace(/:(\d{1,9}),[\d,]*:/, ':$1:'));
  return hit === null ? null : { path: hit.path, raw: line.slice(hit.path.length + 1) };
}

function* readGroups(text: string, layout: HitLayout): Generator<Unfolded | string> {
  const source = text.split('\n');
  const belongs = (line: string | undefined): boolean =>
    line !== undefined && (layout.numbered ? NUMBERED.test(line) : /^[:-]/.test(line));
  let at = layout.root === '' ? 0 : 1;
  while (at < source.length) {
    const line = source[at] ?? '';
    const isSingle = layout.layout === 'single';
    const start = isSingle ? at : at + 1;
    let end = start;
    while (end < source.length && belongs(source[end])) end++;
    if (end > start) {
      const path = isSingle ? '' : layout.root + line;
      yield { path, lines: unfold(path, source.slice(start, end), layout.numbered) };
      at = end;
      continue;
    }
    const inline = isSingle ? null : parseInline(line, layout.numbered);
    if (inline === null) yield line;
    else {
      const path = layout.root + inline.path;
      yield { path, lines: unfold(path, [inline.raw], layout.numbered) };
    }
    at++;
  }
}

/** The exact inverse of {@link formatHits} for the same layout. */
export function expandHits(text: string, layout: HitLayout): string {
  const out: string[] = [];
  let before: HitLine | null = null;
  for (const group of readGroups(text, layout)) {
    if (typeof group === 'string') {
      out.push(group);
      before = null;
      continue;
    }
    if (layout.layout === 'heading') out.push(...(out.length > 0 && before !== null ? ['', group.path] : [group.path]));
    for (const hit of group.lines) {
      if (layout.jumps && before !== null && isJump(before, hit)) out.push('--');
      const line = hit.num + hit.mark + hit.text;
      if (layout.layout === 'flat') out.push(hit.path + (layout.numbered ? hit.mark : '') + line);
      else out.push(line);
      before = hit;
    }
  }
  return out.join('\n');
}
