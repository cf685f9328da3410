/**
 * Job: composition root – the only file that knows every room beneath it, and the only reader of the environment.
 * Law: wires, no logic.
 * Neighbours: every room below api and cli; main.ts listens with what is made here.
 */
import { join } from 'node:path';
import type { AccountDoor } from './account/index.ts';
import { createPriceList } from './analytics/index.ts';
import {
  type Clients,
  createClients,
  createHookClients,
  createMcpClients,
  createUpstreamLookup,
  withHooks,
} from './clients/index.ts';
import type { Change } from './contract/changes.ts';
import type { InsightReport } from './contract/insights.ts';
import type { PricesDoor } from './contract/prices.ts';
import type { Settings } from './contract/settings.ts';
import type { UpdatesDoor } from './contract/updates.ts';
import { dialects } from './dialects/index.ts';
import { reportInsights } from './insights/index.ts';
import { createTools, findSecondEngine, type SecondProgram, type Tools } from './installs/index.ts';
import { toOrigin } from './lib/origin.ts';
import { describeRestart, findSecrets, openSidecarLog, type SidecarLog } from './logs/index.ts';
import { findPage, readVersion, shortenHome } from './machine/index.ts';
import { createPreferences, type PreferencesDoor, setAside } from './preferences/index.ts';
import { createPrices, readOwnPrices } from './prices/index.ts';
import { createProxy, type RequestProxy } from './proxy/index.ts';
import { listChanges } from './removal/index.ts';
import { createShellDoor, type ShellDoor } from './shell/index.ts';
import { createOriginals, createStore, ensureToken, makeToken, type Originals } from './store/index.ts';
import type { Store } from './store/types.ts';
import { createStudies, findConnected, type Studies, type StudiesOptions } from './studies/index.ts';
import { readPause } from './supervisor/index.ts';
import { createUpdates } from './updates/index.ts';
import { createEngine, describeSecond, type Engine } from './worker/index.ts';

/** Everything that lives while the sidecar runs. */
export interface Services {
  readonly settings: Settings;
  /** What of them can be changed while it runs. */
  readonly preferences: PreferencesDoor;
  readonly prices: PricesDoor;
  /** News of Headroom itself; null in a stateless sidecar. */
  readonly updates: UpdatesDoor | null;
  readonly engine: Engine;
  readonly store: Store;
  readonly proxy: RequestProxy;
  /** What was left out of requests; null in a stateless sidecar. */
  readonly originals: Originals | null;
  /** The clients of this computer, for a sidecar that listens on this port; null in a stateless one. */
  clients(port: number): Clients | null;
  /** Programs of others; null in a stateless sidecar. */
  readonly tools: Tools | null;
  /** What is looked up on this computer on request; null in a stateless sidecar. */
  readonly studies: Studies | null;
  /** Opens the account; null when no account URL is configured, and in a stateless sidecar. */
  readonly account: (() => Promise<AccountDoor>) | null;
  /** What is written down about this process; null in a stateless sidecar. */
  readonly log: SidecarLog | null;
  /** Commands and hooks of agents. */
  readonly shell: ShellDoor;
  /** Bearer token of the control API. */
  readonly token: string;
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Directory of the built page. */
  readonly uiDir: string;
  /** What the ledger teaches about a span; the transcripts of clients are not read here. */
  insights(span: { sinceMs: number; untilMs: number }): Promise<InsightReport>;
  /** What Headroom has put on this computer. */
  changes(): Promise<readonly Change[]>;
  /** Lines of health that no other part tells. */
  checks(): Promise<readonly { readonly id: string; readonly ok: boolean; readonly message: string }[]>;
  /** Ends what is in flight, writes what is queued, stops the engine. */
  close(): Promise<void>;
}

/** Conversations among which a client's newest request is looked for. */
const TRAFFIC_ROWS = 500;

/** Makes and connects the rooms. Nothing listens yet. */
export async function createServices(settings: Settings): Promise<Services> {
  const originalsPath = join(settings.home, 'originals');
  const originalsDir = shortenHome(originalsPath);
  const store = createStore(settings);
  const access = findToken(settings);
  const tools = settings.stateless ? null : createTools({ home: settings.home, env: process.env });
  const log = settings.stateless
    ? null
    : openSidecarLog({ home: settings.home, secrets: listSecrets(settings, access.token) }, { store, tools });
  const second = settings.secondEngine && tools !== null ? await findSecondEngine(tools, settings.home) : null;
  const engine = createEngine({
    ...{ originalsPath: settings.stateless ? null : originalsPath, originalsDir },
    second: second?.launch ?? null,
    onRestart: (lane, hasGivenUp) => log?.write(describeRestart(lane, hasGivenUp)),
  });
  const upstreamOf = createUpstreamLookup(settings.home);
  const proxy = createProxy({
    ...{ settings, engine, store, dialects, originalsDir, upstreamOf },
    now: Date.now,
    env: process.env,
  });
  const studies = settings.stateless ? null : createStudies(listenToLedger(store, settings));
  const account = makeAccount(settings);
  const aside = settings.stateless ? null : await setAside(settings.home, Date.now());
  const version = await readVersion();
  const news = settings.stateless ? null : keepUpdates(settings, version);
  const preferences = createPreferences({
    ...{ settings, now: Date.now },
    // Only named here: their code lives in the engine's processes.
    compressors: async () => (await import('./engine/index.ts')).compressors.map(({ id }) => id),
    onChange() {
      store.retain(settings);
      void news?.door.checkIfDue();
    },
  });
  return {
    settings,
    preferences,
    prices: createPrices({
      home: settings.stateless ? null : settings.home,
      // A ledger that cannot be read is told by health; prices are there without it.
      seen: () =>
        store.summary({ sinceMs: 0, untilMs: Date.now() }).then(
          ({ byModel }) => byModel,
          () => [],
        ),
      onChange: (override) => store.reprice(override),
    }),
    engine,
    store,
    proxy,
    originals: settings.stateless ? null : createOriginals(originalsPath),
    clients(port) {
      if (settings.stateless) return null;
      const options = { home: settings.home, env: process.env, proxyUrl: toOrigin(settings.host, port) };
      const routed = createClients({ ...options, traffic: () => store.conversations({ limit: TRAFFIC_ROWS }) });
      return withHooks(routed, createHookClients(options));
    },
    tools,
    studies,
    account: account?.open ?? null,
    log,
    shell: createShellDoor((body) => engine.compress(body)),
    token: access.token,
    updates: news?.door ?? null,
    version,
    startedAt: Date.now(),
    insights: (span) => makeInsights(store, settings.home, span),
    uiDir: findPage(),
    changes: () => listInstalled(settings),
    checks: async () => [
      ...[access.check, ...checkFile(settings, aside), ...(await checkPause(settings))],
      ...checkSecond(second, engine),
    ],
    async close() {
      news?.close();
      tools?.close();
      studies?.close();
      account?.close();
      await proxy.close();
      await Promise.all([engine.close(), store.close()]);
      await log?.close();
    },
  };
}

/** What must never stand in the log, whatever it looks like. */
function listSecrets({ proxyToken }: Settings, token: string): string[] {
  return [token, ...(proxyToken === null ? [] : [proxyToken]), ...findSecrets(process.env)];
}

/** What the studies ask of the ledger: since when each client goes through here, and the projects that were named. */
function listenToLedger(store: Store, { home }: Settings): StudiesOptions {
  return {
    home,
    env: process.env,
    connected: async () => findConnected(await store.history({ by: 'day', group: 'client', ...lastYear() })),
    named: async () => (await store.conversations({ limit: TRAFFIC_ROWS })).filter(({ project }) => project !== ''),
  };
}

function lastYear(): { sinceMs: number; untilMs: number } {
  const untilMs = Date.now();
  return { sinceMs: untilMs - 360 * 86_400_000, untilMs };
}

/** Its room is loaded when it is first asked for: a sidecar without an account pays nothing for it. */
function makeAccount({ home, stateless, accountUrl: url }: Settings) {
  if (stateless || url === null) return null;
  let opened: Promise<AccountDoor> | null = null;
  const load = async (): Promise<AccountDoor> => {
    const { createAccount } = await import('./account/index.ts');
    return createAccount({ home, env: process.env, url });
  };
  return {
    open: () => {
      opened ??= load();
      return opened;
    },
    close: () => void opened?.then((door) => door.close()),
  };
}

/** Asks once a day while it runs, if somebody has chosen that; not in its first minute, which belongs to the agents. */
function keepUpdates(settings: Settings, current: string) {
  const door = createUpdates({ settings, current, home: settings.home, env: process.env, now: Date.now });
  const look = (): void => void door.checkIfDue();
  const timers = [setTimeout(look, 60_000).unref(), setInterval(look, 3_600_000).unref()];
  return { door, close: () => timers.forEach(clearTimeout) };
}

async function listInstalled({ home, host, port }: Settings): Promise<readonly Change[]> {
  const options = { home, env: process.env, proxyUrl: toOrigin(host, port) };
  // Taking out needs no entry: what was put in is recorded.
  const mcp = createMcpClients(options, { command: process.execPath, args: [] });
  const { createInstalledAccount } = await import('./account/index.ts');
  const account = createInstalledAccount({ home, env: process.env });
  return listChanges({ home, clients: createClients(options), mcp, hooks: createHookClients(options), account });
}

/** Only when it is switched on. That it does not work costs no request anything, but nobody would find out. */
function checkSecond(program: SecondProgram | null, engine: Engine) {
  if (program === null) return [];
  const status = engine.status().second;
  const message = program.problem ?? describeSecond(status);
  return [{ id: 'second-engine', ok: program.problem === null && status?.state !== 'suspended', message }];
}

/** What was wrong with settings.json when this sidecar started. */
function checkFile({ problems }: Settings, aside: string | null) {
  if (problems.length === 0) return [];
  const where = aside === null ? '' : ` The file lies at ${aside} now.`;
  return [{ id: 'settings', ok: false, message: `${problems.join(' ')}${where}` }];
}

/** Clients that were released because we failed are a trouble until somebody leads them back. */
async function checkPause({ home, stateless }: Settings) {
  const note = stateless ? null : await readPause(home).catch(() => null); // a home that cannot be read is told by others
  if (note === null || note.reason === 'stopped') return [];
  const message = `Clients go to their providers directly since a failure: ${note.clients.join(', ')}.`;
  return [{ id: 'supervision', ok: false, message }];
}

async function makeInsights(
  store: Store,
  home: string,
  span: { sinceMs: number; untilMs: number },
): Promise<InsightReport> {
  const { costUsd } = createPriceList(await readOwnPrices(home));
  return reportInsights(store, span, { transcripts: null, costUsd });
}

/** A home that cannot be written costs the token file, not the proxy. */
function findToken(settings: Settings): { token: string; check: { id: string; ok: boolean; message: string } } {
  if (settings.stateless) return { token: makeToken(), check: { id: 'token', ok: true, message: 'kept in memory' } };
  try {
    return { token: ensureToken(settings.home), check: { id: 'token', ok: true, message: 'ok' } };
  } catch (error) {
    // Told by health; the page gets the token from memory, scripts have to do without.
    return { token: makeToken(), check: { id: 'token', ok: false, message: (error as Error).message } };
  }
}
