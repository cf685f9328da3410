// Job: the place the page runs in – where the API is, what its token is, how text reaches the clipboard.
// Law: the only room that asks about the window around the page; everything else takes a Host.
// Neighbours: none below; api/, state/ and pages/ get it handed in.
import { texts } from '../texts/index.ts';
import { browserHost } from './browser.ts';
import type { Host } from './types.ts';

export type { ApiAddress, Host } from './types.ts';

/** Finds out where the page runs: in a tab that the sidecar filled, or in the native window, which takes a moment. */
export async function connectHost(): Promise<Host> {
  const isTab = document.querySelector('meta[name="headroom-token"]') !== null;
  if (isTab || !(await loadNativeGlobals())) return browserHost;
  const { connectNative } = await import('./neutralino.ts');
  return connectNative(browserHost, () => texts().shell.window);
}

/** The native window serves its access data as a script, once. False where there is none: any other server. */
function loadNativeGlobals(): Promise<boolean> {
  return new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = '/__neutralino_globals.js';
    script.onload = () => resolve('NL_PORT' in window);
    script.onerror = () => resolve(false);
    document.head.append(script);
  });
}
