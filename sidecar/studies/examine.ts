import { AppError } from '../contract/errors.ts';
import { makeOwnLaunch, type Printed, runProgram } from '../machine/index.ts';
import type { Examine, Question, Reports } from './types.ts';

/** Reading years of transcripts from a slow disk takes minutes; beyond this something hangs. */
const TIMEOUT_MS = 15 * 60_000;
/** The JSON of a report, at most. */
const MAX_BYTES = 64 * 1024 * 1024;
/** What `headroom` puts in front of its failures; see cli/output.ts. */
const FAILURE = 'headroom: ';
const USAGE_DAYS = 180;

/** The command line that makes the report of a kind as JSON. */
const commands = {
  usage: () => ['usage', '--by', 'every', '--days', String(USAGE_DAYS)],
  vitals: (project, isOnline) => ['vitals', project, ...(isOnline ? ['--online'] : [])],
  notes: (project) => ['learn', '--project', project],
} as const satisfies Record<keyof Reports, (project: string, isOnline: boolean) => readonly string[]>;

/** Has Headroom's own command line make the reports: the same as people see there. @param home of Headroom */
export function createExamine(home: string, env: Readonly<Record<string, string | undefined>>): Examine {
  return async <Kind extends keyof Reports>(question: Question<Kind>) => {
    const { kind, project, isOnline, onStep, signal } = question;
    const { command, args } = makeOwnLaunch([...commands[kind](project, isOnline), '--json', '--progress']);
    const told: string[] = [];
    const printed = await runProgram(command, args, {
      env: { ...env, HEADROOM_HOME: home },
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
      signal,
      onErrorLine: (line) => {
        told.push(line);
        if (told.length > 50) told.shift();
        onStep(line);
      },
    });
    return readReport<Kind>(printed, told);
  };
}

function readReport<Kind extends keyof Reports>({ code, stdout, isCut }: Printed, told: readonly string[]) {
  if (code === 0 && !isCut) return JSON.parse(stdout) as Reports[Kind];
  const at = told.findIndex((line) => line.startsWith(FAILURE));
  if (isCut || at === -1) {
    throw new AppError('study.nothing', 'The look ended before it had a result.', {
      hint: 'Try again; if it stays so, run the same command in a terminal.',
    });
  }
  const hint = told[at + 1]?.trim();
  throw new AppError('study.nothing', (told[at] ?? '').slice(FAILURE.length), hint ? { hint } : {});
}
