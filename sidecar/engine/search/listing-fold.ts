import { fileKind, isNoisePath } from './file-kinds.ts';
import type { Listing, ListingGroup } from './listing.ts';
import { formatGroup } from './listing-text.ts';

/** A folder with this many names of one kind that is not source may be cut when the listing is over its budget. */
const CROWD = 24;
/** Names of a crowded folder that stay as examples. */
const EXAMPLES = 4;

export interface FoldedListing {
  readonly text: string;
  readonly shown: number;
}

const depthOfNoise = (dir: string): number => {
  const parts = dir.split('/');
  return parts.findIndex((_, at) => isNoisePath(`${parts.slice(0, at + 1).join('/')}/`));
};

const isAskedFor = (text: string, terms: readonly string[]): boolean => {
  const lower = text.toLowerCase();
  return terms.some((term) => lower.includes(term));
};

/** Folders that tools fill (dependencies, caches) become one line each, with counts. */
function foldNoise(
  groups: readonly ListingGroup[],
  terms: readonly string[],
): { lines: (ListingGroup | string)[]; gone: number } {
  const lines: (ListingGroup | string)[] = [];
  const noise = new Map<string, { at: number; names: number; folders: Set<string> }>();
  let gone = 0;
  for (const group of groups) {
    const depth = depthOfNoise(group.dir);
    const asked = depth < 0 ? group.names : group.names.filter((name) => isAskedFor(`${group.dir}/${name}`, terms));
    if (depth < 0) lines.push(group);
    else {
      const root = group.dir
        .split('/')
        .slice(0, depth + 1)
        .join('/');
      const known = noise.get(root) ?? { at: lines.push('') - 1, names: 0, folders: new Set() };
      known.names += group.names.length - asked.length;
      known.folders.add(group.dir);
      noise.set(root, known);
      gone += group.names.length - asked.length;
      if (asked.length > 0) lines.push({ dir: group.dir, names: asked });
    }
  }
  for (const [root, { at, names, folders }] of noise) {
    if (names === 0) continue;
    lines[at] = `${root}/: … ${names} names in ${folders.size} folder${folders.size === 1 ? '' : 's'}`;
  }
  // Whoever lists such a folder alone means it.
  if (lines.every((line) => typeof line === 'string')) return { lines: [...groups], gone: 0 };
  return { lines: lines.filter((line) => line !== ''), gone };
}

/** Long rows of tests, data and documents keep a few examples. */
function thinCrowd(group: ListingGroup, terms: readonly string[]): { line: string; gone: number } {
  if (group.names.length < CROWD) return { line: formatGroup(group), gone: 0 };
  let examples = 0;
  const stay = group.names.filter((name) => {
    const kind = fileKind(`${group.dir}/${name}`);
    return kind === 'source' || isAskedFor(`${group.dir}/${name}`, terms) || examples++ < EXAMPLES;
  });
  const gone = group.names.length - stay.length;
  if (gone < CROWD / 2) return { line: formatGroup(group), gone: 0 };
  return { line: `${formatGroup({ dir: group.dir, names: stay })} … ${gone} more`, gone };
}

/** The lossy form: every folder stays visible; `isOver` tells whether a text is still over the budget. */
export function foldListing(
  listing: Listing,
  terms: readonly string[],
  isOver: (text: string) => boolean,
): FoldedListing {
  const { lines, gone } = foldNoise(listing.groups, terms);
  const write = (body: string[]): string => [...listing.head, ...body, ...listing.foot].join('\n');
  const text = write(lines.map((line) => (typeof line === 'string' ? line : formatGroup(line))));
  if (!isOver(text)) return { text, shown: listing.total - gone };
  let more = 0;
  const thin = lines.map((line) => {
    if (typeof line === 'string') return line;
    const cut = thinCrowd(line, terms);
    more += cut.gone;
    return cut.line;
  });
  return { text: write(thin), shown: listing.total - gone - more };
}
