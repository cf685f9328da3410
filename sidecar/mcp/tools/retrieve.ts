import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { grepLines, takeLines } from '../excerpt.ts';
import { defineTool } from '../types.ts';

export const retrieve = defineTool({
  id: 'retrieve',
  title: 'Get back an original',
  description:
    'Gives back, byte for byte, a tool result that Headroom shortened. Use it when a "[headroom: … <id>.txt]" line says that something you need is missing. Ask for lines or grep when you need only a part.',
  input: {
    id: z.string().max(4096).describe('The id in the marker (20 hex digits), or the path that stands there.'),
    lines: z.string().max(40).optional().describe('Only these lines, counted from 1: "20-40", "20-", "-40", "20".'),
    grep: z
      .string()
      .max(1000)
      .optional()
      .describe('Only lines that match this regular expression, with their numbers; (?i) in front ignores case.'),
  },
  async run({ id: given, lines, grep }, deps) {
    const id = /(?:^|[\\/])([0-9a-f]{20})(?:\.txt)?$/.exec(given.trim())?.[1];
    if (id === undefined) {
      throw new AppError('original.unknown', `"${given.slice(0, 60)}" is not the id of an original.`, {
        hint: 'An id is 20 hexadecimal digits; it stands in the marker. headroom_search finds originals by words.',
      });
    }
    const text = deps.readOriginal(id);
    if (text === null) {
      throw new AppError('original.unknown', `There is no original ${id}.`, {
        hint: 'It may have expired. Run the command again that printed it.',
      });
    }
    const range = lines === undefined ? { from: 1, to: Number.POSITIVE_INFINITY } : parseRange(lines);
    if (grep !== undefined) return answerHits(grepLines(text, grep, range), grep);
    return answerLines(text, range);
  },
});

function answerHits(hits: ReturnType<typeof grepLines>, pattern: string): readonly string[] {
  if (hits.total === 0) return [`No line matches ${pattern}.`];
  if (hits.shown === hits.total) return [hits.text];
  return [hits.text, `${hits.shown} of ${hits.total} matching lines; narrow the pattern, or ask for a range of lines.`];
}

function answerLines(text: string, range: { from: number; to: number }): readonly string[] {
  const part = takeLines(text, range);
  // The last line would be an answer to another question.
  if (range.from > part.total) return [`There are only ${part.total} lines.`];
  const isWhole = part.to >= Math.min(range.to, part.total) && !part.isCut;
  if (isWhole) return [part.text];
  const more = part.isCut ? 'The line is longer than one answer may be; use grep' : `Ask for lines "${part.to + 1}-"`;
  return [part.text, `Lines ${part.from}-${part.to} of ${part.total}. ${more} to see more.`];
}

function parseRange(given: string): { from: number; to: number } {
  const [, first = '', dash = '', last = ''] = /^\s*(\d{0,12})\s*(-?)\s*(\d{0,12})\s*$/.exec(given) ?? [];
  const from = first === '' ? 1 : Number(first);
  const to = dash === '' ? from : last === '' ? Number.POSITIVE_INFINITY : Number(last);
  if ((first === '' && last === '') || from < 1 || to < from) {
    throw new AppError('api.invalid', `lines must look like "20-40", "20-", "-40" or "20", not "${given}".`);
  }
  return { from, to };
}
