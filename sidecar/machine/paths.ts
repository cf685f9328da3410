import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** A leading "~" or "~/" becomes the user's home directory; every other path is made absolute. */
export function expandHome(path: string, home: string = homedir()): string {
  if (path === '~') return home;
  if (path.startsWith('~/') || path.startsWith('~\\')) return join(home, path.slice(2));
  return isAbsolute(path) ? path : resolve(path);
}

/**
 * Where everything that we write lives: HEADROOM_HOME when it is set and not blank, else ~/.headroom.
 * @param env the environment; @param home the user's home directory.
 */
export function findHome(env: Readonly<Record<string, string | undefined>>, home: string = homedir()): string {
  const asked = env.HEADROOM_HOME?.trim();
  return asked ? expandHome(asked, home) : join(home, '.headroom');
}

/** A path under the user's home with "~" in front, as people and agents write it: the same text on every machine. */
export function shortenHome(path: string, home: string = homedir()): string {
  const inside = path.startsWith(home) && (path.length === home.length || /[\\/]/.test(path[home.length]!));
  return inside ? `~${path.slice(home.length).replaceAll('\\', '/')}` : path;
}
