import type { Client } from '../api/client.ts';
import type { Host } from '../host/index.ts';
import { type Live } from './create-live.ts';
/** What every page stands on: the API, the place the page runs in, and the live connection. */
export interface Session {
    readonly client: Client;
    readonly host: Host;
    readonly live: Live;
}
export declare function createSession(client: Client, host: Host): Session;
