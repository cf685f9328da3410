import { type Accessor } from 'solid-js';
import { ApiFailure } from '../api/failure.ts';
/** Something that is asked for over the network. A new load keeps the old value until it has an answer. */
export interface Loaded<T> {
    readonly value: Accessor<T | undefined>;
    /** Why the last load failed; undefined after a success. */
    readonly failure: Accessor<ApiFailure | undefined>;
    /** Loads now; calls while a load runs are joined into one more load after it. */
    reload(): Promise<void>;
}
export declare function createLoaded<T>(load: () => Promise<T>): Loaded<T>;
/** Anything that is not an ApiFailure is a defect of the page; it is shown all the same, in its own words. */
export declare function asFailure(error: unknown): ApiFailure;
export type { ApiFailure } from '../api/failure.ts';
