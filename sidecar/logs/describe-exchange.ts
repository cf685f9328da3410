import type { ExchangeRow } from '../contract/api.ts';
import type { LogEntry } from '../contract/logs.ts';

/** Names of models and clients come from outside: what is no name is not repeated. */
const NAME = /^[\w.:/@-]{1,80}$/;

type Told = Pick<ExchangeRow, 'id' | 'provider' | 'client' | 'model' | 'status' | 'treatment' | 'fault'>;

/** What the log says about an exchange: only what went wrong, and never what was in it. Null when nothing did. */
export function describeExchange(row: Told): LogEntry | null {
  const { fault, status, treatment } = row;
  const names = [row.client, row.model];
  const entry = (level: LogEntry['level'], source: LogEntry['source'], what: string): LogEntry => ({
    ...{ level, source, about: row.id },
    text: `${what} (${names.filter(Boolean).map(readName).join(', ') || 'unnamed client'})`,
  });
  // A person who presses Escape is no failure.
  if (fault === 'client-abort') return null;
  if (fault === 'proxy-fault') return entry('error', 'sidecar', 'A defect of Headroom ended a request');
  if (status === 0) return entry('error', 'provider', `${row.provider} could not be reached: ${fault ?? 'no answer'}`);
  if (treatment === 'failed-open') return entry('warning', 'engine', `Sent untouched: ${fault ?? 'the engine failed'}`);
  if (treatment === 'replayed')
    return entry('warning', 'provider', `${row.provider} refused the shorter form; the original was sent`);
  if (status >= 500) return entry('error', 'provider', `${row.provider} answered ${status}`);
  if (status >= 400) return entry('warning', 'provider', `${row.provider} answered ${status}`);
  return fault === null ? null : entry('warning', 'provider', `An exchange ended early: ${fault}`);
}

function readName(name: string): string {
  return NAME.test(name) ? name : 'an odd name';
}
