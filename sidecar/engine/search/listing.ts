import { isHitPath } from './hit-path.ts';
import { findOrder, type NameOrder } from './name-order.ts';
import { parseBranches, type TreeArt } from './tree-art.ts';

/** Names of one folder that stand together in the source. `dir` has no slash at its end; '' is the top. */
export interface ListingGroup {
  readonly dir: string;
  readonly names: readonly string[];
  /** Spell each path out, because the question names the folder and its paths will be copied. */
  readonly whole?: boolean;
}

/**
 * How the tool laid the listing out; with it the source can be written again. `order`: the source is sorted,
 * so names of one folder may stand together even where a sub-folder came between them; null: order kept as it was.
 * `dot`: each path began with "./".
 */
export type ListingLayout =
  | { readonly kind: 'paths'; readonly dot: boolean; readonly order: NameOrder | null }
  /** ls -R: with an order, folders that have a block of their own are not named in the folder above. */
  | { readonly kind: 'blocks'; readonly dot: boolean; readonly order: NameOrder | null }
  | { readonly kind: 'tree'; readonly art: TreeArt; readonly order: NameOrder | null };

export interface Listing {
  readonly layout: ListingLayout;
  readonly groups: readonly ListingGroup[];
  /** Lines before and after the names ("Found 12 files", "3 directories, 9 files"), kept as they are. */
  readonly head: readonly string[];
  readonly foot: readonly string[];
  readonly total: number;
}

interface OpenGroup {
  readonly dir: string;
  readonly names: string[];
}

/** Collects names by folder: all of a folder together when `joined`, else only neighbours. */
class Groups {
  readonly list: OpenGroup[] = [];
  private readonly byDir = new Map<string, OpenGroup>();
  private readonly joined: boolean;

  constructor(joined: boolean) {
    this.joined = joined;
  }

  add(dir: string, name: string): void {
    const last = this.joined ? this.byDir.get(dir) : this.list.at(-1);
    if (last?.dir === dir) last.names.push(name);
    else this.open(dir, [name]);
  }

  open(dir: string, names: string[]): void {
    const group = { dir, names };
    if (this.joined) this.byDir.set(dir, group);
    this.list.push(group);
  }
}

const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t' || char === '\r';
const isTidy = (line: string): boolean => !isBlank(line[0]) && !isBlank(line.at(-1)) && !line.includes('\t');
const isName = (line: string): boolean => isHitPath(line) && isTidy(line);
const HEADLINE = /^(?:Found \d+|\d+ (?:files|matches|results))\b/i;

/** One path per line. When the tool call did not ask for names, nearly all of them must have a folder. */
function parsePaths(source: readonly string[], trusted: boolean): Listing | null {
  const head = source.slice(0, HEADLINE.test(source[0] ?? '') ? 1 : 0);
  const body = source.slice(head.length);
  if (body.length < 3 || !body.every(isName)) return null;
  const deep = body.reduce((sum, line) => sum + (line.includes('/') ? 1 : 0), 0);
  if (!trusted && deep < body.length * 0.8) return null;
  const dot = body.every((line) => line.startsWith('./'));
  const order = findOrder([body]);
  const groups = new Groups(order !== null);
  for (const line of body) {
    const path = dot ? line.slice(2) : line;
    const slash = path.lastIndexOf('/', path.length - 2);
    // "/etc" keeps its slash: the top of a listing is not the top of the disk.
    groups.add(slash <= 0 ? '' : path.slice(0, slash), slash <= 0 ? path : path.slice(slash + 1));
  }
  return { layout: { kind: 'paths', dot, order }, groups: groups.list, head, foot: [], total: body.length };
}

/** ls -R. */
function parseBlocks(source: readonly string[]): Listing | null {
  const blocks: OpenGroup[] = [];
  for (const [index, line] of source.entries()) {
    const opens = line.endsWith(':') && (index === 0 || source[index - 1] === '');
    if (opens) blocks.push({ dir: line.slice(0, -1), names: [] });
    else if (line === '') {
      if (!source[index + 1]?.endsWith(':')) return null;
    } else if (blocks.length === 0 || line.includes('/') || !isTidy(line)) return null;
    else blocks.at(-1)?.names.push(line);
  }
  if (blocks.length < 2) return null;
  const dot = blocks.every(({ dir }) => dir === '.' || dir.startsWith('./'));
  const order = findOrder(blocks.map((block) => block.names));
  const dirs = new Set(blocks.map((block) => block.dir));
  const groups = blocks
    .map(({ dir, names }) => ({
      dir: dot ? dir.slice(2) : dir,
      names: order === null ? names : names.filter((name) => !dirs.has(`${dir}/${name}`)),
      isEmpty: names.length === 0,
    }))
    // A folder of nothing but folders is named by theirs.
    .filter(({ names, isEmpty }, index) => order === null || index === 0 || names.length > 0 || isEmpty);
  const total = blocks.reduce((sum, block) => sum + block.names.length, 0);
  return { layout: { kind: 'blocks', dot, order }, groups, head: [], foot: [], total };
}

/** tree, in the kinds of art that are common. */
function parseTree(source: readonly string[]): Listing | null {
  const drawn = parseBranches(source.slice(1));
  if (drawn === null) return null;
  const { art, branches } = drawn;
  const foot = source.slice(1 + branches.length);
  if (foot.length > 3) return null;
  const levels = new Map<string, string[]>();
  const stack: string[] = [];
  const leaves: { dir: string; name: string }[] = [];
  for (const [at, branch] of branches.entries()) {
    const isLeaf = (branches[at + 1]?.depth ?? 0) <= branch.depth;
    // A leaf may be a link and show its target ("a -> ../b"); a folder's name goes into paths.
    if (branch.depth > stack.length + 1 || (!isLeaf && branch.name.includes('/'))) return null;
    stack.length = branch.depth - 1;
    const dir = stack.join('/');
    const level = levels.get(dir);
    if (level === undefined) levels.set(dir, [branch.name]);
    else level.push(branch.name);
    if (isLeaf) leaves.push({ dir, name: branch.name });
    stack.push(branch.name);
  }
  const order = findOrder([...levels.values()]);
  const groups = new Groups(order !== null);
  for (const leaf of leaves) groups.add(leaf.dir, leaf.name);
  return {
    layout: { kind: 'tree', art, order },
    groups: groups.list,
    head: source.slice(0, 1),
    foot,
    total: branches.length,
  };
}

/** Reads a listing in whichever layout fits, or returns null. `trusted`: the tool call asked for names. */
export function parseListing(text: string, trusted: boolean): Listing | null {
  const source = text.split('\n');
  return parseTree(source) ?? parseBlocks(source) ?? parsePaths(source, trusted);
}

/** Paths that may be spelled out; more of them would cost what the folding saves. */
const MAX_WHOLE = 40;

/** Marks the folders that the question names ("jsx/dom", "trie-router"): their paths stay whole. */
export function spellOut(listing: Listing, places: ReadonlySet<string>): Listing {
  let left = MAX_WHOLE;
  const groups = listing.groups.map((group) => {
    const dir = `/${group.dir.toLowerCase()}/`;
    // A name with a slash is a link with its target; behind its path it could not be told from a path.
    const isPlain = group.dir !== '' && group.names.every((name) => !name.includes('/'));
    const isNamed = isPlain && group.names.length <= left && [...places].some((place) => dir.includes(`/${place}/`));
    if (!isNamed) return group;
    left -= group.names.length;
    return { ...group, whole: true };
  });
  return { ...listing, groups };
}
