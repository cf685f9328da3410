import { hasEntry } from '../machine/index.ts';
import { lessonRules } from './rules/index.ts';
import type { Attempt, Lesson, Note } from './types.ts';

/** Once is an accident; what agents do again they will do again. */
const MIN_TIMES = 2;

/**
 * The notes that a project's attempts give, per client, the most repeated first. A lesson about paths is left out as soon
 * as the disk says otherwise.
 */
export async function mineNotes(attempts: readonly Attempt[]): Promise<Note[]> {
  const sessions = groupBy(attempts, ({ client, session }) => `${client}\n${session}`);
  const notes: Note[] = [];
  for (const rule of lessonRules) {
    const lessons = [...sessions.values()].flatMap((session) => rule.find(session));
    for (const group of groupBy(lessons, ({ subject, attempt }) => `${attempt.client}\n${subject}`).values()) {
      if (group.length < MIN_TIMES) continue;
      const best = chooseText(group);
      if (best !== null && (await isTrue(best))) notes.push(toNote(rule.id, best, group));
    }
  }
  return notes.sort((a, b) => b.times - a.times || (a.text < b.text ? -1 : 1));
}

/** The advice that was right most often, a longer one (with a way out) before a shorter one, then the newest; null without any. */
function chooseText(group: readonly Lesson[]): Advice | null {
  const telling = group.filter((lesson): lesson is Advice => lesson.text !== null);
  const votes = groupBy(telling, ({ text }) => text);
  const weigh = ({ text, attempt }: Advice): [number, number, number] => [
    text.includes(';') ? 1 : 0,
    votes.get(text)?.length ?? 0,
    attempt.at,
  ];
  const [best = null] = [...telling].sort((a, b) => {
    const [x, y] = [weigh(a), weigh(b)];
    return y[0] - x[0] || y[1] - x[1] || y[2] - x[2];
  });
  return best;
}

/** A lesson that says what to do. */
type Advice = Lesson & { readonly text: string };

async function isTrue({ paths }: Lesson): Promise<boolean> {
  if (paths === undefined) return true;
  return !(await hasEntry(paths.missing)) && (await hasEntry(paths.present));
}

function toNote(rule: string, { text }: Advice, group: readonly Lesson[]): Note {
  return {
    rule,
    text,
    times: group.length,
    sessions: new Set(group.map(({ attempt }) => attempt.session)).size,
    client: group[0]!.attempt.client,
    lastAt: Math.max(...group.map(({ attempt }) => attempt.at)),
  };
}

function groupBy<T>(items: readonly T[], name: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(name(item));
    if (group === undefined) groups.set(name(item), [item]);
    else group.push(item);
  }
  return groups;
}
