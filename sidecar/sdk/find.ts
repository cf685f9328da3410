import { findHome } from '../machine/paths.ts';
import { readToken } from '../store/token.ts';
import { readMain } from '../supervisor/index.ts';
import type { HeadroomOptions } from './types.ts';

/** Where it listens when nothing was said. */
const USUAL = 'http://127.0.0.1:8787';

/** Address without a slash at its end, and token, of the Headroom that is meant. Asked again for every call: it may have moved. */
export interface Address {
  readonly url: string;
  readonly token: string | null;
}

/** Never rejects: where nothing is written down, the usual address is tried. */
export async function findAddress(options: HeadroomOptions): Promise<Address> {
  const home = options.home ?? findHome(process.env);
  const written = options.url ?? (await readMain(home).catch(() => null))?.url;
  const port = process.env.HEADROOM_PORT;
  const url = written ?? (port === undefined ? USUAL : `http://127.0.0.1:${port}`);
  return { url: url.replace(/\/+$/, ''), token: options.token ?? readTokenOf(home) };
}

function readTokenOf(home: string): string | null {
  try {
    return readToken(home);
  } catch {
    return null; // not ours to read: the answer says that it is missing
  }
}
