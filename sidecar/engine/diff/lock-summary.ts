import type { FileDiff } from './parse.ts';

/** Packages that are still named when a lockfile folds; the rest is a count. */
const MAX_PACKAGES = 24;
/** Where the formats of common lockfiles name a package, alone on a line. */
const NAME_LINE =
  /^\s*(?:"(?:node_modules\/|[^"]*\/node_modules\/)?((?:@[\w.-]+\/)?[\w.-]+)":\s*\{|name = "([\w.@/-]+)"|"?((?:@[\w.-]+\/)?[\w.-]+)@[^:"]{1,80}"?(?:,[^:]{0,200})?:\s*$|\s{4}([a-zA-Z][\w.-]+) \()/;
const VERSION_LINE = /^\s*"?version"?\s*[:=]?\s*"?v?(\d[\w.+-]{0,60})"?,?\s*$/;
/** Formats that name a package and its version on one line: go.sum, bun.lock, pnpm, Gemfile.lock. */
const PAIR_LINE =
  /^\s*(?:([\w.-]+\.[a-z]+\/[\w./-]+) v([\w.+-]+) h1:|"[^"]{1,120}": \["((?:@[\w.-]+\/)?[\w.-]+)@(\d[\w.+-]*)"|'?\/?((?:@[\w.-]+\/)?[\w.-]+)@(\d[\w.+-]*)(?:\([^)]{0,200}\))?'?:\s*$|([a-zA-Z][\w.-]+) \((\d[\w.-]*)\)$)/;

interface Change {
  old: string;
  new: string;
}

const firstOf = (found: RegExpExecArray, groups: readonly number[]): string =>
  groups.map((group) => found[group]).find((text) => text !== undefined) ?? '';

/** Names and versions of the packages that a lockfile diff changes, in order of appearance. */
function readPackages(file: FileDiff): Map<string, Change> {
  const packages = new Map<string, Change>();
  const note = (name: string, sign: string, version: string): void => {
    const known = packages.get(name) ?? { old: '', new: '' };
    packages.set(name, sign === '-' ? { ...known, old: version } : { ...known, new: version });
  };
  for (const hunk of file.hunks) {
    let current = '';
    for (const line of hunk.lines) {
      const sign = line[0] ?? ' ';
      const text = line.slice(1);
      if (text.length > 400) continue;
      const pair = PAIR_LINE.exec(text);
      if (pair !== null) {
        if (sign !== ' ') note(firstOf(pair, [1, 3, 5, 7]), sign, firstOf(pair, [2, 4, 6, 8]));
        continue;
      }
      const name = NAME_LINE.exec(text);
      if (name !== null) current = firstOf(name, [1, 2, 3, 4]);
      const version = VERSION_LINE.exec(text);
      if (version !== null && sign !== ' ' && current !== '') note(current, sign, version[1] ?? '');
    }
  }
  for (const [name, { old, new: next }] of packages) if (old === next) packages.delete(name);
  return packages;
}

/** "left-pad 1.0.0→1.1.0, +new-one 2.0.0, -old-one 3.1.0, … 12 more"; '' when no package could be read. */
export function summariseLockfile(file: FileDiff): string {
  const packages = [...readPackages(file)];
  const shown = packages.slice(0, MAX_PACKAGES).map(([name, { old, new: next }]) => {
    if (old !== '' && next !== '') return `${name} ${old}→${next}`;
    return next !== '' ? `+${name} ${next}` : `-${name} ${old}`;
  });
  const more = packages.length - shown.length;
  return shown.join(', ') + (more > 0 ? `, … ${more} more packages` : '');
}
