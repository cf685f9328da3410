import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { AppError } from '../../contract/errors.ts';
import type { FileEdit, JsonExtra } from '../types.ts';
import { parse } from './json-tree.ts';
import { lineAt } from './text.ts';
import type { Decoded } from './types.ts';

/**
 * What keeps a client from reading a file that we can read: the first thing in it that its own parser refuses.
 * @param edits what shall be written into this file; those of one client refuse the same
 * @returns null when the client reads all of it
 * @throws AppError client.malformed when it is no JSON in any sense
 */
export function findRefused({ text, mark }: Decoded, edits: readonly FileEdit[]): AppError | null {
  const refused = edits.find(({ refuses }) => refuses !== undefined)?.refuses;
  if (refused === undefined) return null;
  parse(text);
  if (mark !== '' && refused.includes('byte order mark')) return describe('byte order mark', 1);
  const errors: ParseError[] = [];
  parseTree(text, errors, {
    allowEmptyContent: true,
    allowTrailingComma: !refused.includes('trailing comma'),
    disallowComments: refused.includes('comment'),
  });
  const [first] = errors;
  if (first === undefined) return null;
  if (printParseErrorCode(first.error) === 'InvalidCommentToken')
    return describe('comment', lineAt(text, first.offset));
  // What is told is the bracket behind the comma.
  return describe('trailing comma', lineAt(text, text.lastIndexOf(',', first.offset)));
}

function describe(extra: JsonExtra, line: number): AppError {
  const message = `Its client reads none of this file, because of the ${extra} in line ${line}.`;
  const hint = `Take the ${extra} out, then try again. Nothing was written.`;
  return new AppError('client.malformed', message, { hint });
}
