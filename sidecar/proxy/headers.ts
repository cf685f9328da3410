/** Flat list of names and values as they came: [name, value, name, value, …]. */
export type RawHeaders = readonly string[];

/** Headers that belong to one connection (RFC 9110 §7.6.1), plus what every hop decides anew. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Request headers for upstream: case, order and duplicates as the client sent them, without hop-by-hop headers, without
 * anything meant for us, and with nothing added. `host` is left out (the connection sets it), `expect` too: Node's
 * server has already answered it.
 * @param change contentLength: bytes that will be sent, null when unknown; keepCoding false drops content-encoding.
 */
export function requestHeaders(
  raw: RawHeaders,
  change: { contentLength: number | null; keepCoding?: boolean } = { contentLength: null },
): string[] {
  const nominated = readNominated(raw);
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at]!;
    const value = raw[at + 1]!;
    const key = name.toLowerCase();
    if (hopByHop.has(key) || nominated.has(key) || isOurs(key)) continue;
    if (key === 'host' || key === 'expect' || key === 'content-length') continue;
    // Trailers of the answer are relayed, so this one offer may be repeated; every other TE value is ours to make.
    if (key === 'te' && value.trim().toLowerCase() !== 'trailers') continue;
    if (key === 'content-encoding' && change.keepCoding === false) continue;
    kept.push(name, value);
  }
  if (change.contentLength !== null) kept.push('content-length', String(change.contentLength));
  return kept;
}

/**
 * Response headers for the client: as they came, without hop-by-hop headers. `trailer` stays, trailers are relayed.
 * @param raw from undici: names and values as bytes (latin1 on the wire) or strings.
 */
export function responseHeaders(raw: readonly (Uint8Array | string)[]): string[] {
  const flat = raw.map((part) => (typeof part === 'string' ? part : Buffer.from(part).toString('latin1')));
  const nominated = readNominated(flat);
  const kept: string[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const key = flat[at]!.toLowerCase();
    if (key === 'proxy-authenticate' || (!hopByHop.has(key) && !nominated.has(key)))
      kept.push(flat[at]!, flat[at + 1]!);
  }
  return kept;
}

/** The last value of a header in a flat list, or undefined. */
export function findHeader(raw: RawHeaders, name: string): string | undefined {
  for (let at = raw.length - 2; at >= 0; at -= 2) {
    if (raw[at]!.toLowerCase() === name) return raw[at + 1];
  }
  return undefined;
}

/** All headers by lower-case name; repeated ones are joined by ", " (cookies by "; "). For looking at, never for sending. */
export function indexHeaders(raw: RawHeaders): Record<string, string> {
  const index: Record<string, string> = Object.create(null);
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const key = raw[at]!.toLowerCase();
    const before = index[key];
    index[key] = before === undefined ? raw[at + 1]! : `${before}${key === 'cookie' ? '; ' : ', '}${raw[at + 1]}`;
  }
  return index;
}

/** Headers that clients send to us and that never go upstream. */
function isOurs(key: string): boolean {
  return key.startsWith('x-headroom-');
}

/** Names that the Connection header declares as hop-by-hop. The few that carry meaning end to end cannot be disowned. */
function readNominated(raw: RawHeaders): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    if (raw[at]!.toLowerCase() !== 'connection') continue;
    for (const token of raw[at + 1]!.split(',')) names.add(token.trim().toLowerCase());
  }
  for (const key of ['authorization', 'x-api-key', 'content-type', 'content-encoding', 'trailer', 'te'])
    names.delete(key);
  return names;
}
