import { createCachedText } from '../machine/index.ts';
import { isRecord } from './edits/text.ts';
import { recordPaths, type Upstream } from './record.ts';

/**
 * Where requests of a route go on to, for the proxy: by slot, as recorded by whichever process connected the client last.
 * Slots of clients that are disconnected stay known, for sessions that still run.
 */
export function createUpstreamLookup(home: string): (slot: string) => Upstream | null {
  const read = createCachedText(recordPaths(home).records);
  let seen: string | null = null;
  let upstreams: Readonly<Record<string, unknown>> = {};
  return (slot) => {
    const text = read();
    if (text !== seen) {
      upstreams = parse(text);
      seen = text;
    }
    const found = Object.hasOwn(upstreams, slot) ? upstreams[slot] : undefined;
    if (!isRecord(found) || typeof found.base !== 'string' || typeof found.suffix !== 'string') return null;
    return URL.canParse(found.base) ? { base: found.base, suffix: found.suffix } : null;
  };
}

function parse(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const records: unknown = JSON.parse(text ?? '{}');
    return isRecord(records) && isRecord(records.upstreams) ? records.upstreams : {};
  } catch {
    return {}; // damaged: doctor and the list of clients tell; requests of a route are refused, not sent astray
  }
}
