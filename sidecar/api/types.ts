/** Contracts of the control API: what it needs of the other rooms, and what a route is. */
import type { Context } from 'hono';
import type { ZodType } from 'zod';
import type { Account, AccountPlan } from '../contract/account.ts';
import type {
  ActivityPage,
  ActivityQuestion,
  ConversationRow,
  Effects,
  EngineState,
  Evidence,
  ExchangeDetail,
  ExchangeRow,
  Health,
  History,
  HistoryQuestion,
  SidecarExtras,
  Summary,
  Suspension,
} from '../contract/api.ts';
import type { Change } from '../contract/changes.ts';
import type { ClientFinding, ClientPlan, ClientResult, ClientRow, ClientState } from '../contract/clients.ts';
import type { InsightReport } from '../contract/insights.ts';
import type { LogEntry, LogPage, LogQuestion, LogSource } from '../contract/logs.ts';
import type { OriginalHits } from '../contract/originals.ts';
import type { PricesDoor } from '../contract/prices.ts';
import type { SettingChanges, SettingRow, Settings } from '../contract/settings.ts';
import type { StudiesDoor } from '../contract/studies.ts';
import type { ToolProgress, ToolResult, ToolRow } from '../contract/tools.ts';
import type { UpdatesDoor } from '../contract/updates.ts';

/** The ledger, as far as it is read here (store/types.ts has more). */
export interface LedgerReader {
  summary(options: { sinceMs: number; untilMs: number }): Promise<Summary>;
  evidence(options: { sinceMs: number; untilMs: number }): Promise<Evidence>;
  effects(options: { sinceMs: number; untilMs: number }): Promise<Effects>;
  noteRecall(originalId: string): void;
  history(question: HistoryQuestion): Promise<History>;
  activity(question: ActivityQuestion): Promise<ActivityPage>;
  exchanges(options: { before?: string; limit: number; conversation?: string }): Promise<readonly ExchangeRow[]>;
  exchange(id: string): Promise<ExchangeDetail | null>;
  conversations(options: {
    before?: number;
    limit: number;
    conversation?: string;
  }): Promise<readonly ConversationRow[]>;
  suspensions(): Promise<readonly Suspension[]>;
  searchOriginals(options: { query: string; limit: number }): Promise<OriginalHits>;
  onRecorded(listener: (row: ExchangeRow) => void): () => void;
  health(): Promise<{ ok: boolean; messages: readonly string[]; queued: number; lost: number }>;
}

/** The engine, as far as it is asked here (worker/types.ts has more). */
export interface CompressEngine {
  /**
   * {"messages":…,"report":{tokens_before, tokens_after, tokens_saved, compression_ratio, segments}} in just this framing,
   * for the JSON of a POST /v1/compress. Rejects with AppError worker.deadline, worker.died, worker.absent or body.malformed.
   */
  compress(body: Uint8Array): Promise<Uint8Array>;
  status(): Pick<EngineState, 'workers' | 'restarts' | 'givenUp'> & { readonly downMs: number };
}

/** The originals, as far as they are read here (store/originals.ts has more). */
export interface OriginalsReader {
  get(id: string): string | null;
  lines(id: string, from: number, to: number): { text: string; from: number; to: number; total: number } | null;
  grep(
    id: string,
    pattern: string,
  ): { hits: readonly { line: number; text: string }[]; total: number; truncated: boolean } | null;
}

/** The clients of this computer, as far as they are asked here (clients/types.ts has more). */
export interface ClientsDoor {
  list(): Promise<readonly ClientRow[]>;
  states(): Promise<Readonly<Record<string, ClientState>>>;
  plan(id: string): Promise<ClientPlan>;
  verify(id: string): Promise<readonly ClientFinding[]>;
  connect(
    id: string,
    options?: { readonly dryRun?: boolean; readonly force?: boolean },
  ): Promise<readonly ClientResult[]>;
  disconnect(id: string, options?: { readonly dryRun?: boolean }): Promise<readonly ClientResult[]>;
  pause(options?: { readonly dryRun?: boolean }): Promise<readonly ClientResult[]>;
  resume(options?: { readonly dryRun?: boolean }): Promise<readonly ClientResult[]>;
}

/** The managed tools, as far as they are asked here (installs/create-tools.ts has more). */
export interface ToolsDoor {
  list(): Promise<readonly ToolRow[]>;
  install(id: string): Promise<ToolResult>;
  update(id: string): Promise<ToolResult>;
  rollback(id: string): Promise<ToolResult>;
  remove(id: string): Promise<ToolResult>;
  cancel(id: string): Promise<void>;
  onProgress(listener: (progress: ToolProgress) => void): () => void;
}

/** Settings that can be changed (preferences/door.ts has more). */
export interface PreferencesReader {
  readonly path: string | null;
  compressors(): Promise<readonly string[]>;
  list(): readonly SettingRow[];
  change(changes: SettingChanges): Promise<void>;
}

/** The account, as far as it is asked here (account/create-account.ts has more). */
export interface AccountReader {
  read(): Promise<Account>;
  signIn(options: { readonly inFile: boolean }): Promise<Account>;
  cancel(): Promise<Account>;
  signOut(): Promise<Account>;
  plan(): Promise<AccountPlan>;
}

/** What is written down about this process (logs/ has more). Neither fails. */
export interface LogDoor {
  write(entry: LogEntry): void;
  /** Of a defect only what may be written down. @param error whatever was thrown */
  writeDefect(source: LogSource, error: unknown): void;
  read(question: LogQuestion): Promise<LogPage>;
}

/** What commands and hooks ask (shell/hooks.ts). Neither rejects: in doubt everything stays as it is. */
export interface ShellReader {
  shorten(output: { readonly command: string; readonly exitCode: number; readonly text: string }): Promise<{
    readonly text: string;
    readonly tokensBefore: number;
    readonly tokensAfter: number;
  } | null>;
  answerHook(event: unknown): Promise<object>;
}

/** Everything that the API stands on. Made by services.ts. */
export interface ApiDeps extends SidecarExtras {
  readonly store: LedgerReader;
  readonly engine: CompressEngine;
  /** Null in a stateless sidecar. */
  readonly originals: OriginalsReader | null;
  /** Null while the sidecar does not listen yet, and in a stateless one. Default: null. */
  readonly clients?: () => ClientsDoor | null;
  /** Null in a stateless sidecar. Default: null. */
  readonly tools?: ToolsDoor | null;
  /** Null in a stateless sidecar. Default: null. */
  readonly studies?: StudiesDoor | null;
  /** Opens the account; null when no account URL is configured, which is the default. */
  readonly account?: (() => Promise<AccountReader>) | null;
  /** Null in a stateless sidecar. Default: null. */
  readonly log?: LogDoor | null;
  /** What the ledger teaches about a span. */
  readonly insights: (span: { sinceMs: number; untilMs: number }) => Promise<InsightReport>;
  /** What Headroom has put on this computer. Default: nothing is known. */
  readonly changes?: () => Promise<readonly Change[]>;
  readonly settings: Settings;
  /** What of the settings can be changed. Default: nothing. */
  readonly preferences?: PreferencesReader;
  /** Prices of models. Default: nothing is known about them. */
  readonly prices?: PricesDoor;
  /** News of Headroom itself; null in a stateless sidecar. Default: null. */
  readonly updates?: UpdatesDoor | null;
  readonly version: string;
  /** Bearer token of /api/v1, see ensureToken in store/token.ts. */
  readonly token: string;
  /** When the sidecar started, ms since the epoch. */
  readonly startedAt: number;
  /** Directory of the built page (resources/ui); null when there is none. */
  readonly uiDir: string | null;
  /** An edited text of one of the latest requests, from memory. Default: none is kept. */
  readonly editedText?: (
    exchange: string,
    index: number,
  ) => { readonly original: string; readonly sent: string } | null;
  /** Commands and hooks; see shell/hooks.ts. Default: nothing is shortened. */
  readonly shell?: ShellReader;
  /** Requests that are being forwarded. Default: none. */
  readonly inFlight?: () => number;
  /** Further lines of health. Default: none. */
  readonly checks?: () => Promise<Health['checks']>;
  /** Clock in ms, default Date.now. */
  readonly now?: () => number;
}

/** What the node server puts beside a request; absent when the app is called in-process. */
export interface Env {
  Bindings: { incoming?: { socket: { remoteAddress?: string | undefined } } };
}

/** What a handler gets, its input already checked. */
export interface Call {
  readonly deps: ApiDeps;
  readonly context: Context<Env>;
  readonly now: number;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly counters: Counters;
  readonly faults: Faults;
  /** Origins of the native window's page, as its companion told them. */
  readonly origins: Set<string>;
}

/** Requests that went out untouched because of a fault of ours, over the last minutes. */
export interface Faults {
  /** How often by code, the most frequent first. @param now ms since the epoch */
  count(now: number): readonly (readonly [code: string, count: number])[];
}

/** Totals since the start of this process, for /metrics and /stats. */
export interface Counters {
  readonly requests: number;
  readonly edited: number;
  readonly failed: number;
  readonly failedOpen: number;
  readonly tokensInput: number;
  readonly tokensCacheRead: number;
  readonly tokensOutput: number;
  readonly tokensSaved: number;
  readonly latencyMsSum: number;
  readonly addedMsSum: number;
  readonly costUsd: number;
  readonly savingsUsd: number;
  readonly byProvider: Readonly<Record<string, number>>;
}

/**
 * Who may ask.
 * anyone: no secrets, no cost. loopback: programs of this computer, no web page of another origin.
 * token: as loopback, and the bearer token.
 */
export type Access = 'anyone' | 'loopback' | 'token';

/** One resource. Its schemas check the input and make the OpenAPI document, so that it cannot lie. */
export interface Route {
  /** operationId, stable. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'patch';
  /** With :names for parameters. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  /** Each value is coerced from text. */
  readonly query?: ZodType<Record<string, unknown>>;
  /** Body of a POST or PATCH; for the document, the handler reads it itself. */
  readonly body?: ZodType;
  /** The JSON answer, or the content type of another one. */
  readonly answer: ZodType | string;
  /** Further statuses with their JSON. */
  readonly others?: Readonly<Record<number, ZodType>>;
  handle(call: Call): Response | Promise<Response>;
}
