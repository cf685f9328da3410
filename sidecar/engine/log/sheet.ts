/** Which lines of a text stay, and what is written behind them. */
export interface Sheet {
  readonly lines: readonly string[];
  /** 1 for a line that stays. */
  readonly kept: Uint8Array;
  /** Written behind a line that stands for others, e.g. "+12 similar". */
  readonly notes: Map<number, string>;
}

/** A sheet on which nothing is kept yet. */
export function makeSheet(lines: readonly string[]): Sheet {
  return { lines, kept: new Uint8Array(lines.length), notes: new Map() };
}

/** What a gap looks like; the count is in lines of the source. */
export function formatGap(count: number): string {
  return `… ${count} ${count === 1 ? 'line' : 'lines'}`;
}

/** A gap of empty lines, rules and carets says nothing: an empty line stands for it. */
function isEmpty(lines: readonly string[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (/[^\s⎯─━═—\-=_*~#.+^|│]/.test(lines[i]!)) return false;
  return true;
}

/** The lines that stay, each gap marked in its place. */
export function renderSheet({ lines, kept, notes }: Sheet): {
  lines: string[];
  shown: number;
} {
  const out: string[] = [];
  let shown = 0;
  let gap = 0;
  for (let i = 0; i < lines.length; i++) {
    if (kept[i] === 0) {
      gap++;
      continue;
    }
    if (gap > 0) out.push(isEmpty(lines, i - gap, i) ? '' : formatGap(gap));
    gap = 0;
    shown++;
    const note = notes.get(i);
    out.push(note === undefined ? lines[i]! : `${lines[i]!} … ${note}`);
  }
  if (gap > 0) out.push(formatGap(gap));
  return { lines: out, shown };
}
