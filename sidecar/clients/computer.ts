import { homedir } from 'node:os';
import { findProgram, isThere, readLoginPath, readProgramVersion, readTextWithin } from '../machine/index.ts';
import { MAX_FILE_BYTES } from './originals.ts';
import type { ClientsOptions, Found, Machine } from './types.ts';

/** The computer as adapters see it. The login shell is asked once, versions once per program. */
export function makeMachine({ env, userHome, platform = process.platform }: ClientsOptions): Machine {
  const home = userHome ?? (env.HOME || env.USERPROFILE || homedir());
  const where = { env, userHome: home, platform };
  let loginPath: Promise<readonly string[]> | undefined;
  const askLogin = (): Promise<readonly string[]> => {
    loginPath ??= readLoginPath(env, platform);
    return loginPath;
  };
  const versions = new Map<string, Promise<string | null>>();
  return {
    ...where,
    // A file that cannot be read says nothing about routing; writing it will say why.
    read: (path) => readTextWithin(path, MAX_FILE_BYTES).catch(() => null),
    exists: isThere,
    findProgram: (names) => findProgram(names, where, askLogin),
    readVersion(program) {
      const known = versions.get(program) ?? readProgramVersion(program);
      versions.set(program, known);
      return known;
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
