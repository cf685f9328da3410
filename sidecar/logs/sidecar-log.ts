import type { ExchangeRow } from '../contract/api.ts';
import type { LogEntry } from '../contract/logs.ts';
import type { ToolProgress } from '../contract/tools.ts';
import { describeExchange } from './describe-exchange.ts';
import { createLogReader, type LogReader } from './reader.ts';
import { createLog, type Log } from './writer.ts';

/** The log of a home as a sidecar writes and reads it. */
export type SidecarLog = Log & LogReader;

/** What a sidecar listens to. */
export interface Speakers {
  readonly store: { onRecorded(listener: (row: ExchangeRow) => void): () => void };
  readonly tools: { onProgress(listener: (progress: ToolProgress) => void): () => void } | null;
}

/** @param secrets values that must not appear, whatever they look like */
export function openSidecarLog(options: { home: string; secrets: readonly string[] }, speakers: Speakers): SidecarLog {
  const log = createLog(options);
  const reader = createLogReader(options);
  const tell = (entry: LogEntry | null): void => {
    if (entry !== null) log.write(entry);
  };
  speakers.store.onRecorded((row) => tell(describeExchange(row)));
  speakers.tools?.onProgress((progress) => tell(describeTool(progress)));
  return {
    ...log,
    async read(question) {
      const page = await reader.read(question);
      return { ...page, problem: page.problem ?? log.problem() };
    },
  };
}

/** How an installation ended; null while it goes on. */
export function describeTool({ tool, phase, error }: ToolProgress): LogEntry | null {
  if (phase === 'done') return { level: 'info', source: 'tools', text: `${tool} is installed` };
  if (phase !== 'failed') return null;
  const why = error === null ? 'no reason was given' : `${error.code}: ${error.message}`;
  return { level: 'error', source: 'tools', text: `${tool} could not be installed: ${why}` };
}

/** @param hasGivenUp the engine rests, because its processes keep dying */
export function describeRestart(lane: 'normal' | 'heavy', hasGivenUp: boolean): LogEntry {
  const name = lane === 'heavy' ? 'The engine process for large bodies' : 'The engine process';
  const next = hasGivenUp ? 'it dies too often and rests for a minute' : 'another takes its place';
  return { level: hasGivenUp ? 'error' : 'warning', source: 'engine', text: `${name} ended; ${next}` };
}
