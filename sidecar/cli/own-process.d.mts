/** See own-process.mjs. */
export const LAUNCHER: string;
export const FRUGAL: Readonly<Record<string, string>>;
export const RESIDENT: readonly string[];
export function boundMemory(script: readonly string[]): Promise<void>;
export function isLaunched(): boolean;
export function endWithLauncher(): void;
