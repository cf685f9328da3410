import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import { removeTree, runProgram } from '../machine/index.ts';
import type { SmokeTest } from './types.ts';

/** What a version takes. */
const MAX_OUTPUT_BYTES = 64 * 1024;
/** For a program whose own children keep its output open after it was ended. */
const GRACE_MS = 2000;
/** A file that was just written may still be open in a process that is being started. */
const STARTS = 5;
const BETWEEN_MS = 200;

/** Of the environment a fresh program gets what it needs to start at all; no keys, no settings of others. */
const PASSED = /^(PATH|SystemRoot|windir|ComSpec|TMPDIR|TEMP|TMP|LANG|LC_ALL)$/i;

/**
 * Runs a program for the first time, in a home of its own that is deleted afterwards.
 * @param directory in which that home is made
 * @param version directory of the version, for arguments that name it
 * @throws AppError tool.unfit when it does not start, does not end, or says something else than expected
 */
export async function tryProgram(
  program: string,
  smoke: SmokeTest,
  directory: string,
  version = directory,
): Promise<void> {
  const home = join(directory, `.home-${randomUUID()}`);
  await mkdir(home, { recursive: true, mode: 0o700 });
  try {
    const { code, stdout, isCut } = await run(
      [program, ...smoke.args.map((one) => one.replaceAll('{directory}', version))],
      smoke,
      home,
    );
    const told = JSON.stringify(stdout.trim().slice(0, 80));
    if (isCut) throw unfit(`it did not end within ${smoke.timeoutMs / 1000} s`);
    if (code === null) throw unfit('it cannot be started on this computer');
    if (code !== 0) throw unfit(`it ended with code ${code} and said ${told}`);
    if (!smoke.expects.test(stdout)) throw unfit(`it said ${told}`);
  } finally {
    await removeTree(home);
  }
}

async function run([program = '', ...args]: readonly string[], smoke: SmokeTest, home: string) {
  const options = {
    cwd: home,
    env: makeEnv(home, smoke.env),
    timeoutMs: smoke.timeoutMs,
    maxBytes: MAX_OUTPUT_BYTES,
  };
  for (let start = 1; ; start++) {
    const late = new Promise<{ code: null; stdout: string; isCut: true }>((resolve) => {
      setTimeout(resolve, smoke.timeoutMs + GRACE_MS, { code: null, stdout: '', isCut: true }).unref();
    });
    const printed = await Promise.race([runProgram(program, args, options), late]);
    if (printed.code !== null || printed.isCut || start >= STARTS) return printed;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
}

/** Everything of ours taken away (undefined), then what is passed and the home of its own. */
function makeEnv(home: string, own: SmokeTest['env']): Record<string, string | undefined> {
  const hidden = Object.keys(process.env).filter((name) => !PASSED.test(name));
  return {
    ...Object.fromEntries(hidden.map((name) => [name, undefined])),
    ...{ HOME: home, USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home },
    ...{ XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home, XDG_STATE_HOME: home },
    ...own,
  };
}

function unfit(what: string): AppError {
  return new AppError('tool.unfit', `The program was downloaded as pinned, but ${what}.`, {
    hint: 'Nothing was installed; what was there before is still there. The system may be too old for it.',
  });
}
