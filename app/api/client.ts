import type { Account, AccountPlan } from '../../sidecar/contract/account.ts';
import type {
  ActivityPage,
  ActivityQuestion,
  ConversationRow,
  DemoReport,
  Doctor,
  Effects,
  EngineState,
  ExchangeDetail,
  ExchangeRow,
  Health,
  History,
  HistoryQuestion,
  SegmentTexts,
  Summary,
} from '../../sidecar/contract/api.ts';
import type { Change, Removal } from '../../sidecar/contract/changes.ts';
import type { ClientPlan, ClientResult, ClientRow } from '../../sidecar/contract/clients.ts';
import type { DataDeletion, DataImport, DataSelection, DataSizes } from '../../sidecar/contract/data.ts';
import type { ExchangeSegment } from '../../sidecar/contract/exchange.ts';
import type { InsightReport } from '../../sidecar/contract/insights.ts';
import type { LoginStart } from '../../sidecar/contract/login-start.ts';
import type { LogPage, LogQuestion } from '../../sidecar/contract/logs.ts';
import type { OwnRates, PricesInForce } from '../../sidecar/contract/prices.ts';
import type { SettingChanges, SettingsInForce } from '../../sidecar/contract/settings.ts';
import type { NotesStudy, ProjectRow, StudyKind, UsageStudy, VitalsStudy } from '../../sidecar/contract/studies.ts';
import type { ToolRow } from '../../sidecar/contract/tools.ts';
import type { Updates } from '../../sidecar/contract/updates.ts';
import type { ApiAddress } from '../host/index.ts';
import { texts } from '../texts/index.ts';
import { ApiFailure, readFailure } from './failure.ts';

export type ToolChange = 'install' | 'update' | 'rollback' | 'remove' | 'cancel';

/** The control API as the page uses it. Every call rejects with ApiFailure, or with AbortError when its signal says so. */
export interface Client {
  summary(span: { sinceMs: number; untilMs: number }, signal?: AbortSignal): Promise<Summary>;
  history(question: HistoryQuestion, signal?: AbortSignal): Promise<History>;
  /** Any part of the list of exchanges. */
  activity(question: ActivityQuestion, signal?: AbortSignal): Promise<ActivityPage>;
  /** Newest first; `before` is the id of the last row already shown. */
  exchanges(page: { before?: string; limit: number }, signal?: AbortSignal): Promise<readonly ExchangeRow[]>;
  exchange(id: string, signal?: AbortSignal): Promise<ExchangeDetail>;
  /** Newest first. */
  conversations(
    page: { before?: number; limit: number; conversation?: string },
    signal?: AbortSignal,
  ): Promise<readonly ConversationRow[]>;
  health(signal?: AbortSignal): Promise<Health>;
  /** Slower than health: it looks at files and asks upstreams. */
  doctor(signal?: AbortSignal): Promise<Doctor>;
  /** Replays a scripted session; takes about a second. */
  demo(): Promise<DemoReport>;
  engine(signal?: AbortSignal): Promise<EngineState>;
  /** What Headroom wrote down about itself. */
  logs(question: LogQuestion, signal?: AbortSignal): Promise<LogPage>;
  /** The texts of one tool result, as far as they are still there. */
  segmentTexts(
    exchangeId: string,
    segment: Pick<ExchangeSegment, 'index'>,
    signal?: AbortSignal,
  ): Promise<SegmentTexts>;
  /** Every known client, also those that are not installed. */
  clients(signal?: AbortSignal): Promise<readonly ClientRow[]>;
  /** What connecting a client would change; nothing is written. */
  clientPlan(id: string, signal?: AbortSignal): Promise<ClientPlan>;
  changeClient(
    id: string,
    change: 'connect' | 'disconnect',
    options: { dryRun?: boolean },
  ): Promise<readonly ClientResult[]>;
  /** All connected ones, or all paused ones. */
  changeClients(change: 'pause' | 'resume'): Promise<readonly ClientResult[]>;
  /** What the ledger of the last days teaches. */
  insights(days: number, signal?: AbortSignal): Promise<InsightReport>;
  /** What each compressor did in the last days. */
  effects(days: number, signal?: AbortSignal): Promise<Effects>;
  settings(signal?: AbortSignal): Promise<SettingsInForce>;
  /** All or none; a failure says in `fields` what is wrong with which. */
  changeSettings(changes: SettingChanges): Promise<SettingsInForce>;
  /** What is known of newer versions; asks nobody. */
  updates(signal?: AbortSignal): Promise<Updates>;
  /** Asks the list of releases. */
  checkUpdates(): Promise<Updates>;
  /** The prices that dollars are made of. */
  prices(signal?: AbortSignal): Promise<PricesInForce>;
  /** A price of one's own; null takes it back. A failure says in `fields` what is wrong with which rate. */
  setPrice(model: string, rates: OwnRates | null): Promise<PricesInForce>;
  /** Whether Headroom is started at login, and what is written for it. */
  loginStart(signal?: AbortSignal): Promise<LoginStart>;
  switchLoginStart(on: boolean): Promise<LoginStart>;
  /** What Headroom has put on this computer. */
  changes(signal?: AbortSignal): Promise<readonly Change[]>;
  /** Programs of others that can be installed on request. */
  tools(signal?: AbortSignal): Promise<readonly ToolRow[]>;
  /** Resolves when it has begun; events tell the rest. */
  changeTool(id: string, change: ToolChange): Promise<void>;
  dataSizes(signal?: AbortSignal): Promise<DataSizes>;
  /** A gzip file. */
  exportData(options: { originals: boolean }): Promise<Blob>;
  importData(file: Blob): Promise<DataImport>;
  /** @param dryRun only counts what would go */
  deleteData(selection: DataSelection, dryRun: boolean): Promise<DataDeletion>;
  /** Takes it all back. Headroom ends afterwards. */
  uninstall(): Promise<Removal>;
  /** Directories that agents worked in, the latest first. */
  projects(signal?: AbortSignal): Promise<readonly ProjectRow[]>;
  usage(signal?: AbortSignal): Promise<UsageStudy>;
  vitals(project: string, signal?: AbortSignal): Promise<VitalsStudy>;
  notes(project: string, signal?: AbortSignal): Promise<NotesStudy>;
  /** Begins; how it goes is told by the study. */
  /** @param isOnline vitals: also ask registries */
  startStudy(kind: StudyKind, project: string, isOnline: boolean): Promise<void>;
  cancelStudy(kind: StudyKind): Promise<void>;
  /** Writes just what was shown. @returns the files */
  applyNotes(project: string, revisions: readonly string[]): Promise<readonly string[]>;
  undoNotes(project: string): Promise<readonly string[]>;
  /** How things stand; asks nobody but the sidecar. */
  account(signal?: AbortSignal): Promise<Account>;
  /** Asks the account service. */
  accountPlan(signal?: AbortSignal): Promise<AccountPlan>;
  /** sign-in resolves as soon as there is a code; a keychain may ask the person first. */
  changeAccount(change: 'sign-in' | 'cancel' | 'sign-out', options?: { tokenInFile?: boolean }): Promise<Account>;
  /** Opens the event stream; the caller reads the body. */
  openEvents(signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

/** Longest wait for an answer; the API answers from memory or an index, so more means that nobody is there. */
const TIMEOUT_MS = 10_000;

/** The demo starts a sidecar of its own; insights read thousands of exchanges; a keychain asks the person. */
const LONG_TIMEOUT_MS = 60_000;

/** A ledger of years is read, or written, as a whole. */
const DATA_TIMEOUT_MS = 600_000;

export function createClient(address: ApiAddress, send: typeof fetch = (...call) => fetch(...call)): Client {
  const ask = async (
    path: string,
    options: { accept: string; signal?: AbortSignal | undefined; body?: unknown; method?: 'PATCH' },
  ): Promise<Response> => {
    const headers: Record<string, string> = { accept: options.accept };
    if (address.token !== null) headers.authorization = `Bearer ${address.token}`;
    const response = await reach(() =>
      send(new URL(path, address.base), {
        headers,
        ...(options.body !== undefined && { method: options.method ?? 'POST', body: writeBody(options.body) }),
        cache: 'no-store',
        ...(options.signal && { signal: options.signal }),
      }),
    );
    if (!response.ok) throw await readFailure(response);
    return response;
  };
  const timed = (signal?: AbortSignal, timeoutMs = TIMEOUT_MS): AbortSignal =>
    AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
  const json = async <T>(path: string, signal?: AbortSignal, body?: unknown, timeoutMs?: number): Promise<T> => {
    const response = await ask(path, { accept: 'application/json', signal: timed(signal, timeoutMs), body });
    return (await reach(() => response.json())) as T;
  };
  return {
    summary: ({ sinceMs, untilMs }, signal) => json(`summary?since=${sinceMs}&until=${untilMs}`, signal),
    history: ({ by, group, sinceMs, untilMs }, signal) => {
      const grouped = group === null ? '' : `&group=${group}`;
      return json(`history?by=${by}&from=${sinceMs}&to=${untilMs}${grouped}`, signal);
    },
    activity: ({ filter, offset, limit, through }, signal) => {
      const { sinceMs, untilMs, ...rest } = filter;
      return json(`activity?${makeQuery({ ...rest, since: sinceMs, until: untilMs, offset, limit, through })}`, signal);
    },
    exchanges: async ({ before, limit }, signal) => {
      const query = before === undefined ? `limit=${limit}` : `limit=${limit}&before=${encodeURIComponent(before)}`;
      return (await json<{ exchanges: readonly ExchangeRow[] }>(`exchanges?${query}`, signal)).exchanges;
    },
    exchange: (id, signal) => json(`exchanges/${encodeURIComponent(id)}`, signal),
    conversations: async (page, signal) =>
      (await json<{ conversations: readonly ConversationRow[] }>(`conversations?${makeQuery(page)}`, signal))
        .conversations,
    health: (signal) => json('health', signal),
    doctor: (signal) => json('doctor', signal),
    demo: () => json('demo', undefined, {}, LONG_TIMEOUT_MS),
    engine: (signal) => json('engine', signal),
    logs: ({ level, text, limit }, signal) => json(`logs?${makeQuery({ level, text, limit })}`, signal),
    segmentTexts: (exchangeId, segment, signal) =>
      json(`exchanges/${encodeURIComponent(exchangeId)}/segments/${segment.index}`, signal),
    clients: async (signal) => (await json<{ clients: readonly ClientRow[] }>('clients', signal)).clients,
    clientPlan: (id, signal) => json(`clients/${encodeURIComponent(id)}/plan`, signal),
    changeClient: async (id, change, options) => {
      const path = `clients/${encodeURIComponent(id)}/${change}`;
      return (await json<{ results: readonly ClientResult[] }>(path, undefined, options)).results;
    },
    changeClients: async (change) =>
      (await json<{ results: readonly ClientResult[] }>(`clients/${change}`, undefined, {})).results,
    insights: (days, signal) => json(`insights?days=${days}`, signal, undefined, LONG_TIMEOUT_MS),
    effects: (days, signal) => json(`effects?days=${days}`, signal),
    settings: (signal) => json('settings', signal),
    changeSettings: async (changes) => {
      const options = { accept: 'application/json', signal: timed(), body: changes, method: 'PATCH' as const };
      const response = await ask('settings', options);
      return reach(() => response.json());
    },
    updates: (signal) => json('updates', signal),
    checkUpdates: () => json('updates/check', undefined, {}, LONG_TIMEOUT_MS),
    prices: (signal) => json('prices', signal),
    setPrice: (model, rates) => json('prices', undefined, { model, rates }),
    loginStart: (signal) => json('login-start', signal),
    switchLoginStart: (on) => json('login-start', undefined, { on }, LONG_TIMEOUT_MS),
    changes: async (signal) => (await json<{ changes: readonly Change[] }>('changes', signal)).changes,
    tools: async (signal) => (await json<{ tools: readonly ToolRow[] }>('tools', signal)).tools,
    changeTool: async (id, change) => {
      await json(`tools/${encodeURIComponent(id)}/${change}`, undefined, {}, LONG_TIMEOUT_MS);
    },
    dataSizes: (signal) => json('data', signal, undefined, LONG_TIMEOUT_MS),
    exportData: async ({ originals }) => {
      const accept = 'application/gzip';
      const response = await ask(`data/export?originals=${originals}`, {
        accept,
        signal: timed(undefined, DATA_TIMEOUT_MS),
      });
      return reach(() => response.blob());
    },
    importData: (file) => json('data/import', undefined, file, DATA_TIMEOUT_MS),
    deleteData: (selection, dryRun) => json('data/delete', undefined, { selection, dryRun }, DATA_TIMEOUT_MS),
    uninstall: () => json('uninstall', undefined, {}, LONG_TIMEOUT_MS),
    projects: async (signal) => (await json<{ projects: readonly ProjectRow[] }>('projects', signal)).projects,
    usage: (signal) => json('usage', signal),
    vitals: (project, signal) => json(`vitals?${makeQuery({ project })}`, signal),
    notes: (project, signal) => json(`notes?${makeQuery({ project })}`, signal),
    startStudy: (kind, project, online) => json('studies/start', undefined, { kind, project, online }),
    cancelStudy: (kind) => json('studies/cancel', undefined, { kind }),
    applyNotes: async (project, revisions) =>
      (await json<{ files: readonly string[] }>('notes/apply', undefined, { project, revisions })).files,
    undoNotes: async (project) =>
      (await json<{ files: readonly string[] }>('notes/undo', undefined, { project })).files,
    account: (signal) => json('account', signal),
    accountPlan: (signal) => json('account/plan', signal, undefined, LONG_TIMEOUT_MS),
    changeAccount: (change, options = {}) => json(`account/${change}`, undefined, options, LONG_TIMEOUT_MS),
    openEvents: async (signal) => {
      const response = await ask('events', { accept: 'text/event-stream', signal });
      if (!response.body) throw new ApiFailure('offline', texts().failures.noStream);
      return response.body;
    },
  };
}

function writeBody(body: unknown): string | Blob {
  return body instanceof Blob ? body : JSON.stringify(body);
}

function makeQuery(values: Readonly<Record<string, string | number | undefined>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, String(value));
  return query;
}

/** Translates what the network does into words; an abort that the caller asked for stays an abort. */
async function reach<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    const { noAnswer, noAnswerHint } = texts().failures;
    throw new ApiFailure('offline', noAnswer, { hint: noAnswerHint });
  }
}
