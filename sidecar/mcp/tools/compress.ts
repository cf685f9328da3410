import { z } from 'zod';
import { defineTool } from '../types.ts';

export const compress = defineTool({
  id: 'compress',
  title: 'Shorten a text',
  description:
    'Shortens a long text (log, JSON, search hits, diff, HTML, prose) without losing it: what is left out is stored and can be had back with headroom_retrieve. Source code stays as it is.',
  input: {
    content: z.string().min(1).max(16_000_000).describe('The text to shorten.'),
    command: z
      .string()
      .max(4000)
      .optional()
      .describe('The command that printed it, if any: it tells what kind of text it is.'),
    question: z.string().max(4000).optional().describe('What you want to know from it; lines that answer it stay.'),
  },
  async run({ content, command, question }, deps) {
    const { text, tokensBefore, tokensAfter, originalId } = await deps.shorten({ text: content, command, question });
    const whole =
      originalId === null ? 'Nothing was left out.' : `headroom_retrieve gives the whole by id ${originalId}.`;
    return [text, `${tokensBefore} → ${tokensAfter} tokens. ${whole}`];
  },
});
