import { isShowable, stripCommand, wordsOf } from '../commands.ts';
import type { Attempt, Lesson, LessonRule } from '../types.ts';

/** Attempts in which another program is looked for that took the same arguments. */
const REACH = 3;

/** A program that is not installed, with the one that did its work. */
export const missingTool = {
  id: 'missing-tool',
  find: (attempts) =>
    attempts.flatMap((attempt, at) => {
      const program = attempt.isError ? findProgram(attempt) : null;
      if (program === null) return [];
      return [describe(program, findOther(program, attempt, attempts.slice(at + 1, at + 1 + REACH)), attempt)];
    }),
} satisfies LessonRule;

function describe(program: string, other: string | null, attempt: Attempt): Lesson {
  const advice = other === null ? '.' : `; use \`${other}\`.`;
  return { subject: program, text: `\`${program}\` is not installed here${advice}`, attempt };
}

/** The program that a shell says it does not know, if the command calls it. */
function findProgram({ text, command }: Attempt): string | null {
  const [, before, behind] = NOT_FOUND.exec(text) ?? [];
  const program = before ?? behind;
  return program !== undefined && isShowable(program) && wordsOf(command).includes(program) ? program : null;
}

/** "bash: line 1: rg: command not found", "sh: 1: rg: not found", "zsh: command not found: rg". */
const NOT_FOUND = /(?:^|: )([\w.+-]{2,40}): (?:command )?not found$|command not found: ([\w.+-]{2,40})/m;

/**
 * The program of a later command that is the same but for this one word. Each program has flags of its own, so these do not
 * count where there are two words to work on; one alone may be what any program was given.
 */
function findOther(program: string, failed: Attempt, next: readonly Attempt[]): string | null {
  for (const { command } of next.filter(({ isError }) => !isError)) {
    const [words, others] = [wordsOf(stripCommand(failed.command)), wordsOf(stripCommand(command))];
    const to = findChange(program, [words, others]) ?? findChange(program, [operandsOf(words), operandsOf(others)], 3);
    if (to !== null) return to;
  }
  return null;
}

type Pair = readonly [readonly string[], readonly string[]];

/** What stands in place of the program, where all other words are the same. @param least words there must be */
function findChange(program: string, [words, others]: Pair, least = 1): string | null {
  if (others.length !== words.length || words.length < least) return null;
  const changed = words.flatMap((word, at) => (word === others[at] ? [] : [[word, others[at] ?? '']]));
  const [from, to = ''] = changed[0] ?? [];
  return changed.length === 1 && from === program && /^[\w.+-]{2,40}$/.test(to) ? to : null;
}

function operandsOf(words: readonly string[]): string[] {
  return words.filter((word) => !word.startsWith('-'));
}
