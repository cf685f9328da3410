import { basename, isAbsolute, relative, resolve } from 'node:path';
import { isShowable, wordsOf } from '../commands.ts';
import type { Attempt, Lesson, LessonRule } from '../types.ts';

/** Attempts in which the right path is looked for after a wrong one. */
const REACH = 8;

/** A file was looked for in the wrong place, and found elsewhere under the same name. */
export const wrongPath = {
  id: 'wrong-path',
  find: (attempts) =>
    attempts.flatMap((attempt, at) => {
      const wrong = attempt.isError ? findMissing(attempt) : null;
      if (wrong === null) return [];
      const right = findRight(wrong, attempt, attempts.slice(at + 1, at + 1 + REACH));
      return [right === null ? { subject: wrong, text: null, attempt } : describe(wrong, right, attempt)];
    }),
} satisfies LessonRule;

function describe(wrong: string, right: string, attempt: Attempt): Lesson {
  const [shownWrong, shownRight] = [wrong, right].map((path) => show(path, attempt.project));
  return {
    subject: wrong,
    text: `\`${shownWrong}\` does not exist; the file is \`${shownRight}\`.`,
    attempt,
    paths: { missing: wrong, present: right },
  };
}

/** The path that a message says is not there, absolute; null when it says nothing of the kind. */
function findMissing({ text, path, project }: Attempt): string | null {
  const named = MISSING.map((pattern) => pattern.exec(text)?.[1]).find((one) => one !== undefined);
  const found = named ?? (/^(?:<\w+>)?(?:Error: )?File (?:does not exist|not found)/i.test(text) ? path : '');
  return found === '' ? null : toInside(found, project);
}

/** As cat, ls, sed, python, node and file tools say it. */
const MISSING = [
  /^\w+: (?:can(?:not|'t) (?:access|open|read|stat) )?['"‘]?([^\s'"’:]+)['"’]?: No such file or directory/m,
  /can't open file '([^']+)': \[Errno 2\]/,
  /ENOENT: no such file or directory, \w+ '([^']+)'/,
  /File not found: (\S+)/,
];

function findRight(wrong: string, { project }: Attempt, next: readonly Attempt[]): string | null {
  const name = basename(wrong);
  for (const attempt of next) {
    if (attempt.isError) continue;
    const paths = [attempt.path, ...wordsOf(attempt.command)].filter((word) => basename(word) === name);
    for (const path of paths) {
      const inside = toInside(path, attempt.project || project);
      if (inside !== null && inside !== wrong) return inside;
    }
  }
  return null;
}

/** Absolute, or null when it lies outside the project or cannot be shown. */
function toInside(path: string, project: string): string | null {
  if (project === '' || path === '') return null;
  const absolute = resolve(project, path);
  const inside = relative(project, absolute);
  const isOutside = inside === '' || inside.startsWith('..') || isAbsolute(inside);
  return isOutside || !isShowable(inside) ? null : absolute;
}

function show(path: string, project: string): string {
  return relative(project, path).replaceAll('\\', '/');
}
