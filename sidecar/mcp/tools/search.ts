import { z } from 'zod';
import type { OriginalHits } from '../../contract/originals.ts';
import { defineTool } from '../types.ts';

export const search = defineTool({
  id: 'search',
  title: 'Search originals',
  description:
    'Full-text search over the tool results that Headroom shortened, across conversations. Gives ids for headroom_retrieve, with the lines that match. All words must occur, the last may be the beginning of one; quote a phrase to search for its words in a row.',
  input: {
    query: z.string().min(1).max(500).describe('Words that the text holds.'),
    limit: z.int().min(1).max(50).default(10).describe('At most so many originals.'),
  },
  async run({ query, limit }, deps) {
    return [formatFound(await deps.search(query, limit))];
  },
});

function formatFound({ hits, isComplete }: OriginalHits): string {
  const note = isComplete ? '' : ' Not every original is indexed yet; the same search again looks at more.';
  if (hits.length === 0) return `No stored original holds all of these words.${note}`;
  const parts = hits.map(({ id, bytes, storedAt, line, text, others }) => {
    const lines = [{ line, text }, ...others].map((each) => `  ${each.line}: ${each.text}`);
    return `${id}  ${bytes} bytes, stored ${new Date(storedAt).toISOString()}\n${lines.join('\n')}`;
  });
  return `${parts.join('\n')}${note === '' ? '' : `\n${note.trim()}`}`;
}
