import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createApi } from '../../sidecar/api/index.ts';
import type { ToolsDoor } from '../../sidecar/api/types.ts';
import type { Account, AccountPlan } from '../../sidecar/contract/account.ts';
import type {
  CompressorEffect,
  ConversationRow,
  ExchangeRow,
  Finding,
  Health,
  Suspension,
} from '../../sidecar/contract/api.ts';
import type { Change, Removal } from '../../sidecar/contract/changes.ts';
import { AppError } from '../../sidecar/contract/errors.ts';
import type { Insight } from '../../sidecar/contract/insights.ts';
import type { LogLine } from '../../sidecar/contract/logs.ts';
import { createPreferences } from '../../sidecar/preferences/index.ts';
import { createPrices } from '../../sidecar/prices/index.ts';
import { resolveSettings } from '../../sidecar/settings.ts';
import { createUpdates } from '../../sidecar/updates/index.ts';
import { makeClientsDoor } from './fixture-clients.ts';
import { makeDataDoor } from './fixture-data.ts';
import { pageActivity, sumHistory } from './fixture-ledger.ts';
import { makeLogDoor } from './fixture-log.ts';
import { makeLoginDoor } from './fixture-login.ts';
import { makeDetail, summarise } from './fixture-rows.ts';
import { makeStudiesDoor, type StudiesWorld } from './fixture-studies.ts';
import { type FixtureTools, makeTools } from './fixture-tools.ts';

/** What the page meets; a test changes it while the page is open. */
export interface World {
  rows: readonly ExchangeRow[];
  conversations: readonly ConversationRow[];
  checks: Health['checks'];
  findings: readonly Finding[];
  insights: readonly Insight[];
  suspensions: readonly Suspension[];
  /** What the compressors did. */
  effects: readonly CompressorEffect[];
  /** Programs of others; null: two that are made up. */
  managed: ToolsDoor | null;
  /** What Headroom wrote down about itself, newest first; null: it keeps nothing. */
  log: readonly LogLine[] | null;
  optimise: boolean;
  /** Where settings are kept; a test that changes some gives a directory of its own. */
  home: string;
  /** Waits before every answer of the ledger. */
  delayMs: number;
  /** The ledger cannot be read. */
  isLocked: boolean;
  originals: Readonly<Record<string, string>>;
  /** What Headroom has put on this computer, and how taking it back goes. */
  changes: readonly Change[];
  removal: Removal;
  /** The system whose start at login is switched, in the directory of `home`; null: nobody can log in. */
  loginPlatform: NodeJS.Platform | null;
  /** Where the list of releases is; null: it is configured nowhere. */
  updatesUrl: string | null;
  /** What was looked up on this computer. */
  studies: StudiesWorld;
  /** How things stand with the account; null: no account URL is configured. */
  account: Account | null;
  /** What the account service says; null: it does not answer. */
  plan: AccountPlan | null;
  /** How things stand as soon as the page has changed something; null: as before. */
  accountAfter: Account | null;
  /** What was asked for. */
  accountCalls: string[];
  /** What is still in memory, by exchange and place: "<id>/<index>". */
  texts: Readonly<Record<string, { readonly original: string; readonly sent: string }>>;
}

export interface Fixture {
  readonly url: string;
  readonly world: World;
  readonly tools: FixtureTools;
  /** Records an exchange and tells the open pages. */
  record(row: ExchangeRow): void;
  /** Refuses connections until `start`, which listens on the same port again. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/**
 * The sidecar's own API and page, over a ledger that a test fills.
 * @param uiDir directory of the built page
 */
export async function startFixture(uiDir: string, given: Partial<World> = {}): Promise<Fixture> {
  const world: World = {
    rows: [],
    conversations: [],
    checks: [],
    findings: [],
    insights: [],
    suspensions: [],
    effects: [],
    managed: null,
    log: [],
    optimise: true,
    home: '/nowhere',
    delayMs: 0,
    isLocked: false,
    originals: {},
    changes: [],
    removal: { removed: [], left: [] },
    loginPlatform: null,
    updatesUrl: null,
    studies: {},
    account: null,
    plan: null,
    accountAfter: null,
    accountCalls: [],
    texts: {},
    ...given,
  };
  const clients = makeClientsDoor();
  const tools = makeTools();
  const settings = {
    ...resolveSettings({ home: world.home, holdout: '2' }, {}),
    optimise: world.optimise,
    updatesUrl: world.updatesUrl,
  };
  const listeners = new Set<(row: ExchangeRow) => void>();
  let port = 0;
  const api = createApi({
    store: makeLedger(world, listeners),
    engine: {
      compress: () => Promise.reject(new AppError('worker.died', 'There is no engine here.')),
      status: () => ({
        workers: [{ pid: 7, lane: 'normal', busy: false, uptimeMs: 60_000 }],
        restarts: 0,
        givenUp: false,
        downMs: 0,
      }),
    },
    originals: { get: (id) => world.originals[id] ?? null, lines: () => null, grep: () => null },
    changes: async () => world.changes,
    uninstall: async () => world.removal,
    data: makeDataDoor(),
    loginStart: makeLoginDoor(world.home, world.loginPlatform),
    log: world.log === null ? null : makeLogDoor(() => world.log ?? []),
    tools: world.managed ?? tools,
    editedText: (exchange, index) => world.texts[`${exchange}/${index}`] ?? null,
    insights: ({ sinceMs, untilMs }) =>
      Promise.resolve({
        ...{ sinceMs, untilMs, insights: world.insights },
        considered: { exchanges: 120, segments: 1, conversations: 7, transcripts: false, isPartial: false },
      }),
    settings,
    preferences: createPreferences({
      ...{ settings, now: Date.now, onChange() {} },
      compressors: async () => ['csv', 'diff', 'html', 'json', 'log', 'search'],
    }),
    prices: createPrices({
      home: world.home,
      seen: async () =>
        [...Map.groupBy(world.rows, (row) => row.model)].map(([model, { length }]) => ({ model, requests: length })),
      onChange() {},
    }),
    updates: createUpdates({ settings, home: world.home, env: {}, current: '0.0.0', now: Date.now }),
    version: '0.0.0',
    token: 'fixture-token',
    startedAt: Date.now(),
    uiDir,
    checks: () => Promise.resolve(world.checks),
    clients: () => clients,
    studies: makeStudiesDoor(() => world.studies),
    account: world.account === null ? null : async () => makeAccountDoor(world),
    demo: () => Promise.resolve(demoReport),
    diagnose: () => Promise.resolve(world.findings),
  });
  let server = serve({ fetch: api.fetch, hostname: '127.0.0.1', port });
  const listening = (): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        port = (server.address() as AddressInfo).port;
        resolve();
      };
      if (server.listening) done();
      else server.once('listening', done);
    });
  await listening();
  return {
    url: `http://127.0.0.1:${port}/`,
    world,
    tools,
    record: (row) => {
      world.rows = [row, ...world.rows];
      for (const tell of listeners) tell(row);
    },
    start: async () => {
      server = serve({ fetch: api.fetch, hostname: '127.0.0.1', port });
      await listening();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** An account service that a test moves on. */
function makeAccountDoor(world: World) {
  const read = async (): Promise<Account> => {
    if (world.account === null) throw new Error('There is no account.');
    return world.account;
  };
  const call = (name: string) => {
    world.accountCalls.push(name);
    world.account = world.accountAfter ?? world.account;
    return read();
  };
  return {
    read,
    signIn: ({ inFile }: { readonly inFile: boolean }) => call(inFile ? 'sign-in in a file' : 'sign-in'),
    cancel: () => call('cancel'),
    signOut: () => call('sign-out'),
    async plan() {
      if (world.plan !== null) return world.plan;
      throw new AppError('account.offline', 'The account service cannot be reached.', { hint: 'Check the network.' });
    },
  };
}

const demoReport = {
  turns: [{ number: 1, carried: 'the task', bytesBefore: 0, bytesAfter: 0, directUsd: 0.2, oursUsd: 0.15 }],
  directUsd: 0.2,
  oursUsd: 0.15,
  sameAnswers: 1,
};

function makeLedger(
  world: World,
  listeners: Set<(row: ExchangeRow) => void>,
): Parameters<typeof createApi>[0]['store'] {
  const read = async <T>(take: () => T): Promise<T> => {
    if (world.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, world.delayMs));
    if (!world.isLocked) return take();
    throw new AppError('store.locked', 'The ledger is locked by another program.', {
      hint: 'Close other copies of Headroom, then try again.',
    });
  };
  return {
    summary: ({ sinceMs, untilMs }) => read(() => summarise(world.rows, sinceMs, untilMs)),
    evidence: (span) => {
      const none = { conversations: 0, meanUsd: null, lowUsd: null, highUsd: null };
      const holdout = { treated: none, heldOut: none, savedPerConversation: null };
      return read(() => ({ ...span, calibration: [], holdout, breaks: [], trust: [] }));
    },
    effects: (span) =>
      read(() => ({
        ...span,
        countedSinceMs: world.effects.length === 0 ? null : span.sinceMs + 3_600_000,
        compressors: world.effects,
      })),
    noteRecall: () => {},
    history: (question) => read(() => sumHistory(world.rows, question)),
    activity: (question) => read(() => pageActivity(world.rows, question)),
    exchanges: ({ before, limit }) =>
      read(() => {
        const from = before === undefined ? 0 : world.rows.findIndex((row) => row.id === before) + 1;
        return world.rows.slice(from, from + limit);
      }),
    exchange: (id) =>
      read(() => {
        const row = world.rows.find((each) => each.id === id);
        return row ? makeDetail(row) : null;
      }),
    suspensions: () => read(() => world.suspensions),
    conversations: ({ conversation }) =>
      read(() =>
        world.conversations.filter((each) => conversation === undefined || each.conversation === conversation),
      ),
    searchOriginals: () => read(() => ({ hits: [], isComplete: true })),
    onRecorded: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    health: () => Promise.resolve({ ok: true, messages: [], queued: 0, lost: 0 }),
  };
}
