import { join } from 'node:path';
import { AppError } from '../../contract/errors.ts';
import type { OriginalHit } from '../../contract/originals.ts';
import { findHome } from '../../machine/index.ts';
import { createOriginals } from '../../store/originals.ts';
import { usage } from '../args.ts';
import { say, writeAll } from '../output.ts';
import { type LineRange, pickLines, searchLines } from '../pick-lines.ts';
import { defineCommand, type Io } from '../types.ts';

/** Originals that a search gives at most; more words find the right one sooner than more pages. */
const SEARCH_LIMIT = 20;

interface SearchArgs {
  readonly id: string | undefined;
  readonly lines: string | undefined;
  readonly grep: string | undefined;
  readonly json: boolean | undefined;
}

export const show = defineCommand({
  id: 'show',
  summary: 'Print an original that was shortened, whole or in part; or find originals by their words.',
  args: {
    id: { type: 'positional', required: false, description: 'The id in the marker, or the path that stands there.' },
    lines: { type: 'string', valueHint: 'a-b', description: 'Only these lines, counted from 1: 20-40, 20-, -40, 20.' },
    grep: {
      type: 'string',
      valueHint: 'regex',
      description: 'Only lines that match, with their numbers; (?i) in front ignores case.',
    },
    search: {
      type: 'string',
      valueHint: 'words',
      description: 'Instead of an id: originals that hold all these words; the last may be the beginning of one.',
    },
    json: { type: 'boolean', description: 'With --search: print the answer as JSON.' },
  },
  async run(args, io) {
    if (args.search !== undefined) return searchFor(args.search, args, io);
    if (args.json === true) throw usage('--json belongs to --search');
    if (args.id === undefined) throw usage('Give the ID of an original, or --search "words"');
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

/** As grep: 0 when something was found, 1 when nothing was. */
async function searchFor(words: string, { id, lines, grep, json }: SearchArgs, io: Io): Promise<number> {
  if (id !== undefined || lines !== undefined || grep !== undefined) {
    throw usage('--search looks through all originals: it goes with no id, --lines or --grep');
  }
  const { searchOriginals } = await import('../../store/index.ts');
  const found = await searchOriginals(findHome(io.env), words, { limit: SEARCH_LIMIT });
  if (json === true) await writeAll(io.stdout, `${JSON.stringify(found, null, 2)}\n`);
  else await writeAll(io.stdout, found.hits.map(formatHit).join(''));
  if (!found.isComplete) say(io, 'headroom: not every original is indexed yet; the same search again looks at more');
  if (found.hits.length > 0) return 0;
  say(io, 'headroom: no original holds all of these words');
  return 1;
}

function formatHit({ id, line, text, others, bytes, storedAt }: OriginalHit): string {
  const shown = [{ line, text }, ...others].map((each) => `  ${each.line}: ${each.text}\n`);
  return `${id}  ${bytes} bytes, stored ${new Date(storedAt).toISOString()}\n${shown.join('')}`;
}

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
