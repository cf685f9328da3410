import { chmodSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import {
  CASE_PROXY,
  type CaseHome,
  type ClientCase,
  makeCaseHome,
  readTree,
  runClientCase,
} from '../../scripts/lib/client-cases.ts';
import { makeMachine } from '../../sidecar/clients/computer.ts';
import { adapters } from '../../sidecar/clients/index.ts';
import type { ClientAdapter, JsonExtra } from '../../sidecar/clients/types.ts';

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

/** What the client of a case does not read in its files of JSON although we could, by path. */
export async function findExtras(one: ClientCase, home: CaseHome): Promise<Map<string, readonly JsonExtra[]>> {
  const machine = makeMachine({
    ...home,
    home: home.path,
    userHome: home.path,
    platform: 'linux',
    proxyUrl: CASE_PROXY,
  });
  const adapter: ClientAdapter = adapters.find(({ id }) => id === one.client)!;
  const { edits } = await adapter.plan(CASE_PROXY, machine);
  return new Map(edits.flatMap(({ file, refuses }) => (refuses === undefined ? [] : [[file, refuses] as const])));
}

export type Format = 'json' | 'toml' | 'yaml' | 'shell';

export function formatOf(name: string): Format {
  if (/\.jsonc?$/.test(name)) return 'json';
  if (name.endsWith('.toml')) return 'toml';
  return /\.ya?ml$/.test(name) ? 'yaml' : 'shell';
}

/** Changes a file. @param refused what its client does not read; then nothing of that kind is put in */
type Change = (path: string, refused: readonly JsonExtra[]) => void;

/** Ways in which the same files may lie on somebody's disk. Each changes the home before anything else happens. */
export const variants: Readonly<Record<string, Change>> = {
  'as they are': () => {},
  'CRLF line endings': (path) => rewrite(path, (text) => text.replaceAll('\n', '\r\n')),
  'a byte order mark': (path, refused) => rewrite(path, (text) => markUnless(refused) + text),
  'CRLF and a byte order mark': (path, refused) =>
    rewrite(path, (text) => markUnless(refused) + text.replaceAll('\n', '\r\n')),
  'no line ending at the end': (path) => rewrite(path, (text) => text.trimEnd()),
  'blank lines at the end': (path) => rewrite(path, (text) => `${text}\n\n   \n`),
  'odd rights': (path) => chmodSync(path, 0o640),
  'a symbolic link': (path) => link(path, (target) => target),
  'a relative symbolic link': (path) => link(path, (target) => relative(dirname(path), target)),
  'an empty file': (path) => writeFileSync(path, ''),
  'only white space': (path) => writeFileSync(path, '\n  \n'),
  'only a comment': (path, refused) => writeFileSync(path, remarkUnless(refused, path, 'nothing yet')),
  'no file': (path) => rmSync(path),
  'no directory': (path) =>
    rmSync(basename(dirname(path)).startsWith('headroom-home') ? path : dirname(path), {
      recursive: true,
    }),
  'bytes above ASCII': (path, refused) =>
    rewrite(path, (text) =>
      refused.includes('comment')
        ? text.replace(/\{(?=\s*\S)/, '{ "Grüße": "漢字 🙂",')
        : text + remarkUnless(refused, path, 'Grüße, 漢字 🙂'),
    ),
};

function markUnless(refused: readonly JsonExtra[]): string {
  return refused.includes('byte order mark') ? '' : '\uFEFF';
}

/** A line of a remark, or a blank one where the client knows none. */
function remarkUnless(refused: readonly JsonExtra[], path: string, remark: string): string {
  if (formatOf(path) !== 'json') return `# ${remark}\n`;
  return refused.includes('comment') ? '\n' : `// ${remark}\n`;
}

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
export async function makeVariant(one: ClientCase, change: Change): Promise<CaseHome> {
  const home = makeCaseHome(one);
  for (const name of await findTouched(one)) {
    const path = join(home.path, name);
    const refused = (await findExtras(one, home)).get(path) ?? [];
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) change(path, refused);
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
