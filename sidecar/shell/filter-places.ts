import { dirname, join } from 'node:path';
import { isThere } from '../machine/directories.ts';

/** Where filter files lie for a directory. */
export interface FilterPlaces {
  /** The nearest one of a project at or above the directory. */
  readonly project: string | null;
  /** The user's own, in Headroom's home. */
  readonly own: string | null;
}

/** Of a project, below its root. */
const PROJECT_PLACE = join('.headroom', 'filters.toml');
const OWN_NAME = 'filters.toml';
/** Directories above the current one in which a project may begin. */
const MAX_DEPTH = 40;

/**
 * Looks whether there are filter files at all. It stands in front of every command of an agent, and nearly nobody has one:
 * what reads and trusts them is only loaded where this finds something.
 * @param home Headroom's
 */
export function findFilterPlaces(directory: string, home: string): FilterPlaces {
  const own = join(home, OWN_NAME);
  return { project: findNearest(directory, home), own: isThere(own) ? own : null };
}

function findNearest(directory: string, home: string): string | null {
  let at = directory;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const path = join(at, PROJECT_PLACE);
    // Headroom's own home may have the same name; what lies there is the user's own.
    if (join(at, '.headroom') !== home && isThere(path)) return path;
    if (dirname(at) === at) return null;
    at = dirname(at);
  }
  return null;
}
