/** The row that a key leads to; null for keys that mean nothing here. */
export declare function targetRow(key: string, at: number, count: number): number | null;
