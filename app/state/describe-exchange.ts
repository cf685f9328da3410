import type { Bill, ExchangeRow } from '../../sidecar/contract/api.ts';
import type { ExchangeSegment } from '../../sidecar/contract/exchange.ts';
import { texts } from '../texts/index.ts';

/** What a line is about; always said in words too. */
export type Tone = 'kept' | 'plain' | 'loss' | 'fault';

export interface Outcome {
  readonly tone: Tone;
  /** One sentence without a full stop. */
  readonly text: string;
}

type Told = Pick<ExchangeRow, 'treatment' | 'fault' | 'status' | 'editedSegments' | 'bill'>;

/** What happened to an exchange, in the words of a person. */
export function describeOutcome(row: Told): Outcome {
  const said = texts().exchanges;
  if (row.fault === 'client-abort') return { tone: 'plain', text: said.stopped };
  if (row.fault?.startsWith('upstream')) {
    const cut = row.status >= 200 && row.status < 300;
    return { tone: 'fault', text: cut ? said.brokenOff : said.unreachable };
  }
  if (row.status >= 400) {
    const statuses: Readonly<Record<number, string>> = said.statuses;
    return { tone: 'fault', text: said.answered(row.status, statuses[row.status]) };
  }
  if (row.treatment === 'failed-open') {
    const faults: Readonly<Record<string, string>> = said.faults;
    const fault = row.fault ?? 'engine';
    return { tone: 'fault', text: said.failedOpen(faults[fault] ?? fault) };
  }
  if (row.treatment === 'replayed') return { tone: 'loss', text: said.replayed };
  if (row.treatment === 'edited') return describeEdited(row);
  return { tone: 'plain', text: said.quiet[row.treatment] };
}

function describeEdited(row: Told): Outcome {
  const { edited, editedAtLoss } = texts().exchanges;
  return isLoss(row.bill)
    ? { tone: 'loss', text: editedAtLoss(row.editedSegments) }
    : { tone: 'kept', text: edited(row.editedSegments) };
}

/** Whether we cost money, by more than the figure may be wrong. */
export function isLoss(bill: Bill): boolean {
  return bill.savedUsd !== null && bill.savedUsd < -(bill.errorUsd ?? 0) && bill.savedUsd < -0.00005;
}

/** What was done with one tool result, in the words of a person. */
export function describeSegment(segment: ExchangeSegment): string {
  const said = texts().exchanges.segments;
  const { by, reason, lossy } = segment;
  if (by.length === 0) {
    const reasons: Readonly<Record<string, string>> = said.reasons;
    return said.asItCame(reason === null ? said.noReason : (reasons[reason] ?? reason));
  }
  return lossy === null ? said.shortened(by) : said.leftOut(by, lossy.shown, lossy.total, lossy.unit);
}

const clientNames: Readonly<Record<string, string>> = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  opencode: 'OpenCode',
  'gemini-cli': 'Gemini CLI',
};

/** A client's label as people know it; a label that is not known stays as it is. */
export function clientName(label: string): string {
  return label === '' ? texts().words.unnamedClient : (clientNames[label] ?? label);
}

/** Lower and upper end of a saving, in dollars; null without an error estimate. */
export function savingRange(bill: Bill): { readonly low: number; readonly high: number } | null {
  if (bill.savedUsd === null || bill.errorUsd === null || bill.errorUsd === 0) return null;
  return { low: bill.savedUsd - bill.errorUsd, high: bill.savedUsd + bill.errorUsd };
}

/** How sure a saving is, in one sentence with its range. @param formats writes dollars as the reader does */
export function explainBasis(bill: Bill, formats: { usd(amount: number): string }): string {
  const range = savingRange(bill);
  const { basis, basisBetween } = texts().exchanges;
  if (range === null) return basis(bill.basis);
  return basisBetween(bill.basis, formats.usd(range.low), formats.usd(range.high));
}
