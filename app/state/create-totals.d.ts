import type { Summary } from '../../sidecar/contract/api.ts';
import { type Loaded } from './create-loaded.ts';
import type { Session } from './session.ts';
export interface Totals {
    readonly today: Summary;
    readonly week: Summary;
    readonly all: Summary;
}
/** Sums of today, of seven days with today, and of all time; refreshed by traffic. */
export declare function createTotals({ client, live }: Session): Loaded<Totals>;
/** Local midnight, some days back, in milliseconds since the epoch. */
export declare function startOfDay(nowMs: number, daysBack: number): number;
