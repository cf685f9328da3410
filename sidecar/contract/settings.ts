/** Every setting of the sidecar, resolved: flags over environment over defaults. Read once, in services.ts. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly mode: 'cache' | 'token';
  /** False: forward everything untouched (--no-optimize). */
  readonly optimise: boolean;
  /** Percent of conversations left untouched, to measure against. */
  readonly holdoutPercent: number;
  /** Set cache breakpoints in agent loops that set none (--no-breakpoints turns it off). */
  readonly breakpoints: boolean;
  /** Ask the second engine about new texts that ours leaves whole (--second-engine; it must be installed). */
  readonly secondEngine: boolean;
  /** True: write nothing to disk. Only lossless edits, ledger in memory. */
  readonly stateless: boolean;
  /** Upstream origin or prefix per provider id; the request's own path and query are appended. */
  readonly upstreams: Readonly<Record<string, string>>;
  /** Home of everything we write, default ~/.headroom (HEADROOM_HOME). */
  readonly home: string;
  /** Needed to bind beyond loopback; every request must then carry it. */
  readonly proxyToken: string | null;
  /** The account service; null: there are no accounts, which is the default. Without a trailing slash. */
  readonly accountUrl: string | null;
  /** Largest request body that is buffered and edited; larger ones are relayed untouched. Bytes. */
  readonly maxEditBytes: number;
  /** Cap of the originals directory in bytes, and days without use after which an original expires. */
  readonly originalsCapBytes: number;
  readonly originalsIdleDays: number;
}

/** What is in force; secrets are left out. */
export type SettingsInForce = Omit<Settings, 'proxyToken'> & { readonly hasProxyToken: boolean };

export const defaults: Omit<Settings, 'home' | 'upstreams'> = {
  host: '127.0.0.1',
  port: 8787,
  mode: 'cache',
  optimise: true,
  holdoutPercent: 0,
  breakpoints: true,
  secondEngine: false,
  stateless: false,
  proxyToken: null,
  accountUrl: null,
  maxEditBytes: 64 * 1024 * 1024,
  originalsCapBytes: 1024 * 1024 * 1024,
  originalsIdleDays: 14,
};
