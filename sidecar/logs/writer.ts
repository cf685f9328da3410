import { homedir } from 'node:os';
import type { LogEntry, LogLine, LogSource } from '../contract/logs.ts';
import { formatCount } from '../lib/counts.ts';
import { appendNow, appendRolled } from '../machine/index.ts';
import { describeDefect } from './describe-defect.ts';
import { logPath } from './reader.ts';
import { createRedactor } from './redact.ts';
import { createRepetitions } from './repetitions.ts';

/** Of the file and of the one before it. Bytes. */
const MAX_BYTES = 512 * 1024;
/** Lines that may wait for a slow disk; what does not fit is counted. */
const MOST_WAITING = 500;
const MOST_TEXT = 400;
const MOST_DETAIL = 2000;

export interface LogOptions {
  readonly home: string;
  /** Values that must not appear, whatever they look like. */
  readonly secrets: readonly string[];
  /** Directory of the user, which is written as ~. */
  readonly userHome?: string;
  readonly now?: () => number;
  readonly maxBytes?: number;
}

export interface Log {
  /** Never throws; what cannot be written is lost, and told by {@link Log.problem}. */
  write(entry: LogEntry): void;
  /** Of a defect only what may be written down. @param error whatever was thrown */
  writeDefect(source: LogSource, error: unknown): void;
  /** For the last words of a process: written before this comes back. */
  writeNow(entry: LogEntry): void;
  /** Why nothing could be written last time; null when it could. */
  problem(): string | null;
  /** Writes what waits, with the repetitions that were counted. */
  close(): Promise<void>;
}

/** The log of a home. Nothing is made on disk before the first line. */
export function createLog(options: LogOptions): Log {
  const { home, now = Date.now, maxBytes = MAX_BYTES } = options;
  const path = logPath(home);
  const format = createFormat(options);
  const waiting: string[] = [];
  let dropped = 0;
  let trouble: string | null = null;
  let writing: Promise<void> | null = null;
  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const text = waiting.splice(0).join('');
      try {
        await appendRolled(path, text, maxBytes);
        trouble = null;
      } catch (error) {
        trouble = tellTrouble(error);
      }
    }
    writing = null;
  };
  const put = (entry: LogEntry): void => {
    if (waiting.length >= MOST_WAITING) {
      dropped += 1;
      return;
    }
    waiting.push(format(entry));
    writing ??= Promise.resolve().then(flush);
  };
  const repetitions = createRepetitions(put, now);
  const write = (entry: LogEntry): void => {
    if (!repetitions.isRepeated(entry)) put(entry);
  };
  return {
    write,
    writeDefect: (source, error) => write({ level: 'error', source, ...describeDefect(error) }),
    writeNow(entry) {
      try {
        appendNow(path, waiting.splice(0).join('') + format(entry));
      } catch (error) {
        trouble = tellTrouble(error);
      }
    },
    problem: () => trouble,
    async close() {
      repetitions.end();
      await writing;
      const text = `${formatCount(dropped, 'line of the log was', 'lines of the log were')} lost: too many at once`;
      if (dropped > 0) put({ level: 'warning', source: 'sidecar', text });
      dropped = 0;
      await writing;
    },
  };
}

function tellTrouble(error: unknown): string {
  return `The log cannot be written (${(error as NodeJS.ErrnoException).code ?? 'defect'}).`;
}

/** One line of the file, without anything that must not stand there. */
function createFormat({ secrets, userHome = homedir(), now = Date.now }: LogOptions): (entry: LogEntry) => string {
  const redact = createRedactor(secrets);
  let serial = 0;
  const clean = (text: string, most: number): string => tidy(redact(text), userHome).slice(0, most);
  return ({ level, source, text, detail = null, about = null }) => {
    const at = now();
    serial += 1;
    const line: LogLine = {
      ...{ id: `${at.toString(36)}-${process.pid}-${serial}`, at, level, source, text: clean(text, MOST_TEXT) },
      ...{ detail: detail === null ? null : clean(detail, MOST_DETAIL), about, pid: process.pid },
    };
    return `${JSON.stringify(line)}\n`;
  };
}

/** No terminal is steered by what stands here, and where a person's directories lie is nobody's business who gets a copy. */
function tidy(text: string, userHome: string): string {
  const short = userHome.length > 1 ? text.replaceAll(userHome, '~') : text;
  return short.replace(/[^\P{Cc}\n]/gu, ' ');
}
