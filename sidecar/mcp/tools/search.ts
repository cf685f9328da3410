import { z } from 'zod';
import type { Found } from '../types.ts';
import { defineTool } from '../types.ts';

/** Lines of one original in the answer; the id leads to the rest. */
const MAX_LINES = 5;
/** Characters of a line: a minified file is one line. */
const MAX_LINE_CHARS = 300;

export const search = defineTool({
  id: 'search',
  title: 'Search originals',
  description:
    'Full-text search over the tool results that Headroom shortened, across conversations. Gives ids for headroom_retrieve, with the lines that match. All words must occur; quote a phrase to search for it as it stands.',
  input: {
    query: z.string().min(1).max(500).describe('Words that the text holds.'),
    limit: z.int().min(1).max(50).default(10).describe('At most so many originals.'),
  },
  async run({ query, limit }, deps) {
    return [formatFound(await deps.search(query, limit))];
  },
});

function formatFound({ originals, isPartial, searched }: Found): string {
  const note = isPartial ? ` Only the ${searched} most recently used originals were looked at.` : '';
  if (originals.length === 0) return `No stored original holds all of these words.${note}`;
  const parts = originals.map(({ id, bytes, usedAt, hits }) => {
    const lines = hits
      .slice(0, MAX_LINES)
      .map(({ line, text }) => `  ${line}: ${text.trim().slice(0, MAX_LINE_CHARS)}`);
    return `${id}  ${bytes} bytes, used ${new Date(usedAt).toISOString()}\n${lines.join('\n')}`;
  });
  return `${parts.join('\n')}${note === '' ? '' : `\n${note.trim()}`}`;
}
