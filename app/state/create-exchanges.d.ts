import { type Accessor } from 'solid-js';
import type { ExchangeRow } from '../../sidecar/contract/api.ts';
import type { ApiFailure } from '../api/failure.ts';
import type { Session } from './session.ts';
export interface Exchanges {
    /** Newest first; undefined until the first answer. */
    readonly rows: Accessor<readonly ExchangeRow[] | undefined>;
    /** Rows that arrived while the list was held. */
    readonly waiting: Accessor<number>;
    readonly failure: Accessor<ApiFailure | undefined>;
    readonly hasMore: Accessor<boolean>;
    readonly loadingMore: Accessor<boolean>;
    loadMore(): Promise<void>;
    /** While held, new rows wait, so that nothing moves under a pointer or a focused row. */
    hold(held: boolean): void;
    /** Puts the waiting rows in. */
    release(): void;
    reload(): Promise<void>;
}
/** The list of exchanges: pages from the ledger, new ones from the event stream. */
export declare function createExchanges({ client, live }: Session): Exchanges;
/** Both lists as one, newest first, each id once; a row of `fresh` replaces an older copy. */
export declare function mergeRows(shown: readonly ExchangeRow[], fresh: readonly ExchangeRow[]): readonly ExchangeRow[];
