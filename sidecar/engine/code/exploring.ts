import type { Hint } from '../types.ts';

/** Longer questions carry more than a question. */
const LONGEST_QUESTION = 1500;

/** What somebody says who wants to understand. */
const ASKS =
  /\b(?:explain|describe|walk me through|summari[sz]e|understand|what (?:does|do|is|are|happens)|how (?:does|do|is|are)|where (?:is|are|does|do)|why (?:does|do|is|are)|which)\b/i;
/** What somebody says who wants it otherwise afterwards. Any of these words is a doubt, and a doubt leaves code whole. */
const CHANGES =
  /\b(?:fix|add|chang|renam|implement|refactor|rework|restructur|updat|upgrad|remov|delet|drop|writ|rewrit|edit|mak|creat|improv|replac|mov|extract|convert|migrat|port|optimi[sz]|introduc|insert|append|prepend|patch|correct|clean|simplif|generat|build|adjust|adapt|modif|enabl|disabl|turn|split|merg|apply|commit|revert|undo|repair|resolv|solv|bug|broken|crash|fail|error|issue|task|todo|test|support|document|comment|format|lint|bump|set up|let's|then|should|need|must|want)/i;
/** Changes that are ruled out are no changes. */
const RULED_OUT =
  /\b(?:(?:do not|don't|don’t|without|never|no need to|not)(?:\s+(?:want|need|have|going))?(?:\s+to)?|i (?:only|just) want to)\s+(?:chang(?:e|ing)|edit(?:ing)?|modify(?:ing)?|touch(?:ing)?|write|writing|fix(?:ing)?|understand|know|see|learn|read)(?:\s+(?:anything|any code|any file|files|the code|code|it|how|what|why))?/gi;
const QUOTED = /`[^`\n]{1,200}`|[\w.-]+(?:\/[\w.-]+)+/g;

/** Whether the newest question asks for nothing but understanding. Doubt counts as no. */
export function isExploring({ question }: Hint): boolean {
  if (question === '' || question.length > LONGEST_QUESTION || question.includes('```')) return false;
  const asks = question.replace(QUOTED, ' it ');
  return ASKS.test(asks) && !CHANGES.test(asks.replace(RULED_OUT, ' '));
}

const IDENTIFIER = /[A-Za-z_$][\w$]*(?:(?:\.|::|#)[A-Za-z_$][\w$]*)*/g;

/** Names that the question may mean by a definition: quoted, called, or spelled as prose never is. */
export function findNames({ question }: Hint): Set<string> {
  const names = new Set<string>();
  for (const found of question.slice(0, LONGEST_QUESTION).matchAll(IDENTIFIER)) {
    const before = question[found.index - 1] ?? ' ';
    const after = question[found.index + found[0].length] ?? ' ';
    if (before === '/' || after === '/') continue;
    const isMarked = before === '`' || before === '"' || before === "'" || after === '(';
    const last = found[0].split(/\.|::|#/).at(-1)!;
    if (isMarked || /[a-z\d][A-Z]|_|\d/.test(last)) names.add(last);
  }
  return names;
}
