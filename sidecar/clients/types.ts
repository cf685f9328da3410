/**
 * Contracts of the clients room. Others stand on {@link Clients}; adapters fill {@link ClientAdapter}; only apply.ts writes.
 * Times in ms since the epoch, paths absolute unless said otherwise.
 */
import type { ClientFinding, ClientPlan, ClientResult, ClientRow, ClientState } from '../contract/clients.ts';

export type {
  ClientFinding,
  ClientPlan,
  ClientResult,
  ClientRow,
  ClientState,
  FileChange,
} from '../contract/clients.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Everything that createClients needs to know. */
export interface ClientsOptions {
  /** Headroom's own home (settings.home); records lie in <home>/clients. */
  readonly home: string;
  /** The environment of the user: HOME, PATH, SHELL, CLAUDE_CONFIG_DIR, CODEX_HOME, … */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the proxy is, or will be: "http://127.0.0.1:8787", without a trailing slash. */
  readonly proxyUrl: string;
  /** The user's home directory. Default: HOME or USERPROFILE of `env`, else the system's. */
  readonly userHome?: string;
  readonly platform?: NodeJS.Platform;
  /** Clock, default Date.now. */
  readonly now?: () => number;
  /** What is written, and where. Default: the base URL of every client that is known. */
  readonly adapters?: readonly ClientAdapter[];
  /** Whom the ledger has seen (Exchange.client) and when, the newest first. Default: nothing is known. */
  readonly traffic?: () => Promise<readonly { readonly client: string; readonly lastAt: number }[]>;
}

/**
 * All clients of this computer. Safe for several processes at once: writing takes a lock in <home>/clients.
 * Every method first finishes or undoes what a crash left half done.
 */
export interface Clients {
  /** Every client that is known, also those that are not installed, in a fixed order. */
  list(): Promise<readonly ClientRow[]>;
  /** State by id; cheaper than {@link Clients.list}: no versions, no ledger. */
  states(): Promise<Readonly<Record<string, ClientState>>>;
  /** What connecting would change. @throws AppError client.unknown, client.malformed, client.conflict, client.denied. */
  plan(id: string): Promise<ClientPlan>;
  /**
   * Points a client, or every installed one ('all'), at the proxy. Applying twice is applying once.
   * @param options dryRun writes nothing; force also sets up a client that is not installed.
   * @throws for one id: AppError client.unknown, client.not-installed, client.conflict (the file changed since it was
   *   read), client.malformed, client.denied, client.busy. With 'all' a failure is an outcome of its client.
   */
  connect(
    id: string,
    options?: { readonly dryRun?: boolean; readonly force?: boolean },
  ): Promise<readonly ClientResult[]>;
  /**
   * Takes our values out again: byte-identical when nothing else changed, foreign edits stay, what stood there before us
   * comes back. Needs no record: values that lead to the proxy are taken out as well.
   */
  disconnect(id: string, options?: { readonly dryRun?: boolean }): Promise<readonly ClientResult[]>;
  /** Takes our values out of every connected client and remembers whom to put back. */
  pause(options?: { readonly dryRun?: boolean }): Promise<readonly ClientResult[]>;
  /** Connects every paused client again. */
  resume(options?: { readonly dryRun?: boolean }): Promise<readonly ClientResult[]>;
  /** Is it really routed? By its configuration and by the traffic that the ledger saw. */
  verify(id: string): Promise<readonly ClientFinding[]>;
  /** Finishes or undoes what a crash left half done; null when there was nothing. */
  recover(): Promise<Recovery | null>;
  /** How one session of a client is started through a proxy, without touching any file (`headroom wrap`). */
  launch(id: string, proxyUrl: string): Promise<Launch>;
}

/** What {@link Clients.recover} did. */
export interface Recovery {
  readonly client: string;
  /** finished: the client is disconnected as was asked. undone: its files are as before. cleaned: only scraps were left. */
  readonly outcome: 'finished' | 'undone' | 'cleaned';
  readonly files: readonly string[];
}

/** Environment and arguments that route one session of a client through a proxy. */
export interface Launch {
  /** Null when the client cannot be started so (it has no command line, or cannot be routed); `notes` say why. */
  readonly program: string | null;
  /** To set. */
  readonly env: Readonly<Record<string, string>>;
  /** To put in front of the user's own arguments. */
  readonly args: readonly string[];
  readonly notes: readonly string[];
}

/** The computer as adapters see it: reading only. */
export interface Machine {
  readonly userHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The text of a small file; null when it is missing or cannot be read as text. */
  read(path: string): Promise<string | null>;
  exists(path: string): Promise<boolean>;
  /** First program of these names in fixed places, PATH, or the PATH of the login shell; null when there is none. */
  findProgram(names: readonly string[]): Promise<string | null>;
  /** Version of a program: its npm package's, else what `--version` prints; null when neither tells. */
  readVersion(program: string): Promise<string | null>;
}

/** A client that is there. */
export interface Found {
  readonly program: string | null;
  /** Settings or state of it that exist, as evidence. */
  readonly evidence: readonly string[];
}

export type EditFormat = 'json' | 'toml' | 'yaml' | 'sh' | 'fish' | 'powershell' | 'dotenv';

/** Base URL of the proxy as one client wants it. What stood there before becomes the upstream of this route. */
export interface RouteValue {
  /** Appended to the origin of the proxy: '' (Anthropic, Gemini), '/v1' (OpenAI), '/v1beta' (AI SDK for Google). */
  readonly suffix: '' | '/v1' | '/v1beta';
  /** Name of the route when it has an upstream of its own; unique among all clients. */
  readonly slot: string;
  /** Base URL in force if the file has none (from the environment); null when none is. */
  readonly standing?: string | null;
}

/** What we read and write around JSON, and not every client does. */
export type JsonExtra = 'comment' | 'trailing comma' | 'byte order mark';

/** One value in one file: data only. apply.ts shows it, writes it and takes it out again. */
export interface FileEdit {
  readonly file: string;
  readonly format: EditFormat;
  /** Keys from the root; for shells and dotenv the one name of the variable. */
  readonly path: readonly string[];
  /** item: an element of the list at the path (JSON only). */
  readonly set: { readonly value: Json } | { readonly item: Json } | { readonly route: RouteValue };
  /** Shown beside the diff. */
  readonly why: string;
  /** True: a value that stands there is left alone. */
  readonly onlyIfAbsent?: boolean;
  /** JSON only: with one of these the client does not read the file at all, so nothing may be promised by writing it. */
  readonly refuses?: readonly JsonExtra[];
}

/** What an adapter wants done. */
export interface AdapterPlan {
  readonly edits: readonly FileEdit[];
  readonly notes: readonly string[];
  /** By hand, beside or instead of the edits. */
  readonly steps: readonly string[];
}

/** A client: one file under adapters/, one line in adapters/index.ts. Adapters only read. */
export interface ClientAdapter {
  readonly id: string;
  readonly name: string;
  /** steps: it cannot be set up by file. */
  readonly how: 'files' | 'steps';
  /** Labels under which the ledger knows its requests. */
  readonly labels: readonly string[];
  detect(machine: Machine): Promise<Found | null>;
  /** @param proxyUrl without a trailing slash; for steps to copy. */
  plan(proxyUrl: string, machine: Machine): Promise<AdapterPlan>;
  /** What could keep it from being routed although its files say so; empty when nothing does. */
  verify(proxyUrl: string, machine: Machine): Promise<readonly ClientFinding[]>;
  launch(proxyUrl: string): Omit<Launch, 'program'> & { readonly programs: readonly string[] };
}
