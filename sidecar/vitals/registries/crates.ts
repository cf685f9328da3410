import { compareVersions, isTrial, mayBreak } from '../../lib/versions.ts';
import { tableOf, textOf } from '../tables.ts';
import type { Registry } from './types.ts';

const INDEX = 'https://index.crates.io/';
/** How Cargo.lock names crates.io, by its first index and by its present one. */
const SOURCES = new Set([
  'registry+https://github.com/rust-lang/crates.io-index',
  'sparse+https://index.crates.io/',
  'registry+sparse+https://index.crates.io/',
]);

/** crates.io, by its index of one file per crate with one line of JSON per version: doc.rust-lang.org/cargo, "Registry Index". */
export const crates = {
  id: 'crates',
  open: async () => (pinned) => {
    const { name, version, from } = pinned;
    if (version === null || from === null || !SOURCES.has(from) || !/^[\w-]+$/.test(name)) return null;
    return {
      host: new URL(INDEX).host,
      async ask(get) {
        const text = await get(`${INDEX}${placeOf(name.toLowerCase())}`);
        if (text === null) return null;
        const lines = text
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => tableOf(JSON.parse(line)));
        const versions = lines.filter(({ yanked }) => yanked !== true).flatMap(({ vers }) => textOf(vers) ?? []);
        const isYanked = lines.some(({ vers, yanked }) => vers === version && yanked === true);
        const newest = versions
          .filter((one) => !isTrial(one))
          .sort(compareVersions)
          .at(-1);
        return {
          beyond: newest !== undefined && mayBreak(newest, version) ? newest : null,
          warning: isYanked ? `${version} was yanked by its maker` : null,
        };
      },
    };
  },
} satisfies Registry;

/** Where the index keeps a crate: by the length of its name, then by its first four characters. */
function placeOf(name: string): string {
  if (name.length < 3) return `${name.length}/${name}`;
  if (name.length === 3) return `3/${name[0]}/${name}`;
  return `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`;
}
