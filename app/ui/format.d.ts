/** Numbers, money and times in the reader's own locale. */
export interface Formats {
    /** Dollars with as many digits as the amount needs: $12.30, $0.42, $0.031, $0.0031, <$0.0001. `sign` shows a plus, too. */
    usd(amount: number, options?: {
        sign?: boolean;
    }): string;
    count(count: number): string;
    /** Counts that need no last digit: 940, 12.4K, 3.1M. */
    compact(count: number): string;
    /** A share from 0 to 1; one digit below ten percent. */
    share(share: number): string;
    /** Milliseconds below ten seconds, then seconds. */
    duration(ms: number): string;
    /** The time of day; with the date when it is not today's. */
    time(atMs: number, nowMs: number): string;
    /** "2 minutes ago". */
    ago(atMs: number, nowMs: number): string;
    bytes(bytes: number): string;
}
/** @param locales as Intl takes them; undefined for the reader's own */
export declare function createFormats(locales?: string | string[]): Formats;
