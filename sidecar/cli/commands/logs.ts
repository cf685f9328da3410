import { type LogLine, logLevels } from '../../contract/logs.ts';
import { createLogReader, findSecrets, type LogReader } from '../../logs/index.ts';
import { findHome } from '../../machine/index.ts';
import { readToken } from '../../store/index.ts';
import { readInteger, usage } from '../args.ts';
import { formatLogLines } from '../log-lines.ts';
import { say, writeAll } from '../output.ts';
import { watchStopSignals } from '../stop-signals.ts';
import { defineCommand, type Io } from '../types.ts';

/** Nobody reads faster. */
const LOOK_MS = 500;
const MOST_LINES = 2000;

export const logs = defineCommand({
  id: 'logs',
  summary: 'What Headroom wrote down about itself: what it did and what went wrong, without requests or secrets.',
  args: {
    level: {
      type: 'string',
      valueHint: logLevels.join('|'),
      description: 'Lines that are at least this grave.',
    },
    text: { type: 'string', valueHint: 'text', description: 'Only lines that hold it.' },
    lines: { type: 'string', valueHint: 'n', description: 'How many at most, the newest (200).' },
    follow: { type: 'boolean', alias: 'f', description: 'Go on with what is written, until Ctrl-C.' },
    json: { type: 'boolean', description: 'Print each line as JSON.' },
  },
  async run(args, io) {
    const level = logLevels.find((known) => known === (args.level ?? 'info'));
    if (level === undefined) throw usage(`--level must be one of ${logLevels.join(', ')}`);
    const limit = readInteger('lines', args.lines, { min: 1, max: MOST_LINES }) ?? 200;
    const home = findHome(io.env);
    const token = readToken(home);
    const reader = createLogReader({ home, secrets: [...(token === null ? [] : [token]), ...findSecrets(io.env)] });
    const question = { level, text: args.text ?? '' };
    const show = args.json === true ? formatJson : formatLogLines;
    const { lines, path, problem } = await reader.read({ ...question, limit: MOST_LINES });
    await writeAll(io.stdout, show(lines.slice(0, limit).reverse()));
    if (problem !== null) say(io, problem);
    else if (lines.length === 0) say(io, `Nothing of that kind is written in ${path}.`);
    if (args.follow === true) await follow(reader, { ...question, seen: lines, show }, io);
    return problem === null ? 0 : 1;
  },
});

interface Following {
  readonly level: LogLine['level'];
  readonly text: string;
  readonly seen: readonly LogLine[];
  readonly show: (lines: readonly LogLine[]) => string;
}

/** Looks again and again: what two processes write comes in any order, and a full file changes its name. */
async function follow(reader: LogReader, { level, text, seen, show }: Following, io: Io): Promise<void> {
  const signals = watchStopSignals();
  let isStopped = false;
  void signals.first.then(() => {
    isStopped = true;
  });
  let known = new Set(seen.map(({ id }) => id));
  try {
    while (!isStopped) {
      const { lines } = await reader.read({ level, text, limit: MOST_LINES });
      const fresh = lines.filter(({ id }) => !known.has(id));
      known = new Set(lines.map(({ id }) => id));
      if (fresh.length > 0) await writeAll(io.stdout, show(fresh.reverse()));
      await Promise.race([signals.first, new Promise((resolve) => setTimeout(resolve, LOOK_MS))]);
    }
  } finally {
    signals.release();
  }
}

function formatJson(lines: readonly LogLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
