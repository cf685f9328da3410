const NAME = /(?<!\p{L})\p{Lu}[\p{L}\p{N}\p{M}]+(?:[-'’]\p{L}+)*/gu;

/**
 * Words with a capital that stand inside a sentence or that are no common word at its beginning: mostly names. In
 * languages that write every noun so, the rarer ones still are what links two passages.
 */
export function namesIn(sentence: string): string[] {
  return Array.from(sentence.matchAll(NAME), ([name]) => name);
}

const LEADING_NAME =
  /^["'“‘«(*_]*((?:\p{Lu}|\p{Lo}|\p{N})[^\s,;:()]*(?:\s+(?:(?:of|the|de|la|von|van|und|and|in|for)\s+)?(?:\p{Lu}|\p{N})[^\s,;:()]*){0,5})/u;
const LONGEST_LEAD = 60;

/** What a passage begins by naming: "Ada King Lovelace", at most some words; '' when it begins with no name. */
export function leadOf(passage: string): string {
  const lead = LEADING_NAME.exec(passage.slice(0, LONGEST_LEAD * 2))?.[1] ?? '';
  return lead.length > LONGEST_LEAD ? '' : lead.replace(/["'”’.,]+$/, '');
}
