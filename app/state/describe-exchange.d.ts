import type { Bill, ExchangeRow } from '../../sidecar/contract/api.ts';
import type { ExchangeSegment } from '../../sidecar/contract/exchange.ts';
/** What a line is about; always said in words too. */
export type Tone = 'kept' | 'plain' | 'loss' | 'fault';
export interface Outcome {
    readonly tone: Tone;
    /** One sentence without a full stop. */
    readonly text: string;
}
type Told = Pick<ExchangeRow, 'treatment' | 'fault' | 'status' | 'editedSegments' | 'bill'>;
/** What happened to an exchange, in the words of a person. */
export declare function describeOutcome(row: Told): Outcome;
/** Whether we cost money, by more than the figure may be wrong. */
export declare function isLoss(bill: Bill): boolean;
/** What was done with one tool result, in the words of a person. */
export declare function describeSegment(segment: ExchangeSegment): string;
/** A client's label as people know it; a label that is not known stays as it is. */
export declare function clientName(label: string): string;
/** Lower and upper end of a saving, in dollars; null without an error estimate. */
export declare function savingRange(bill: Bill): {
    readonly low: number;
    readonly high: number;
} | null;
export {};
