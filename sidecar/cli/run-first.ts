import { findHome } from '../machine/paths.ts';
import { findFilterPlaces } from '../shell/filter-places.ts';
import { runCommand } from './run-command.ts';

/**
 * Takes `headroom run` before anything else of Headroom is loaded, because it stands in front of every command of an agent.
 * @returns false when the command line is another one, or the user's filters have a say: then run-filtered.ts takes it.
 */
export function runFirst(): boolean {
  if (process.argv[2] !== 'run' || hasFilters()) return false;
  void runCommand(process.argv.slice(3), process.env, null).then(endNow);
  return true;
}

/** Everything is written; waiting until a closed socket is gone would cost a millisecond of every command. */
export function endNow(code: number): void {
  process.exit(code);
}

function hasFilters(): boolean {
  try {
    const { project, own } = findFilterPlaces(process.cwd(), findHome(process.env));
    return project !== null || own !== null;
  } catch {
    return false; // the current directory is gone: the command runs there all the same, and no filter is found
  }
}
