import { realpath, stat } from 'node:fs/promises';
import { basename, delimiter, dirname, isAbsolute, join } from 'node:path';
import { listNames, readTextWithin } from './files.ts';
import { runBounded } from './processes.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where package and version managers put programs, relative to the user's home. */
const HOME_PLACES = [
  '.local/bin',
  'bin',
  '.claude/local',
  '.npm-global/bin',
  '.yarn/bin',
  '.config/yarn/global/node_modules/.bin',
  '.local/share/pnpm',
  'Library/pnpm',
  '.volta/bin',
  '.bun/bin',
  '.cargo/bin',
  '.opencode/bin',
  '.asdf/shims',
  '.local/share/mise/shims',
  '.nodenv/shims',
  '.nvm/current/bin',
];
const FIXED_PLACES = ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin', '/snap/bin'];
/** A login shell that reads heavy profiles takes a second or two; one that asks a question never ends. */
const SHELL_MS = 3000;
const VERSION_MS = 4000;

/**
 * The first of some programs that can be run, or null. Looks in PATH, in the places of package managers, and (once, when
 * asked) in the PATH of the login shell: programs started from a desktop do not have the user's.
 */
export async function findProgram(
  names: readonly string[],
  where: { readonly env: Env; readonly userHome: string; readonly platform: NodeJS.Platform },
  loginPath: () => Promise<readonly string[]>,
): Promise<string | null> {
  const { env, userHome, platform } = where;
  const ends = platform === 'win32' ? ['.exe', '.cmd', '.bat', '.ps1'] : [''];
  const files = names.flatMap((name) => ends.map((end) => `${name}${end}`));
  const path = (env.PATH ?? env.Path ?? '').split(delimiter).filter(isAbsolute);
  const home = HOME_PLACES.map((place) => join(userHome, place));
  const nvm = join(userHome, '.nvm', 'versions', 'node');
  const versions = (await listNames(nvm).catch(() => [])).reverse().map((name) => join(nvm, name, 'bin'));
  const windows = env.APPDATA ? [join(env.APPDATA, 'npm')] : [];
  const places = [...path, ...home, ...versions, ...windows, ...(platform === 'win32' ? [] : FIXED_PLACES)];
  return (await findIn(places, files, platform)) ?? findIn(await loginPath(), files, platform);
}

/** The PATH that the user's login shell gives its programs; empty when it does not tell in time. */
export async function readLoginPath(env: Env, platform: NodeJS.Platform): Promise<readonly string[]> {
  const shell = env.SHELL;
  if (platform === 'win32' || !shell || !isAbsolute(shell)) return [];
  // `env` prints the same in every shell; fish has no -i together with -c that is quiet, and needs none.
  const flags = basename(shell) === 'fish' ? '-lc' : '-ilc';
  const printed = await runBounded(shell, [flags, 'env'], { timeoutMs: SHELL_MS });
  const path = /^PATH=(.*)$/m.exec(printed ?? '')?.[1] ?? '';
  return path.split(delimiter).filter(isAbsolute);
}

/** Version of a program: that of the npm package in which it lies, else the first one that `--version` prints. */
export async function readProgramVersion(program: string): Promise<string | null> {
  const real = await realpath(program).catch(() => program); // gone since it was found: then nothing is told below
  for (let at = dirname(real), up = 0; up < 4 && dirname(at) !== at; at = dirname(at), up++) {
    const facts = await readTextWithin(join(at, 'package.json'), 256 * 1024).catch(() => null); // too large to be one
    if (facts !== null) return /"version"\s*:\s*"(\d[^"]*)"/.exec(facts)?.[1] ?? null;
  }
  const printed = await runBounded(program, ['--version'], { timeoutMs: VERSION_MS });
  return /\b\d+\.\d+(\.\d+)?[\w.+-]*/.exec(printed ?? '')?.[0] ?? null;
}

async function findIn(
  places: readonly string[],
  files: readonly string[],
  platform: NodeJS.Platform,
): Promise<string | null> {
  for (const place of places) {
    for (const file of files) {
      const facts = await stat(join(place, file)).catch(() => null); // not there, which is what is asked
      if (facts?.isFile() && (platform === 'win32' || (facts.mode & 0o111) !== 0)) return join(place, file);
    }
  }
  return null;
}
