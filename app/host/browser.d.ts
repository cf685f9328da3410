import type { Host } from './types.ts';
/** A browser tab: the sidecar served this page and wrote the token into it. */
export declare const browserHost: Host;
