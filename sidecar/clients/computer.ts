import { homedir } from 'node:os';
import { findProgram, isThere, readLoginPath, readProgramVersion, readTextWithin } from '../machine/index.ts';
import { MAX_FILE_BYTES } from './originals.ts';
import type { ClientsOptions, Found, Machine } from './types.ts';

/** A program may be updated while we run; until then it is not started again just to be asked. */
const VERSION_MS = 10 * 60_000;

/** The computer as adapters see it. The login shell is asked once, versions once per program. */
export function makeMachine({ env, userHome, platform = process.platform, now = Date.now }: ClientsOptions): Machine {
  const home = userHome ?? (env.HOME || env.USERPROFILE || homedir());
  const where = { env, userHome: home, platform };
  let loginPath: Promise<readonly string[]> | undefined;
  const askLogin = (): Promise<readonly string[]> => {
    loginPath ??= readLoginPath(env, platform);
    return loginPath;
  };
  const versions = new Map<string, { readonly at: number; readonly version: Promise<string | null> }>();
  return {
    ...where,
    // A file that cannot be read says nothing about routing; writing it will say why.
    read: (path) => readTextWithin(path, MAX_FILE_BYTES).catch(() => null),
    exists: isThere,
    findProgram: (names) => findProgram(names, where, askLogin),
    readVersion(program) {
      const known = versions.get(program);
      if (known !== undefined && now() - known.at < VERSION_MS) return known.version;
      const version = readProgramVersion(program);
      versions.set(program, { at: now(), version });
      return version;
    },
  };
}

/** A client by its programs, else by traces of it; null when there is neither. */
export async function findClient(
  machine: Machine,
  programs: readonly string[],
  traces: readonly string[],
): Promise<Found | null> {
  const evidence: string[] = [];
  for (const trace of traces) if (await machine.exists(trace)) evidence.push(trace);
  const program = programs.length === 0 ? null : await machine.findProgram(programs);
  return program === null && evidence.length === 0 ? null : { program, evidence };
}
