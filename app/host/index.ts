// Job: the place the page runs in – where the API is, what its token is, how text reaches the clipboard.
// Law: the only room that asks about the window around the page; everything else takes a Host.
// Neighbours: none below; api/, state/ and pages/ get it handed in.
import { browserHost } from './browser.ts';
import type { Host } from './types.ts';

export const host: Host = browserHost;
export type { ApiAddress, Host } from './types.ts';
