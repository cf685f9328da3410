import type { ConversationRow, ExchangeRow, Health, Summary } from '../../../sidecar/contract/api.ts';
import type { Formats } from '../../ui/format.ts';
/** The first line of the page: whether Headroom is helping today. */
export interface Headline {
    readonly tone: 'kept' | 'plain' | 'loss';
    readonly sentence: string;
    /** What stands behind the sentence; '' when there is nothing to add. */
    readonly detail: string;
}
export interface Facts {
    readonly today: Summary;
    readonly all: Summary;
    readonly health: Health | undefined;
    readonly rows: readonly ExchangeRow[];
    /** Those seen last; asked for only when today is a loss. */
    readonly conversations: readonly ConversationRow[];
}
export declare function makeHeadline(facts: Facts, formats: Formats): Headline;
export declare const OFFLINE = "Headroom is not running, or cannot be reached";
/** The same headline when nobody answers any more: what was last known moves behind the fact that it may be over. */
export declare function makeStale({ sentence }: Headline): Headline;
/** How a client is told to use the proxy: one line to paste. */
export declare function setupLines(origin: string): readonly {
    readonly client: string;
    readonly line: string;
}[];
/** What is wrong now and what still works; null when all is well. */
export declare function makeBanner(health: Health | undefined): {
    readonly title: string;
    readonly lines: readonly string[];
} | null;
