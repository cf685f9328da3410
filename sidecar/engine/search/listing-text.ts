import type { Listing, ListingGroup, ListingLayout } from './listing.ts';
import { sortNames } from './name-order.ts';
import { drawTree, type TreeLevel } from './tree-art.ts';

/**
 * The lossless form of a listing: one line per folder, `src/utils/: a.ts b.ts`, or whole paths where the question names
 * the folder. Folders side by side that hold the same names share a line: `src/{cors,etag}/: index.ts`. Names with
 * spaces stand in quotes. {@link expandListing} is its exact inverse.
 */

const NEEDS_QUOTES = /[\s"]|:$/;
const quote = (name: string): string => (name === '' || NEEDS_QUOTES.test(name) ? JSON.stringify(name) : name);
const TOP = '.';

/** `src/utils/: a.ts b.ts`; the top is `./:`. */
export function formatGroup(group: ListingGroup): string {
  if (group.whole === true) return group.names.map((name) => quote(`${group.dir}/${name}`)).join(' ');
  const folder = `${group.dir === '' ? TOP : group.dir}/`;
  const head = `${folder.includes('{') ? JSON.stringify(folder) : quote(folder)}:`;
  return group.names.length === 0 ? head : `${head} ${group.names.map(quote).join(' ')}`;
}

/** Writes the lossless form. */
export function formatListing({ head, groups, foot, layout }: Listing): string {
  const isSorted = layout.kind !== 'blocks' && layout.order !== null;
  return [...head, ...joinSiblings(groups.map(formatGroup), isSorted), ...foot].join('\n');
}

const SIBLING = /^((?:[^\s"{}]*\/)?)([^\s"{},/]+)\/:( [^…]+)$/;

/**
 * One line for folders of one parent that hold the same names.
 * @param isSorted they need not follow each other, because their order is known
 */
export function joinSiblings(lines: readonly string[], isSorted: boolean): string[] {
  const found = new Map<string, Siblings>();
  const joins: Siblings[] = [];
  const joined: string[] = [];
  for (const line of lines) {
    const [, parent = '', folder = '', names = ''] = SIBLING.exec(line) ?? [];
    const key = parent + names;
    const known = folder === '' || folder === TOP ? undefined : found.get(key);
    if (known !== undefined && (isSorted || known.at === joined.length - 1)) {
      if (known.folders.push(folder) === 2) joins.push(known);
      continue;
    }
    // Where only the line before counts, no other need be known.
    if (!isSorted) found.clear();
    if (folder !== '' && folder !== TOP) found.set(key, { at: joined.length, parent, names, folders: [folder] });
    joined.push(line);
  }
  // Written at the end: a parent may have tens of thousands of such folders.
  for (const { at, parent, names, folders } of joins) joined[at] = `${parent}{${folders.join()}}/:${names}`;
  return joined;
}

interface Siblings {
  /** Line that stands for all of them. */
  readonly at: number;
  readonly parent: string;
  readonly names: string;
  readonly folders: string[];
}

const SIBLINGS = /^([^\s"{}]*)\{([^\s"{}]+)\}\/:/;

/** The lines that {@link joinSiblings} made one. */
function partSiblings(line: string): string[] {
  const [head, parent = '', folders = ''] = SIBLINGS.exec(line) ?? [];
  if (head === undefined) return [line];
  return folders.split(',').map((folder) => `${parent}${folder}/:${line.slice(head.length)}`);
}

const WORD = /"(?:[^"\\]|\\.)*"|[^\s"]+/g;

const HEADING = /^(?:"(?:[^"\\]|\\.)*\/"|[^\s"]*\/):(?: |$)/;

const unquote = (word: string): string => {
  if (!word.startsWith('"')) return word;
  const read: unknown = JSON.parse(word);
  return typeof read === 'string' ? read : word;
};

function parseGroup(line: string): ListingGroup {
  if (!HEADING.test(line)) {
    const paths = (line.match(WORD) ?? []).map(unquote);
    const slash = (path: string): number => path.lastIndexOf('/', path.length - 2);
    return { dir: paths[0]?.slice(0, slash(paths[0])) ?? '', names: paths.map((path) => path.slice(slash(path) + 1)) };
  }
  const end = line.startsWith('"') ? line.indexOf('/":') + 2 : line.indexOf('/:') + 1;
  const dir = unquote(line.slice(0, end)).slice(0, -1);
  const names = (line.slice(end + 1).match(WORD) ?? []).map(unquote);
  return { dir: dir === TOP ? '' : dir, names };
}

function expandTree(groups: readonly ListingGroup[], layout: ListingLayout & { kind: 'tree' }): string[] {
  const root: TreeLevel = new Map();
  for (const group of groups) {
    let at = root;
    for (const part of group.dir === '' ? [] : group.dir.split('/')) {
      const next: TreeLevel = at.get(part) ?? new Map();
      at.set(part, next);
      at = next;
    }
    for (const name of group.names) at.set(name, null);
  }
  const { order } = layout;
  return drawTree(root, layout.art, (names) => (order === null ? names : sortNames(names, order)));
}

function expandPaths(groups: readonly ListingGroup[], layout: ListingLayout & { kind: 'paths' }): string[] {
  const lines: string[] = [];
  for (const { dir, names } of groups) {
    const folder = (layout.dot ? './' : '') + (dir === '' ? '' : `${dir}/`);
    for (const name of names) lines.push(folder + name);
  }
  return layout.order === null ? lines : sortNames(lines, layout.order);
}

/** Folders above `dir`, the outermost first; `dir` itself is the last. */
function chain(dir: string): string[] {
  const parts = dir.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/')).filter((path) => path !== '');
}

/** Opens the blocks of folders that hold nothing but folders, and names each block in the one above. */
function openAbove(blocks: Map<string, string[]>, dir: string): void {
  let above = blocks.get('');
  for (const path of chain(dir)) {
    const known = blocks.get(path);
    if (known === undefined && above === undefined) continue;
    if (known === undefined) {
      above?.push(path.slice(path.lastIndexOf('/') + 1));
      blocks.set(path, []);
    }
    above = blocks.get(path);
  }
}

function expandBlocks(groups: readonly ListingGroup[], layout: ListingLayout & { kind: 'blocks' }): string[] {
  const { order, dot } = layout;
  const blocks = new Map<string, string[]>();
  for (const { dir, names } of groups) {
    if (order !== null) openAbove(blocks, dir);
    blocks.set(dir, [...(blocks.get(dir) ?? []), ...names]);
  }
  return [...blocks].flatMap(([dir, names], index) => {
    const head = dot ? (dir === '' ? TOP : `./${dir}`) : dir;
    return [...(index === 0 ? [] : ['']), `${head}:`, ...(order === null ? names : sortNames(names, order))];
  });
}

/** The exact inverse of {@link formatListing}; `head` and `foot` are numbers of lines. */
export function expandListing(text: string, layout: ListingLayout, head: number, foot: number): string {
  const source = text.split('\n');
  const groups = source
    .slice(head, source.length - foot)
    .flatMap(partSiblings)
    .map(parseGroup);
  const body =
    layout.kind === 'paths'
      ? expandPaths(groups, layout)
      : layout.kind === 'tree'
        ? expandTree(groups, layout)
        : expandBlocks(groups, layout);
  return [...source.slice(0, head), ...body, ...source.slice(source.length - foot)].join('\n');
}
