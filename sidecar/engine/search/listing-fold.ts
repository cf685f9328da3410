import type { Listing, ListingGroup } from './listing.ts';
import { foldNoise } from './listing-noise.ts';
import { formatGroup, joinSiblings } from './listing-text.ts';
import { type Weight, weigherOf } from './listing-weight.ts';

/** Tests, or files beside the source, of one folder that stay as examples of how they are named. */
const EXAMPLES: Readonly<Record<Weight, number>> = { first: 1e9, source: 1e9, test: 1, aside: 1 };
/** Examples of source in a crowded folder, near the top and deep below it, when the listing is far over its budget. */
const SOURCE_EXAMPLES = { near: 20, deep: 6 };
/** Folders from this many levels on are deep: of tests, a whole branch of them is then one line. */
const DEEP = { source: 4, test: 3 };
/** Fewer than this many names more cost less than the words that count them. */
const FEWEST_GONE = 3;
/** A folder without source is one line, its sub-folders and all, from this many names on. */
const QUIET_NAMES = 6;
/** When less than this share is source, the rest is what somebody listed on purpose. */
const SOURCE_SHARE = 0.08;
/** Names of a folder that are looked at to tell what the listing is about. */
const SAMPLE_NAMES = 40;
const HALF_SAMPLE = SAMPLE_NAMES / 2;
/** Extensions that are counted by name. */
const COUNTED_EXTENSIONS = 4;

export interface FoldedListing {
  readonly text: string;
  readonly shown: number;
}

export interface Wanted {
  /** Whether a path was asked for: it stays. */
  readonly isAsked: (path: string) => boolean;
  /** The question is about tests, or about documents and other files: they stay. */
  readonly test: boolean;
  readonly aside: boolean;
}

/** The tiers of thrift, gentlest first: what tools fill; what is not source; crowds of source. */
type Tier = 'rest' | 'crowds';

/**
 * The lossy form: top-level files, manifests, source and what was asked for stay, every folder that holds some of it
 * is named, and each gap says how many names of which kind are missing. `isOver` tells whether a text is over a budget.
 */
export function foldListing(
  listing: Listing,
  wanted: Wanted,
  isOver: (text: string, tier: Tier) => boolean,
): FoldedListing {
  const noise = foldNoise(listing.groups, wanted.isAsked);
  const fold = new Fold(listing.groups, wanted);
  const write = (lines: readonly string[]): string =>
    [...listing.head, ...joinSiblings(lines, true), ...listing.foot].join('\n');
  const plain = noise.lines.map((line) => (typeof line === 'string' ? line : formatGroup(line)));
  let text = write(plain);
  let gone = 0;
  for (const tier of ['rest', 'crowds'] as const) {
    if (!isOver(text, tier) || !fold.isMixed()) break;
    const folded = fold.fold(noise.lines, tier);
    text = write(folded.lines);
    gone = folded.gone;
  }
  return { text, shown: listing.total - noise.gone - gone };
}

/** Folders that are one line each: by folder its root, by root what it holds. */
interface Quiet {
  readonly roots: ReadonlyMap<string, string>;
  readonly within: ReadonlyMap<string, readonly ListingGroup[]>;
}

class Fold {
  private readonly wanted: Wanted;
  private readonly weights = new Map<ListingGroup, readonly Weight[]>();
  private readonly listed: readonly ListingGroup[];
  private mixed: boolean | null = null;

  constructor(listed: readonly ListingGroup[], wanted: Wanted) {
    this.listed = listed;
    this.wanted = wanted;
  }

  /** Judged by the first and last names of every folder: every n-th would miss all sources where tests alternate with them. */
  isMixed(): boolean {
    this.mixed ??= this.readMixed();
    return this.mixed;
  }

  private readMixed(): boolean {
    let source = 0;
    let total = 0;
    for (const { dir, names } of this.listed) {
      const seen =
        names.length <= SAMPLE_NAMES ? names : [...names.slice(0, HALF_SAMPLE), ...names.slice(-HALF_SAMPLE)];
      const share = names.length / Math.max(1, seen.length);
      total += names.length;
      const weigh = weigherOf(dir);
      for (const name of seen) if (weigh(name).weight === 'source') source += share;
    }
    return source >= total * SOURCE_SHARE;
  }

  fold(lines: readonly (ListingGroup | string)[], tier: Tier): { lines: string[]; gone: number } {
    const groups = lines.filter((line) => typeof line !== 'string');
    const quiet = this.findQuiet(groups, tier);
    const written = new Set<string>();
    const out: string[] = [];
    let gone = 0;
    for (const line of lines) {
      if (typeof line === 'string') {
        out.push(line);
        continue;
      }
      const root = quiet.roots.get(line.dir);
      if (root === undefined) {
        const cut = this.thin(line, tier);
        out.push(cut.line);
        gone += cut.gone;
        continue;
      }
      if (written.has(root)) continue;
      written.add(root);
      const within = quiet.within.get(root)!;
      const names = within.flatMap((group) => group.names);
      out.push(`${formatGroup({ dir: root, names: [] })} … ${countNames(names, within.length)}`);
      gone += names.length;
    }
    return { lines: out, gone };
  }

  /** What the names of a group are worth; 'first' is also what was asked for. */
  private weigh(group: ListingGroup): readonly Weight[] {
    const known = this.weights.get(group);
    if (known !== undefined) return known;
    const weigh = weigherOf(group.dir);
    const weights = group.names.map((name): Weight => {
      const { weight, kind } = weigh(name);
      if (weight === 'first' || group.whole === true) return 'first';
      // What a test runner or a build wrote from the files carries the same words.
      if (kind === 'generated') return 'aside';
      if ((weight === 'test' && this.wanted.test) || (weight === 'aside' && this.wanted.aside)) return 'first';
      return this.wanted.isAsked(pathOf(group, name)) ? 'first' : weight;
    });
    this.weights.set(group, weights);
    return weights;
  }

  /** The outermost folders that hold nothing but what is aside, themselves and below; at last also deep ones of tests. */
  private findQuiet(groups: readonly ListingGroup[], tier: Tier): Quiet {
    const loud = this.findLoud(groups, ['aside']);
    const louder = tier === 'crowds' ? this.findLoud(groups, ['aside', 'test']) : loud;
    const within = new Map<string, ListingGroup[]>();
    for (const group of groups) {
      const root = chain(group.dir).find((dir, at) => !(at + 1 < DEEP.test ? loud : louder).has(dir));
      if (root === undefined) continue;
      const known = within.get(root);
      if (known === undefined) within.set(root, [group]);
      else known.push(group);
    }
    const roots = new Map<string, string>();
    for (const [root, inside] of within) {
      if (inside.reduce((sum, { names }) => sum + names.length, 0) < QUIET_NAMES) continue;
      for (const { dir } of inside) roots.set(dir, root);
    }
    return { roots, within };
  }

  /** Folders with a name of another weight than these, in themselves or below. */
  private findLoud(groups: readonly ListingGroup[], quiet: readonly Weight[]): Set<string> {
    const loud = new Set<string>();
    for (const group of groups) {
      if (this.weigh(group).every((weight) => quiet.includes(weight))) continue;
      // Those above a loud folder are loud already.
      for (let dir = group.dir === '' ? null : group.dir; dir !== null && !loud.has(dir); dir = above(dir))
        loud.add(dir);
    }
    return loud;
  }

  private thin(group: ListingGroup, tier: Tier): { line: string; gone: number } {
    const source = depthOf(group.dir) < DEEP.source ? SOURCE_EXAMPLES.near : SOURCE_EXAMPLES.deep;
    const left = { ...EXAMPLES, ...(tier === 'crowds' && { source }) };
    const stay: string[] = [];
    const rest: string[] = [];
    const weights = this.weigh(group);
    for (const [at, name] of group.names.entries()) (left[weights[at]!]-- > 0 ? stay : rest).push(name);
    if (rest.length < FEWEST_GONE) return { line: formatGroup(group), gone: 0 };
    return { line: `${formatGroup({ ...group, names: stay })} … ${countNames(rest, 0)}`, gone: rest.length };
  }
}

const pathOf = ({ dir }: ListingGroup, name: string): string => (dir === '' ? name : `${dir}/${name}`);

/** A folder and those above it, the outermost first. */
function chain(dir: string): string[] {
  const folders: string[] = [];
  for (let at = dir.indexOf('/'); at >= 0; at = dir.indexOf('/', at + 1)) folders.push(dir.slice(0, at));
  return dir === '' ? [] : [...folders, dir];
}

function depthOf(dir: string): number {
  let depth = dir === '' ? 0 : 1;
  for (let at = dir.indexOf('/'); at >= 0; at = dir.indexOf('/', at + 1)) depth++;
  return depth;
}

const above = (dir: string): string | null => {
  const slash = dir.lastIndexOf('/');
  return slash < 0 ? null : dir.slice(0, slash);
};

/** "38 more .test.ts"; "60 names in 9 folders: 40 .sass, 12 .scss, 8 others". */
function countNames(names: readonly string[], folders: number): string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const extension = /(?:\.(?:test|spec|d|min|stories))?\.[A-Za-z]\w{0,11}$/.exec(name)?.[0] ?? '';
    counts.set(extension, (counts.get(extension) ?? 0) + 1);
  }
  const known = [...counts].filter(([extension]) => extension !== '').sort((a, b) => b[1] - a[1]);
  const counted = known.slice(0, COUNTED_EXTENSIONS);
  const others = names.length - counted.reduce((sum, [, count]) => sum + count, 0);
  const what = folders === 0 ? 'more' : `names${folders > 1 ? ` in ${folders} folders` : ''}`;
  if (counted.length === 1 && others === 0)
    return `${names.length} ${what}${folders === 0 ? '' : ':'} ${counted[0]![0]}`;
  const kinds = counted.map(([extension, count]) => `${count} ${extension}`);
  if (others > 0) kinds.push(`${others} others`);
  return counted.length === 0 ? `${names.length} ${what}` : `${names.length} ${what}: ${kinds.join(', ')}`;
}
