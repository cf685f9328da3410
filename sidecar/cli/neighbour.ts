import type { Settings } from '../contract/settings.ts';
import { findListener, isPortFree, type Listener } from '../machine/index.ts';
import { askLocal } from './ask.ts';

/** What a running Headroom says about itself on /health. */
export interface RunningHeadroom {
  readonly version: string;
  readonly pid: number | null;
  readonly status: string;
  readonly upstreams: Readonly<Record<string, string>>;
  readonly mode: string | null;
  readonly optimise: boolean | null;
  /** What it found about itself. */
  readonly checks: readonly { readonly id: string; readonly ok: boolean; readonly message: string }[];
}

/** Who is on our port. */
export type Neighbour =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'headroom'; readonly health: RunningHeadroom }
  | { readonly kind: 'stranger'; readonly listener: Listener | null };

/** Name of the service in /health; other products that answer there carry another one. */
const SERVICE = 'headroom';

/**
 * Looks who listens on a port.
 * @throws the system's error when the address cannot be listened on at all.
 */
export async function findNeighbour({ host, port }: Pick<Settings, 'host' | 'port'>): Promise<Neighbour> {
  if (port === 0 || (await isPortFree(host, port))) return { kind: 'nobody' };
  const answer = await askLocal({ host, port, path: '/health' });
  const health = answer === null ? null : parseHealth(answer.body);
  return health === null ? { kind: 'stranger', listener: await findListener(port) } : { kind: 'headroom', health };
}

/** What is said on /health, or null when it is not a Headroom that says it. */
export function parseHealth(body: string): RunningHeadroom | null {
  const facts = parseObject(body);
  if (facts?.service !== SERVICE) return null;
  const { version, pid, status, upstreams, checks } = facts;
  const { mode, optimize } = isRecord(facts.config) ? facts.config : {};
  return {
    version: typeof version === 'string' ? version : 'unknown',
    pid: typeof pid === 'number' ? pid : null,
    status: typeof status === 'string' ? status : 'unknown',
    upstreams: Object.fromEntries(
      Object.entries(isRecord(upstreams) ? upstreams : {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
    mode: typeof mode === 'string' ? mode : null,
    optimise: typeof optimize === 'boolean' ? optimize : null,
    checks: (Array.isArray(checks) ? checks : []).filter(isRecord).map((check) => ({
      id: String(check.id),
      ok: check.ok === true,
      message: String(check.message),
    })),
  };
}

/** Ids of the providers whose upstream differs between a running Headroom and what is asked for now. */
export function findDifferentUpstreams(running: RunningHeadroom, wanted: Settings['upstreams']): string[] {
  return Object.entries(wanted)
    .filter(([id, url]) => toPlainUrl(running.upstreams[id] ?? '') !== toPlainUrl(url))
    .map(([id]) => id);
}

/** "program (pid 12)", or what can be said when the system does not tell. */
export function formatListener(listener: Listener | null): string {
  if (listener === null) return 'another program';
  return listener.name === null ? `process ${listener.pid}` : `${listener.name} (process ${listener.pid})`;
}

function toPlainUrl(url: string): string {
  return URL.canParse(url) ? new URL(url).href.replace(/\/+$/, '') : url;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null; // not JSON: then it is not a Headroom, which null says
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
