import { join } from 'node:path';
import { type LogLine, type LogPage, type LogQuestion, logLevels, logSources } from '../contract/logs.ts';
import { ROLLED, readTail, shortenHome } from '../machine/index.ts';
import { createRedactor } from './redact.ts';

/** More than a file is allowed to have. Bytes. */
const MOST_READ = 1024 * 1024;
/** A line that somebody else put there is cut here. */
const MOST_CHARACTERS = 2000;

export interface LogReader {
  /** Never rejects: what cannot be read is told by the answer. */
  read(question: LogQuestion): Promise<LogPage>;
}

/** Where the log of a home stands. */
export function logPath(home: string): string {
  return join(home, 'logs', 'headroom.log');
}

/**
 * Reads the log of a home. Secrets are taken out once more: a file is a file, and rules get better.
 * @param secrets values that must not appear, whatever they look like
 */
export function createLogReader({ home, secrets }: { home: string; secrets: readonly string[] }): LogReader {
  const path = logPath(home);
  const redact = createRedactor(secrets);
  return {
    async read({ level, text, limit }) {
      const texts: string[] = [];
      let problem: string | null = null;
      for (const part of [path + ROLLED, path]) {
        try {
          texts.push((await readTail(part, MOST_READ)) ?? '');
        } catch (error) {
          problem = `The log cannot be read (${(error as NodeJS.ErrnoException).code ?? 'defect'}).`;
        }
      }
      const gravest = logLevels.indexOf(level);
      const wanted = text.toLowerCase();
      const lines = texts
        .flatMap((part) => part.split('\n'))
        .flatMap((line) => parseLine(line, redact) ?? [])
        .filter((line) => logLevels.indexOf(line.level) >= gravest && holds(line, wanted))
        // Processes write when they can: a line may stand behind a later one.
        .sort((a, b) => b.at - a.at || compareSerials(b.id, a.id));
      return { lines: lines.slice(0, limit), total: lines.length, path: shortenHome(path), problem };
    },
  };
}

/** Null for what is no line of ours: the torn beginning of a tail, or what somebody else wrote there. */
function parseLine(line: string, redact: (text: string) => string): LogLine | null {
  const { id, at, level, source, text, detail, about, pid } = readFields(line);
  const knownLevel = logLevels.find((one) => one === level);
  const knownSource = logSources.find((one) => one === source);
  if (knownLevel === undefined || knownSource === undefined || typeof text !== 'string') return null;
  if (typeof at !== 'number' || typeof pid !== 'number' || typeof id !== 'string' || !/^[\w-]{1,60}$/.test(id))
    return null;
  return {
    ...{ id, at, pid, level: knownLevel, source: knownSource },
    text: redact(text).slice(0, MOST_CHARACTERS),
    detail: typeof detail === 'string' ? redact(detail).slice(0, MOST_CHARACTERS) : null,
    about: typeof about === 'string' && /^[0-9A-Z]{26}$/i.test(about) ? about : null,
  };
}

function readFields(line: string): Record<string, unknown> {
  if (!line.startsWith('{')) return {};
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return {}; // torn or foreign
  }
}

function holds({ text, detail, source }: LogLine, wanted: string): boolean {
  return wanted === '' || `${source} ${text} ${detail ?? ''}`.toLowerCase().includes(wanted);
}

/** The last part of an id counts the lines of a process. */
function compareSerials(a: string, b: string): number {
  return Number(a.slice(a.lastIndexOf('-') + 1)) - Number(b.slice(b.lastIndexOf('-') + 1));
}
