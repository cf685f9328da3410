import { chmodSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import {
  type CaseHome,
  type ClientCase,
  makeCaseHome,
  readTree,
  runClientCase,
} from '../../scripts/lib/client-cases.ts';

const known = new Map<string, Promise<string[]>>();

/** Files of a case that connecting changes or makes, as paths relative to the home. */
export function findTouched(one: ClientCase): Promise<string[]> {
  const touched = known.get(one.directory) ?? compareTrees(one);
  known.set(one.directory, touched);
  return touched;
}

async function compareTrees(one: ClientCase): Promise<string[]> {
  const before = readTree(join(one.directory, 'before'));
  const after = await runClientCase(one);
  return [...after].filter(([name, bytes]) => before.get(name)?.equals(bytes) !== true).map(([name]) => name);
}

export type Format = 'json' | 'toml' | 'yaml' | 'shell';

export function formatOf(name: string): Format {
  if (/\.jsonc?$/.test(name)) return 'json';
  if (name.endsWith('.toml')) return 'toml';
  return /\.ya?ml$/.test(name) ? 'yaml' : 'shell';
}

/** Ways in which the same files may lie on somebody's disk. Each changes the home before anything else happens. */
export const variants: Readonly<Record<string, (path: string) => void>> = {
  'as they are': () => {},
  'CRLF line endings': (path) => rewrite(path, (text) => text.replaceAll('\n', '\r\n')),
  'a byte order mark': (path) => rewrite(path, (text) => `\uFEFF${text}`),
  'CRLF and a byte order mark': (path) => rewrite(path, (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`),
  'no line ending at the end': (path) => rewrite(path, (text) => text.trimEnd()),
  'blank lines at the end': (path) => rewrite(path, (text) => `${text}\n\n   \n`),
  'odd rights': (path) => chmodSync(path, 0o640),
  'a symbolic link': (path) => link(path, (target) => target),
  'a relative symbolic link': (path) => link(path, (target) => relative(dirname(path), target)),
  'an empty file': (path) => writeFileSync(path, ''),
  'only white space': (path) => writeFileSync(path, '\n  \n'),
  'only a comment': (path) => writeFileSync(path, formatOf(path) === 'json' ? '// nothing yet\n' : '# nothing yet\n'),
  'no file': (path) => rmSync(path),
  'no directory': (path) =>
    rmSync(basename(dirname(path)).startsWith('headroom-home') ? path : dirname(path), {
      recursive: true,
    }),
  'bytes above ASCII': (path) =>
    rewrite(path, (text) => `${text}${formatOf(path) === 'json' ? '//' : '#'} Grüße, 漢字 🙂\n`),
};

function rewrite(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** As dotfile managers do it: the file lies elsewhere. */
function link(path: string, spell: (target: string) => string): void {
  const target = join(dirname(path), `.stow-${basename(path)}`);
  renameSync(path, target);
  symlinkSync(spell(target), path);
}

/** The home of a case with one variant of every file that the case touches and that is there. */
export async function makeVariant(one: ClientCase, change: (path: string) => void): Promise<CaseHome> {
  const home = makeCaseHome(one);
  for (const name of await findTouched(one)) {
    const path = join(home.path, name);
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) change(path);
  }
  return home;
}

/** A change that a user makes elsewhere in the file; made before or after ours, it must come out the same. */
export function editElsewhere(path: string): void {
  const text = readFileSync(path, 'utf8');
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(mark.length);
  if (formatOf(path) === 'json')
    writeFileSync(path, `${mark}// a foreign remark\n${body.replace(/\{(?=\s*\S)/, '{ "foreign": [1, 2],')}`);
  else if (formatOf(path) === 'shell') writeFileSync(path, `${mark}# a foreign remark\n${body}`);
  else
    writeFileSync(
      path,
      `${mark}# a foreign remark\n${formatOf(path) === 'toml' ? 'foreign = [1, 2]' : 'foreign: yes'}\n${body}`,
    );
}
