import type { Host } from './types.ts';
export declare const host: Host;
export type { ApiAddress, Host } from './types.ts';
