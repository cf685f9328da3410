import { LEAST_PROSE, proseShare } from './kind.ts';
import { asksForParts } from './question.ts';

/** Plain text has no markup that an agent keeps in order; Markdown and its kin are documents that agents edit. */
const PLAIN_TEXT = /\.te?xt(?:\.\d+)?$/i;

/**
 * Whether a file is running text that is read only to answer a question, so that no edit will have to match it. Lists
 * of requirements and build scripts that end in .txt are no running text.
 */
export function isReadToAnswer(text: string, path: string, question: string): boolean {
  return PLAIN_TEXT.test(path) && asksForParts(question) && proseShare(text) >= LEAST_PROSE;
}
