import { createClients } from '../clients/index.ts';
import type { ClientResult } from '../contract/clients.ts';
import { AppError } from '../contract/errors.ts';
import type { Settings } from '../contract/settings.ts';
import { isLoopbackName } from '../lib/loopback.ts';
import { toOrigin } from '../lib/origin.ts';
import { askLocal, readVersion, runBounded } from '../machine/index.ts';
import {
  findHost,
  findHostById,
  installService,
  type Manifest,
  type Preset,
  presets,
  readManifests,
  removeService,
  runSteps,
  type Scope,
  type ServicePlan,
  type Surroundings,
} from '../service/index.ts';
import { readPause } from '../supervisor/index.ts';
import { usage } from './args.ts';
import { findNeighbour } from './neighbour.ts';
import { say, writeAll } from './output.ts';
import { listWithheld, makeServiceFacts } from './service-facts.ts';
import type { ExitCode, Io } from './types.ts';

export const actions = ['apply', 'status', 'start', 'stop', 'restart', 'remove'] as const;

/** A service is up within seconds; a first start on a cold disk, or of a container, may take longer. */
const READY_MS = 45_000;
const RESUME_MS = 5000;

export interface ApplyOptions {
  readonly preset?: string | undefined;
  readonly providers?: string | undefined;
  readonly target?: string | undefined;
  readonly scope?: string | undefined;
  readonly 'dry-run'?: boolean | undefined;
}

/** Installs a service and connects clients; undoes everything when it does not come up. */
export async function applyInstall(settings: Settings, options: ApplyOptions, io: Io): Promise<ExitCode> {
  const preset = pick<Preset>('preset', options.preset, presets, 'persistent-service');
  const scope = pick<Scope>('scope', options.scope, ['user', 'system'], 'user');
  const providers = pick('providers', options.providers, ['auto', 'all', 'manual'] as const, 'auto');
  const host = findHost(preset, scope);
  if (host === undefined) {
    throw new AppError('service.unsupported', `${preset} with scope ${scope} is not possible on this system.`, {
      hint: 'headroom install --help names the presets.',
    });
  }
  refuseOpen(settings);
  for (const name of listWithheld(io.env))
    say(io, `${name} is not carried over: the files of a service can be read by others.`);
  const facts = makeServiceFacts(settings, io, { scope, version: await readVersion() });
  for (const name of host.isBare ? Object.keys(facts.env) : [])
    if (name !== 'HEADROOM_HOME')
      say(io, `${name} is not carried over: what the system starts so has the account’s own variables only.`);
  if (options['dry-run'] === true) {
    await writeAll(io.stdout, formatPlan(host.plan(facts)));
    return 0;
  }
  const isKnown = (await readManifests(settings.home)).some((one) => one.host === host.id);
  if (!isKnown && preset !== 'login') await refuseRunning(settings);
  const targets = (options.target ?? '').split(',').filter((id) => id !== '');
  const world = makeSurroundings(settings, io, { providers, targets });
  const manifest = await installService(host, facts, world);
  say(io, `Installed: ${preset} (${host.id}); Headroom answers at ${toOrigin(settings.host, settings.port)}.`);
  if (manifest.clients.length > 0) say(io, `Connected: ${manifest.clients.join(', ')}.`);
  say(io, 'headroom install remove takes all of it back.');
  return 0;
}

function pick<T extends string>(name: string, text: string | undefined, known: readonly T[], otherwise: T): T {
  if (text === undefined) return otherwise;
  const found = known.find((one) => one === text);
  if (found !== undefined) return found;
  throw usage(`--${name} must be one of ${known.join(', ')}, not "${text}"`);
}

/** The service could not listen, and readiness would be told by the wrong one. */
async function refuseRunning(settings: Settings): Promise<void> {
  const neighbour = await findNeighbour(settings);
  if (neighbour.kind === 'nobody') return;
  throw new AppError(
    'port.taken',
    `Port ${settings.port} is in use${neighbour.kind === 'headroom' ? ' by a Headroom that runs already' : ''}.`,
    {
      hint: 'Stop it first, or install with another --port.',
    },
  );
}

/** Beyond loopback every request needs the secret, which no file of a service may hold. */
function refuseOpen({ host }: Settings): void {
  if (isLoopbackName(host)) return;
  throw new AppError(
    'service.unsupported',
    `A service cannot listen on ${host}: it would need the secret of HEADROOM_PROXY_TOKEN.`,
    {
      hint: 'Install it without HEADROOM_HOST, or run headroom proxy where its environment is yours to keep.',
    },
  );
}

interface Choice {
  readonly providers: 'auto' | 'all' | 'manual';
  readonly targets: readonly string[];
}

function makeSurroundings(settings: Settings, io: Io, { providers, targets }: Choice): Surroundings {
  const { home, host, port } = settings;
  const clients = createClients({ home, env: io.env, proxyUrl: toOrigin(host, port) });
  return {
    whenReady: () => whenReady(settings),
    async connect() {
      const results: ClientResult[] = [];
      if (targets.length === 0 && providers === 'auto') results.push(...(await clients.connect('all')));
      const known = providers === 'all' ? (await clients.list()).filter(({ how }) => how === 'files') : [];
      for (const id of new Set([...targets, ...known.map((one) => one.id)]))
        results.push(...(await clients.connect(id, { force: providers === 'all' })));
      for (const { name, error } of results) if (error !== null) say(io, `${name} was not connected: ${error.message}`);
      return results.filter(({ outcome }) => outcome === 'connected' || outcome === 'resumed').map(({ id }) => id);
    },
    async disconnect(ids) {
      for (const id of ids) await clients.disconnect(id);
    },
    now: Date.now,
  };
}

async function whenReady({ host, port }: Settings): Promise<void> {
  for (const deadline = performance.now() + READY_MS; performance.now() < deadline; ) {
    if ((await askLocal({ host, port, path: '/readyz' }))?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new AppError('service.failed', `Headroom did not answer on port ${port} within ${READY_MS / 1000} seconds.`, {
    hint: 'The installation was undone. headroom proxy in a terminal shows what goes wrong.',
  });
}

/** Clients that the last stop paused are led back right after it listens; whoever reads their settings next expects that. */
async function whenResumed(home: string): Promise<void> {
  for (const deadline = performance.now() + RESUME_MS; performance.now() < deadline; ) {
    if ((await readPause(home)) === null) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Starts, stops or restarts what is installed. */
export async function controlInstall(
  settings: Settings,
  action: 'start' | 'stop' | 'restart',
  io: Io,
): Promise<ExitCode> {
  const manifests = await findInstalled(settings);
  for (const { host, facts, preset } of manifests) {
    const plan = findHostById(host)?.plan(facts);
    if (action !== 'start') await runSteps((plan?.stop ?? []).map((step) => ({ ...step, mayFail: true as const })));
    if (action === 'stop') continue;
    await runSteps(plan?.start ?? []);
    if (preset === 'login') continue;
    await whenReady({ ...settings, port: facts.port });
    await whenResumed(settings.home);
  }
  const done = { start: 'Started', stop: 'Stopped', restart: 'Restarted' }[action];
  say(io, `${done}: ${manifests.map(({ preset }) => preset).join(', ')}.`);
  return 0;
}

/** Takes back everything that was installed. */
export async function removeInstall(settings: Settings, io: Io): Promise<ExitCode> {
  const left: string[] = [];
  for (const manifest of await findInstalled(settings)) {
    const world = makeSurroundings({ ...settings, port: manifest.facts.port }, io, {
      providers: 'manual',
      targets: [],
    });
    left.push(...(await removeService(manifest, world)));
    say(io, `Removed: ${manifest.preset} (${manifest.host}).`);
  }
  for (const path of left) say(io, `Could not be removed: ${path}`);
  return left.length === 0 ? 0 : 1;
}

async function findInstalled({ home }: Settings): Promise<readonly Manifest[]> {
  const manifests = await readManifests(home);
  if (manifests.length > 0) return manifests;
  throw new AppError('service.failed', 'Headroom is not installed as a service here.', {
    hint: 'headroom install apply does so.',
  });
}

/** 0 when everything that is installed answers, else 1. */
export async function tellStatus(settings: Settings, isJson: boolean, io: Io): Promise<ExitCode> {
  const rows = await Promise.all((await readManifests(settings.home)).map(readStatus));
  const text = rows.map(
    ({ preset, host, state, isActive, answers, url, files, clients }) =>
      `${preset} (${host}): ${state === 'applied' ? '' : 'broken off, '}${isActive === null ? '' : isActive ? 'active, ' : 'not active, '}${answers ? `answers at ${url}` : `nobody answers at ${url}`}\n` +
      [...files.map((path) => `  file ${path}\n`), ...clients.map((id) => `  client ${id}\n`)].join(''),
  );
  const words = rows.length === 0 ? 'Headroom is not installed as a service.\n' : text.join('');
  await writeAll(io.stdout, isJson ? `${JSON.stringify({ installed: rows }, null, 2)}\n` : words);
  return rows.length > 0 && rows.every(({ answers, state }) => answers && state === 'applied') ? 0 : 1;
}

async function readStatus({ preset, host, state, facts, files, clients }: Manifest) {
  const isActive = findHostById(host)?.plan(facts).isActive ?? null;
  const answer = await askLocal({ host: facts.host, port: facts.port, path: '/readyz' });
  return {
    preset,
    host,
    state,
    isActive:
      isActive === null ? null : (await runBounded(isActive.command, isActive.args, { timeoutMs: 10_000 })) !== null,
    answers: answer?.status === 200,
    url: toOrigin(facts.host, facts.port),
    files,
    clients,
  };
}

function formatPlan(plan: ServicePlan): string {
  const commands = (title: string, steps: ServicePlan['enable']): string =>
    steps.map(({ launch }) => `# ${title}: ${[launch.command, ...launch.args].join(' ')}\n`).join('');
  const files = plan.files.map(({ path, what, text }) => `# ${what}: ${path}\n${text}\n`).join('');
  return files + commands('then', plan.enable) + commands('to take it back', [...plan.disable, ...plan.forget]);
}
