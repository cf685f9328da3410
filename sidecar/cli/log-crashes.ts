import { describeDefect, type Log } from '../logs/index.ts';

/** Writes down why this process crashes, if it does: nothing else is changed. @returns what ends it */
export function logCrashes(
  log: Pick<Log, 'writeNow'> | null,
  source: Pick<NodeJS.EventEmitter, 'on' | 'off'> = process,
): () => void {
  if (log === null) return () => undefined;
  const onCrash = (error: unknown): void => {
    const { text, detail } = describeDefect(error);
    log.writeNow({ level: 'error', source: 'sidecar', text: `The process ends with a defect: ${text}`, detail });
  };
  source.on('uncaughtExceptionMonitor', onCrash);
  return () => void source.off('uncaughtExceptionMonitor', onCrash);
}
