import type { UpdateChannel } from './updates.ts';

/**
 * Every setting of the sidecar, resolved: flags over environment over settings.json over defaults. One object for the whole
 * process; what a person changes while it runs is changed in it (preferences/door.ts), so read a value where it is needed.
 */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly mode: 'cache' | 'token';
  /** False: conversations that begin now are forwarded untouched. */
  readonly optimise: boolean;
  /** True: everything is forwarded untouched, and not even read (--no-optimize, HEADROOM_OPTIMIZE=0). */
  readonly passThrough: boolean;
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
  /** The list of releases; null: there is none, which is the default, and nobody is asked for a newer version. */
  readonly updatesUrl: string | null;
  /** Which newer versions are told of. */
  readonly updates: UpdateChannel;
  /** Largest request body that is buffered and edited; larger ones are relayed untouched. Bytes. */
  readonly maxEditBytes: number;
  /** Cap of the originals directory in bytes, and days without use after which an original expires. */
  readonly originalsCapBytes: number;
  readonly originalsIdleDays: number;
  /** Tell on the desktop when agents are led past a Headroom that failed, and when they are back. */
  readonly notifications: boolean;
  /** Ids of compressors that conversations which begin now do without. */
  readonly compressorsOff: readonly string[];
  /** Where the value of an editable setting comes from, by its id; absent: it is the default. */
  readonly given: Readonly<Record<string, SettingOrigin>>;
  /** What was wrong with settings.json; it never stops a start. */
  readonly problems: readonly string[];
}

/** Flags and variables fix a value; what stands in settings.json can be changed. */
export interface SettingOrigin {
  readonly by: 'flag' | 'environment' | 'file';
  /** "--mode", "HEADROOM_MODE", "settings.json". */
  readonly name: string;
}

export type SettingValue = string | number | boolean | readonly string[];

/** One setting that can be kept in settings.json. */
export interface SettingRow {
  /** "mode", "upstreams.anthropic", … */
  readonly id: string;
  readonly value: SettingValue;
  readonly defaultValue: SettingValue;
  readonly source: SettingOrigin['by'] | 'default';
  /** The flag or variable that fixes it; null when it can be changed. */
  readonly fixedBy: string | null;
  /** now: from the next request on. new-conversations: those that run go on as they began. */
  readonly effect: 'now' | 'new-conversations';
}

/** What is to be kept, by id; null: back to the default. */
export type SettingChanges = Readonly<Record<string, SettingValue | null>>;

/** What is in force, and what of it can be changed; secrets are left out. */
export type SettingsInForce = Omit<Settings, 'proxyToken' | 'given'> & {
  readonly hasProxyToken: boolean;
  /** Where changes are kept; null: nothing is (stateless). */
  readonly file: string | null;
  readonly editable: readonly SettingRow[];
  /** Compressors that can be switched off. */
  readonly compressors: readonly string[];
};

export const defaults: Omit<Settings, 'home' | 'upstreams'> = {
  host: '127.0.0.1',
  port: 8787,
  mode: 'cache',
  optimise: true,
  passThrough: false,
  holdoutPercent: 0,
  breakpoints: true,
  secondEngine: false,
  stateless: false,
  proxyToken: null,
  accountUrl: null,
  updatesUrl: null,
  updates: 'off',
  maxEditBytes: 64 * 1024 * 1024,
  originalsCapBytes: 1024 * 1024 * 1024,
  originalsIdleDays: 14,
  notifications: true,
  compressorsOff: [],
  given: {},
  problems: [],
};
