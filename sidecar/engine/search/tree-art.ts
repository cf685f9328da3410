/** The four pieces that the command `tree` draws with. */
export interface TreeArt {
  readonly tee: string;
  readonly end: string;
  readonly bar: string;
  readonly gap: string;
}

export interface Branch {
  /** 1 for names right below the root. */
  readonly depth: number;
  readonly name: string;
}

const NBSP = '\u00a0';
const ARTS: readonly TreeArt[] = [
  { tee: '├── ', end: '└── ', bar: `│${NBSP}${NBSP} `, gap: '    ' },
  { tee: '├── ', end: '└── ', bar: '│   ', gap: '    ' },
  { tee: '|-- ', end: '`-- ', bar: '|   ', gap: '    ' },
  { tee: '├─ ', end: '└─ ', bar: '│  ', gap: '   ' },
];
/** Fewer branches than this are more likely a drawing in a text than a listing. */
const MIN_BRANCHES = 5;

function parseBranch(line: string, art: TreeArt): Branch | null {
  let at = 0;
  let depth = 1;
  while (line.startsWith(art.bar, at) || line.startsWith(art.gap, at)) {
    at += art.bar.length;
    depth++;
  }
  const isTip = line.startsWith(art.tee, at) || line.startsWith(art.end, at);
  return isTip ? { depth, name: line.slice(at + art.tee.length) } : null;
}

/** Reads the branches at the beginning of `lines`, in the art that explains most of them. */
export function parseBranches(lines: readonly string[]): { art: TreeArt; branches: Branch[] } | null {
  let best: { art: TreeArt; branches: Branch[] } | null = null;
  for (const art of ARTS) {
    const branches: Branch[] = [];
    for (const line of lines) {
      const branch = parseBranch(line, art);
      if (branch === null) break;
      branches.push(branch);
    }
    if (branches.length >= MIN_BRANCHES && branches.length > (best?.branches.length ?? 0)) best = { art, branches };
  }
  return best;
}

/** A folder of a tree: names in the order of the source, null for what has nothing below it. */
export type TreeLevel = Map<string, TreeLevel | null>;

/** Draws a tree; `arrange` puts the names of a level in their order. */
export function drawTree(root: TreeLevel, art: TreeArt, arrange: (names: string[]) => string[]): string[] {
  const lines: string[] = [];
  const walk = (level: TreeLevel, indent: string): void => {
    const names = arrange([...level.keys()]);
    for (const [at, name] of names.entries()) {
      const isLast = at === names.length - 1;
      lines.push(indent + (isLast ? art.end : art.tee) + name);
      const below = level.get(name);
      if (below) walk(below, indent + (isLast ? art.gap : art.bar));
    }
  };
  walk(root, '');
  return lines;
}
