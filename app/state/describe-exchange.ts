import type { Bill, ExchangeRow } from '../../sidecar/contract/api.ts';
import type { ExchangeSegment } from '../../sidecar/contract/exchange.ts';

/** What a line is about; always said in words too. */
export type Tone = 'kept' | 'plain' | 'loss' | 'fault';

export interface Outcome {
  readonly tone: Tone;
  /** One sentence without a full stop. */
  readonly text: string;
}

const faults: Readonly<Record<string, string>> = {
  deadline: 'the engine took too long',
  'worker-died': 'the engine process ended and was started again',
  'worker-absent': 'the engine kept dying and rests for a minute',
  'no-store': 'the originals could not be stored',
  engine: 'the engine failed',
};

const statuses: Readonly<Record<number, string>> = {
  400: 'the request was refused',
  401: 'the key was not accepted',
  403: 'access was denied',
  404: 'no such address or model',
  413: 'the request was too large',
  429: 'too many requests',
  500: 'an error on its side',
  502: 'it could not be reached',
  503: 'it is not available',
  504: 'it did not answer in time',
  529: 'it is overloaded',
};

type Told = Pick<ExchangeRow, 'treatment' | 'fault' | 'status' | 'editedSegments' | 'bill'>;

/** What happened to an exchange, in the words of a person. */
export function describeOutcome(row: Told): Outcome {
  if (row.fault === 'client-abort') return { tone: 'plain', text: 'Stopped by the client' };
  if (row.fault?.startsWith('upstream')) {
    const cut = row.status >= 200 && row.status < 300;
    return { tone: 'fault', text: cut ? 'The provider broke off its answer' : 'The provider could not be reached' };
  }
  if (row.status >= 400) {
    const reason = statuses[row.status];
    return { tone: 'fault', text: `The provider answered ${row.status}${reason ? `: ${reason}` : ''}` };
  }
  if (row.treatment === 'failed-open') {
    const reason = row.fault === null ? 'the engine failed' : (faults[row.fault] ?? row.fault);
    return { tone: 'fault', text: `Sent untouched: ${reason}` };
  }
  if (row.treatment === 'replayed') return { tone: 'loss', text: 'Shorter form refused; the original was sent' };
  if (row.treatment === 'edited') return describeEdited(row);
  return { tone: 'plain', text: quietTexts[row.treatment] };
}

const quietTexts = {
  untouched: 'Nothing to shorten',
  bypassed: 'Passed through on request',
  holdout: 'Left alone to measure against',
  relayed: 'Passed through',
} as const;

function describeEdited(row: Told): Outcome {
  const what = row.editedSegments === 1 ? '1 result shortened' : `${row.editedSegments} results shortened`;
  return isLoss(row.bill) ? { tone: 'loss', text: `${what}, yet it cost more` } : { tone: 'kept', text: what };
}

/** Whether we cost money, by more than the figure may be wrong. */
export function isLoss(bill: Bill): boolean {
  return bill.savedUsd !== null && bill.savedUsd < -(bill.errorUsd ?? 0) && bill.savedUsd < -0.00005;
}

const reasons: Readonly<Record<string, string>> = {
  small: 'too short to be worth it',
  'no-gain': 'nothing made it shorter',
  code: 'source code that may be edited next',
  recalled: 'an original that was asked for again',
  suspended: 'the provider refused this kind of edit earlier in the conversation',
  pinned: 'it was sent untouched before, and changing it now would break the cache',
  fault: 'a compressor failed on it',
  'no-store': 'its original could not be stored',
};

/** What was done with one tool result, in the words of a person. */
export function describeSegment(segment: ExchangeSegment): string {
  if (segment.by.length === 0) {
    const reason = segment.reason === null ? 'no reason was recorded' : (reasons[segment.reason] ?? segment.reason);
    return `Sent as it came: ${reason}`;
  }
  const how = `Shortened by ${segment.by.join(', then ')}`;
  if (segment.lossy === null) return `${how}; every fact is still there`;
  return `${how}; ${segment.lossy.shown} of ${segment.lossy.total} ${segment.lossy.unit} were sent`;
}

const clientNames: Readonly<Record<string, string>> = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  opencode: 'OpenCode',
  'gemini-cli': 'Gemini CLI',
  '': 'an unnamed client',
};

/** A client's label as people know it; a label that is not known stays as it is. */
export function clientName(label: string): string {
  return clientNames[label] ?? label;
}

/** Lower and upper end of a saving, in dollars; null without an error estimate. */
export function savingRange(bill: Bill): { readonly low: number; readonly high: number } | null {
  if (bill.savedUsd === null || bill.errorUsd === null || bill.errorUsd === 0) return null;
  return { low: bill.savedUsd - bill.errorUsd, high: bill.savedUsd + bill.errorUsd };
}

/** How sure a saving is, in one sentence with its range. @param formats writes dollars as the reader does */
export function explainBasis(bill: Bill, formats: { usd(amount: number): string }): string {
  const range = savingRange(bill);
  const word =
    bill.basis === 'measured'
      ? 'Measured against conversations left untouched'
      : 'Estimated by a model of the provider’s cache';
  return range ? `${word}: between ${formats.usd(range.low)} and ${formats.usd(range.high)}.` : `${word}.`;
}
