import type { ExchangeDetail, ExchangeRow } from '../../../sidecar/contract/api.ts';
import type { Formats } from '../../ui/format.ts';
/** The first line of the page: what this exchange saved or cost. */
export declare function makeTitle(exchange: ExchangeRow, formats: Formats): string;
export interface Fact {
    readonly name: string;
    readonly value: string;
}
/** What else is known, in the order in which it happened. */
export declare function makeFacts({ exchange }: ExchangeDetail, formats: Formats): readonly Fact[];
export declare const classTitles: {
    readonly fresh: 'Prompt at list price';
    readonly write5m: 'Written to cache, 5 minutes';
    readonly write1h: 'Written to cache, 1 hour';
    readonly read: 'Read from cache';
    readonly output: 'Answer';
};
