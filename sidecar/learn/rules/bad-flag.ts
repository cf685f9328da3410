import { isShowable, programOf, stripCommand, wordsOf } from '../commands.ts';
import type { Attempt, Lesson, LessonRule } from '../types.ts';

/** Attempts in which the same program is looked for without the flag. */
const REACH = 3;

/** A flag that a program does not know, and a call of the same program that worked. */
export const badFlag = {
  id: 'bad-flag',
  find: (attempts) =>
    attempts.flatMap((attempt, at) => {
      const flag = attempt.isError ? findFlag(attempt) : null;
      const program = programOf(attempt.command);
      if (flag === null || !isShowable(program)) return [];
      const good = attempts
        .slice(at + 1, at + 1 + REACH)
        .find((next) => !next.isError && programOf(next.command) === program && !hasFlag(next.command, flag));
      return [describe({ flag, program, good: good === undefined ? null : stripCommand(good.command) }, attempt)];
    }),
} satisfies LessonRule;

type BadFlag = { readonly flag: string; readonly program: string; readonly good: string | null };

function describe({ flag, program, good }: BadFlag, attempt: Attempt): Lesson {
  const subject = `${program} ${flag}`;
  if (good === null) return { subject, text: null, attempt };
  const example = isShowable(good) ? `; \`${good}\` works` : '';
  return { subject, text: `\`${program}\` does not know \`${flag}\`${example}.`, attempt };
}

/** The flag that a message says is unknown, if the command has it. */
function findFlag({ text, command }: Attempt): string | null {
  const [, long, short, bare] = UNKNOWN.exec(text) ?? [];
  const flag =
    long ?? (short === undefined ? undefined : `-${short}`) ?? (bare === undefined ? undefined : `--${bare}`);
  return flag !== undefined && hasFlag(command, flag) ? flag : null;
}

/** "unrecognized option '--foo'", "unknown flag: --foo", "unexpected argument '--foo' found", "invalid option -- 'z'", "unknown option `foo'". */
const UNKNOWN =
  /(?:unknown|unrecogni[sz]ed|invalid|illegal|unexpected|no such) (?:command[- ]line )?(?:option|argument|flag|switch)s?:?\s+(?:['"`‘]?(--?[A-Za-z][\w-]*)|-- ['"`‘]?(\w)\b|`([a-z][\w-]+)')/i;

function hasFlag(command: string, flag: string): boolean {
  return wordsOf(command).some(
    (word) =>
      word === flag ||
      word.startsWith(`${flag}=`) ||
      (/^-\w$/.test(flag) && /^-\w+$/.test(word) && word.includes(flag[1]!)),
  );
}
