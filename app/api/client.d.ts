import type { ConversationRow, ExchangeDetail, ExchangeRow, Health, Summary } from '../../sidecar/contract/api.ts';
import type { ExchangeSegment } from '../../sidecar/contract/exchange.ts';
import type { ApiAddress } from '../host/index.ts';
/** A tool result before and after; null where no text is stored. */
export interface SegmentTexts {
    readonly original: string | null;
    readonly sent: string | null;
}
/** The control API as the page uses it. Every call rejects with ApiFailure, or with AbortError when its signal says so. */
export interface Client {
    summary(span: {
        sinceMs: number;
        untilMs: number;
    }, signal?: AbortSignal): Promise<Summary>;
    /** Newest first; `before` is the id of the last row already shown. */
    exchanges(page: {
        before?: string;
        limit: number;
    }, signal?: AbortSignal): Promise<readonly ExchangeRow[]>;
    exchange(id: string, signal?: AbortSignal): Promise<ExchangeDetail>;
    /** Newest first. */
    conversations(page: {
        limit: number;
    }, signal?: AbortSignal): Promise<readonly ConversationRow[]>;
    health(signal?: AbortSignal): Promise<Health>;
    /** The texts of one tool result, as far as they are stored. */
    segmentTexts(exchangeId: string, segment: ExchangeSegment, signal?: AbortSignal): Promise<SegmentTexts>;
    /** Opens the event stream; the caller reads the body. */
    openEvents(signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}
export declare function createClient(address: ApiAddress, send?: typeof fetch): Client;
