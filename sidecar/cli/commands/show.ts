import { join } from 'node:path';
import { AppError } from '../../contract/errors.ts';
import { findHome } from '../../machine/index.ts';
import { createOriginals } from '../../store/originals.ts';
import { usage } from '../args.ts';
import { say, writeAll } from '../output.ts';
import { type LineRange, pickLines, searchLines } from '../pick-lines.ts';
import { defineCommand } from '../types.ts';

export const show = defineCommand({
  id: 'show',
  summary: 'Print an original that was shortened, whole or in part.',
  args: {
    id: { type: 'positional', description: 'The id in the marker, or the path that stands there.' },
    lines: { type: 'string', valueHint: 'a-b', description: 'Only these lines, counted from 1: 20-40, 20-, -40, 20.' },
    grep: {
      type: 'string',
      valueHint: 'regex',
      description: 'Only lines that match, with their numbers; (?i) in front ignores case.',
    },
  },
  async run(args, io) {
    const id = parseId(args.id);
    const range = args.lines === undefined ? undefined : parseRange(args.lines);
    const pattern = args.grep === undefined ? undefined : parsePattern(args.grep);
    const text = readOriginal(id, findHome(io.env));
    if (pattern === undefined) {
      await writeAll(io.stdout, range === undefined ? text : pickLines(text, range));
      return 0;
    }
    const found = searchLines(text, pattern, range);
    await writeAll(io.stdout, found);
    if (found !== '') return 0;
    say(io, `headroom: no line of ${id} matches ${args.grep}`);
    return 1;
  },
});

function parseId(given: string): string {
  const id = /(?:^|[\\/])([0-9a-f]{20})(?:\.txt)?$/.exec(given)?.[1];
  if (id === undefined) throw usage(`"${given}" is no id of an original; the marker in the shortened text tells it`);
  return id;
}

function parseRange(given: string): LineRange {
  const match = /^(\d{0,12})(-?)(\d{0,12})$/.exec(given);
  const [, first = '', dash = '', last = ''] = match ?? [];
  const from = first === '' ? 1 : Number(first);
  const to = dash === '' ? from : last === '' ? Number.POSITIVE_INFINITY : Number(last);
  const isEmpty = first === '' && last === '';
  if (isEmpty || from < 1 || to < from) throw usage(`--lines must look like 20-40, 20-, -40 or 20, not "${given}"`);
  return { from, to };
}

function parsePattern(given: string): RegExp {
  const ignoresCase = given.startsWith('(?i)');
  try {
    return new RegExp(ignoresCase ? given.slice(4) : given, ignoresCase ? 'i' : '');
  } catch (error) {
    throw new AppError('cli.usage', `--grep: ${(error as Error).message}`, { cause: error });
  }
}

function readOriginal(id: string, home: string): string {
  const directory = join(home, 'originals');
  const text = createOriginals(directory).get(id);
  if (text !== null) return text;
  throw new AppError('original.unknown', `There is no original ${id} in ${directory}.`, {
    hint: 'It may have expired, or Headroom runs with another HEADROOM_HOME. Run the command again that printed it.',
  });
}
