import type { IncomingMessage } from 'node:http';
import type { Settings } from '../contract/settings.ts';
import type { RequestHead } from '../dialects/types.ts';
import { findProvider, type Provider, renamePath } from '../providers/index.ts';
import { indexHeaders } from './headers.ts';

/** Where a request goes and what was learnt from its head. */
export interface Route {
  readonly head: RequestHead;
  readonly provider: Provider;
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path and query as sent upstream. */
  readonly target: string;
  /** Project named by /p/<project>/ or x-headroom-project, decoded; '' when none. */
  readonly project: string;
  /** Set when the path names a route (/via/<slot>/) that nobody knows: the request must go nowhere. */
  readonly lostSlot: string | null;
}

/** Where the requests of a route go on to: a base URL, and the beginning of our path that it stands for. */
export type UpstreamLookup = (slot: string) => { readonly base: string; readonly suffix: string } | null;

/**
 * Reads the head of a request and chooses its upstream. The target is the upstream's own prefix followed by the
 * request's path and query exactly as they came (never decoded, never normalised).
 */
export function findRoute(
  incoming: Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders'>,
  settings: Settings,
  upstreamOf: UpstreamLookup = () => null,
): Route {
  const headers = indexHeaders(incoming.rawHeaders);
  const { slot, rest } = splitSlot(stripOrigin(incoming.url ?? '/'));
  const { project, target } = splitProject(rest);
  const cut = target.search(/[?#]/);
  const path = cut < 0 ? target : target.slice(0, cut);
  const head: RequestHead = { method: incoming.method ?? 'GET', path, headers };
  const provider = findProvider(head);
  const own = slot === null ? null : upstreamOf(slot);
  const { origin, prefix } = splitUpstream(
    own?.base ?? readBaseUrl(headers) ?? settings.upstreams[provider.id] ?? provider.upstream,
  );
  const place =
    own === null ? renamePath(provider, path) : path.slice(path.startsWith(own.suffix) ? own.suffix.length : 0);
  return {
    head,
    provider,
    origin,
    target: prefix + place + (cut < 0 ? '' : target.slice(cut)),
    project: project || decodeName(headers['x-headroom-project'] ?? ''),
    lostSlot: slot !== null && own === null ? slot : null,
  };
}

/** Digests of the body (RFC 9530, RFC 1864) and signatures that may cover one (RFC 9421). */
const SEALS = ['content-digest', 'repr-digest', 'digest', 'content-md5', 'signature-input'] as const;

/** Whether the caller has sealed its body (by a digest, or AWS Signature Version 4): an edit would make the seal false. */
export function isSigned({ head, target }: Route): boolean {
  return (
    SEALS.some((name) => head.headers[name] !== undefined) ||
    /^AWS4-/i.test(head.headers.authorization?.trim() ?? '') ||
    head.headers['x-amz-content-sha256'] !== undefined ||
    /[?&]X-Amz-Signature=/i.test(target)
  );
}

/** Clients that were given us as an HTTP proxy name the whole URL; only path and query matter. */
function stripOrigin(url: string): string {
  const absolute = /^https?:\/\/[^/?#]*/i.exec(url);
  const rest = absolute ? url.slice(absolute[0].length) : url;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** Clients whose base URL was another one before us are given /via/<slot>, so that their requests go on to that one. */
function splitSlot(target: string): { slot: string | null; rest: string } {
  const found = /^\/via\/([\w-]{1,100})(?=[/?#]|$)/.exec(target);
  if (!found) return { slot: null, rest: target };
  const rest = target.slice(found[0].length);
  return { slot: found[1]!, rest: rest.startsWith('/') ? rest : `/${rest}` };
}

function splitProject(target: string): { project: string; target: string } {
  const found = /^\/p\/([^/?#]+)(?=[/?#]|$)/.exec(target);
  if (!found) return { project: '', target };
  const rest = target.slice(found[0].length);
  return { project: decodeName(found[1]!), target: rest.startsWith('/') ? rest : `/${rest}` };
}

/** Project names are percent-encoded; one that is not is taken as it stands. At most 200 characters are kept. */
function decodeName(text: string): string {
  let name = text.trim();
  try {
    name = decodeURIComponent(name);
  } catch {
    // Not percent-encoded: the raw name is as good a label.
  }
  return name.slice(0, 200);
}

/** A client may name its upstream itself; anything but a plain http(s) address is ignored. */
function readBaseUrl(headers: RequestHead['headers']): string | undefined {
  const text = headers['x-headroom-base-url']?.trim();
  if (!text || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  return text;
}

function splitUpstream(upstream: string): { origin: string; prefix: string } {
  const url = new URL(upstream);
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, '') };
}
