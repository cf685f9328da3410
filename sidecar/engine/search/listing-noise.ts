import { isNoisePath } from './file-kinds.ts';
import type { ListingGroup } from './listing.ts';

const depthOfNoise = (dir: string): number => {
  // What is above a folder is noise only if it is noise itself.
  if (!isNoisePath(`${dir}/`)) return -1;
  const parts = dir.split('/');
  return parts.findIndex((_, at) => isNoisePath(`${parts.slice(0, at + 1).join('/')}/`));
};

/** Folders that tools fill (dependencies, caches) become one line each, with counts. */
export function foldNoise(
  groups: readonly ListingGroup[],
  isAsked: (path: string) => boolean,
): { lines: (ListingGroup | string)[]; gone: number } {
  const lines: (ListingGroup | string)[] = [];
  const noise = new Map<string, { at: number; names: number; folders: Set<string> }>();
  let gone = 0;
  for (const group of groups) {
    const depth = depthOfNoise(group.dir);
    if (depth < 0) {
      lines.push(group);
      continue;
    }
    const asked = group.names.filter((name) => isAsked(`${group.dir}/${name}`));
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
  for (const [root, { at, names, folders }] of noise) {
    if (names === 0) continue;
    lines[at] = `${root}/: … ${names} names in ${folders.size} folder${folders.size === 1 ? '' : 's'}`;
  }
  // Whoever lists such a folder alone means it.
  if (lines.every((line) => typeof line === 'string')) return { lines: [...groups], gone: 0 };
  return { lines: lines.filter((line) => line !== ''), gone };
}
