import { groupRuns, ROOT_NOTE } from './hit-text.ts';
import { type HitLine, isHit, type SearchResult } from './hits.ts';

/** Line numbers that are still told of folded hits, per file; they cost two tokens each. */
const MAX_NUMBERS = 12;

export interface FoldLook {
  /** Lines around a match that stay with it. */
  readonly around: number;
  /** What all paths begin with; stated once. */
  readonly root: string;
}

export interface Folded {
  readonly text: string;
  /** Hit lines that are still there, lines around hits included. */
  readonly shown: number;
}

/** `12,40,77`: the lines of hits, when they have numbers and are few enough to tell all of them. */
function listNumbers(hits: readonly HitLine[]): string | null {
  const [first] = hits;
  return first === undefined || first.num === '' || hits.length > MAX_NUMBERS
    ? null
    : hits.map(({ num }) => num).join(',');
}

/** `: 12,40,77,…`, the first of more line numbers than are told. */
function firstNumbers(hits: readonly HitLine[]): string {
  const nums = hits.slice(0, MAX_NUMBERS).map((hit) => hit.num);
  return nums[0] === undefined || nums[0] === '' ? '' : `: ${nums.join(',')}${hits.length > MAX_NUMBERS ? ',…' : ''}`;
}

/** Lines around a match stay with it: the unbroken run of line numbers on both sides. */
function keepAround(run: readonly HitLine[], kept: ReadonlySet<HitLine>, radius: number): HitLine[] {
  const near = new Set<HitLine>();
  for (const [index, hit] of run.entries()) {
    if (!kept.has(hit)) continue;
    for (let at = Math.max(0, index - radius); at <= Math.min(run.length - 1, index + radius); at++) {
      const other = run[at];
      const distance = Math.abs(Number(other?.num) - Number(hit.num));
      if (other !== undefined && other.mark !== ':' && distance <= radius && /\S/.test(other.text)) near.add(other);
    }
  }
  return run.filter((hit) => kept.has(hit) || near.has(hit));
}

/** One file: what stays, then one line with the number of hits that do not and where they are. */
function foldFile(
  run: readonly HitLine[],
  kept: ReadonlySet<HitLine>,
  look: FoldLook,
): { lines: string[]; shown: number } {
  const path = run[0]?.path.slice(look.root.length) ?? '';
  const stay = keepAround(run, kept, look.around);
  const gone = run.filter((hit) => hit.mark === ':' && !kept.has(hit));
  const line = (hit: HitLine): string => hit.num + hit.mark + hit.text;
  if (stay.length === 0) {
    // Without a match this is a stray piece of context.
    const [what, told] = gone.length === 0 ? ['line', run] : ['hit', gone];
    const numbers = path === '' || gone.length === 0 ? null : listNumbers(told);
    if (numbers !== null) return { lines: [`${path}:${numbers} …`], shown: 0 };
    const note = `… ${told.length} ${what}${told.length === 1 ? '' : 's'}${firstNumbers(told)}`;
    return { lines: [path === '' ? note : `${path} ${note}`], shown: 0 };
  }
  const [only] = stay;
  if (stay.length === 1 && gone.length === 0 && only !== undefined && path !== '') {
    return { lines: [`${path}:${line(only)}`], shown: 1 };
  }
  const numbers = listNumbers(gone);
  const more =
    gone.length === 0 ? [] : [numbers === null ? `… ${gone.length} more${firstNumbers(gone)}` : `${numbers}: …`];
  return { lines: [...(path === '' ? [] : [path]), ...stay.map(line), ...more], shown: stay.length };
}

/** Writes the lossy form: every file stays visible with its number of hits, in the order of the source. */
export function foldHits(result: SearchResult, kept: ReadonlySet<HitLine>, look: FoldLook): Folded {
  const out: string[] = look.root === '' ? [] : [ROOT_NOTE + look.root];
  let shown = 0;
  for (const group of groupRuns(result.lines.filter((line) => isHit(line) || line.other !== '--'))) {
    if (typeof group === 'string') {
      out.push(group);
      continue;
    }
    const file = foldFile(group, kept, look);
    out.push(...file.lines);
    shown += file.shown;
  }
  return { text: out.join('\n'), shown };
}
