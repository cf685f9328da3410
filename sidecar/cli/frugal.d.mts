/** See frugal.mjs. */
export const FRUGAL: Readonly<Record<string, string>>;
export function boundMemory(script: readonly string[]): Promise<void>;
