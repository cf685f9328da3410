import { type Accessor } from 'solid-js';
/** Where in the page the person is; kept in the address, so that Back and reload work. */
export type Route = {
    readonly name: 'dashboard';
} | {
    readonly name: 'exchange';
    readonly id: string;
};
export declare function createRoute(): Accessor<Route>;
/** Anything unknown is the dashboard. */
export declare function parseRoute(hash: string): Route;
export declare function exchangeHref(id: string): string;
