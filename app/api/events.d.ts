import type { Client } from './client.ts';
import { type ServerEvent } from './sse.ts';
/** What the listener is told about the stream itself. */
export type StreamState = 'open' | 'offline' | 'unauthorised';
export interface EventListener {
    onEvent(event: ServerEvent): void;
    onState(state: StreamState): void;
}
/** Keeps an event stream open until `signal` aborts, with back-off between attempts. `wake` cuts a wait short. */
export declare function followEvents(client: Pick<Client, 'openEvents'>, listener: EventListener, { signal, wake }: {
    signal: AbortSignal;
    wake: EventTarget;
}): Promise<void>;
