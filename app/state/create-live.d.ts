import { type Accessor } from 'solid-js';
import type { ExchangeRow } from '../../sidecar/contract/api.ts';
import type { Client } from '../api/client.ts';
import { type StreamState } from '../api/events.ts';
/** The connection to the running sidecar. */
export interface Live {
    /** 'starting' until the first answer. */
    readonly state: Accessor<StreamState | 'starting'>;
    /** Called with each exchange as it is recorded. */
    onExchange(listener: (row: ExchangeRow) => void): void;
    /** Called when events were missed, most often because the stream was lost and is open again. */
    onReturn(listener: () => void): void;
}
export declare function createLive(client: Client): Live;
