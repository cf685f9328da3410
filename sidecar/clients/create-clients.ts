import type { ClientFinding, ClientPlan, ClientResult, ClientRow } from '../contract/clients.ts';
import { AppError } from '../contract/errors.ts';
import { isLocked, withLock } from '../machine/index.ts';
import { adapters as routedClients } from './adapters/index.ts';
import { makeMachine } from './computer.ts';
import { findAdapter } from './find-adapter.ts';
import { readJournal } from './journal.ts';
import { type Records, readRecords, recordPaths } from './record.ts';
import { recoverChange } from './recover.ts';
import { readState } from './states.ts';
import { connectOne, disconnectOne, planOne, type Step } from './steps.ts';
import type { ClientAdapter, Clients, ClientsOptions, Machine, Recovery } from './types.ts';

/** What others do under the lock takes milliseconds; a client is given up after this. */
const LOCK_MS = 10_000;

/** Everything about the clients of this computer. Nothing is read or written before a method is called. */
export function createClients(options: ClientsOptions): Clients {
  const room = makeRoom(options);
  const adapters = options.adapters ?? routedClients;
  return {
    list: async () => {
      const [records, traffic] = await Promise.all([room.records(), options.traffic?.() ?? []]);
      return Promise.all(adapters.map((adapter) => makeRow(adapter, room, { records, traffic })));
    },
    states: async () => {
      const records = await room.records();
      const entries = adapters.map(
        async (adapter) => [adapter.id, (await look(adapter, room, records)).state] as const,
      );
      return Object.fromEntries(await Promise.all(entries));
    },
    plan: async (id) => makePlan(findAdapter(id, adapters), room, await room.records()),
    connect: (id, { dryRun = false, force = false } = {}) =>
      room.change(dryRun, (step) => connectMany(id, force, step, adapters)),
    disconnect: (id, { dryRun = false } = {}) => room.change(dryRun, (step) => disconnectMany(id, step, adapters)),
    pause: ({ dryRun = false } = {}) =>
      room.change(dryRun, (step) =>
        forEach(
          step,
          ({ status }) => status === 'connected',
          (adapter, own) => disconnectOne(adapter, own, 'pause'),
          adapters,
        ),
      ),
    resume: ({ dryRun = false } = {}) =>
      room.change(dryRun, (step) =>
        forEach(
          step,
          ({ status }) => status === 'paused',
          (adapter, own) => connectOne(adapter, own),
          adapters,
        ),
      ),
    verify: async (id) => {
      const adapter = findAdapter(id, adapters);
      const records = await room.records();
      const { findings, state } = await look(adapter, room, records);
      const since = records.clients[adapter.id]?.at ?? null;
      const traffic = options.traffic === undefined ? null : findLastSeen(adapter, await options.traffic());
      return [
        ...findings,
        ...(await adapter.verify(options.proxyUrl, room.machine)),
        ...(state === 'connected' && traffic !== null ? [describeTraffic(adapter, traffic.at, since)] : []),
      ];
    },
    recover: () => room.recover(),
    launch: async (id, proxyUrl) => {
      const { programs, ...launch } = findAdapter(id, adapters).launch(proxyUrl);
      return { ...launch, program: programs.length === 0 ? null : await room.machine.findProgram(programs) };
    },
  };
}

interface Room {
  readonly options: ClientsOptions;
  readonly machine: Machine;
  /** The records, after a crash was cleaned up. */
  records(): Promise<Records>;
  recover(): Promise<Recovery | null>;
  /** Runs a change under the lock; a dry run needs none. */
  change<T>(dryRun: boolean, work: (step: Step) => Promise<T>): Promise<T>;
}

function makeRoom(options: ClientsOptions): Room {
  const { home, now = Date.now } = options;
  const machine = makeMachine(options);
  const paths = recordPaths(home);
  const locked = async <T>(work: () => Promise<T>): Promise<T> => {
    const done = await withLock(paths.lock, LOCK_MS, work).catch((error) => {
      throw translateHome(error, home);
    });
    if (done !== null) return done.value;
    throw new AppError('client.busy', 'Another Headroom is changing the settings of clients.', {
      hint: 'Try again in a moment.',
    });
  };
  const recover = async (): Promise<Recovery | null> =>
    (await readJournal(home)) === null ? null : locked(() => recoverChange(home));
  const step = async (dryRun: boolean): Promise<Step> => ({
    home,
    proxyUrl: options.proxyUrl,
    machine,
    now: now(),
    dryRun,
    records: () => readRecords(home),
  });
  const records = async (): Promise<Records> => {
    // A change of another process that is under way is none that broke off.
    if ((await readJournal(home)) !== null && !(await isLocked(paths.lock))) await recover();
    return readRecords(home);
  };
  return {
    options,
    machine,
    records,
    recover,
    async change(dryRun, work) {
      if (dryRun) {
        await records();
        return work(await step(true));
      }
      return locked(async () => {
        await recoverChange(home);
        return work(await step(false));
      });
    },
  };
}

async function look(adapter: ClientAdapter, { machine, options }: Room, records: Records) {
  const found = await adapter.detect(machine);
  const known = { record: records.clients[adapter.id], proxyUrl: options.proxyUrl, isInstalled: found !== null };
  return { found, ...(await readState(adapter, known, machine)) };
}

async function makeRow(
  adapter: ClientAdapter,
  room: Room,
  { records, traffic }: { records: Records; traffic: Traffic },
): Promise<ClientRow> {
  const { found, state, findings } = await look(adapter, room, records);
  const program = found?.program ?? null;
  const isRouted = state === 'connected';
  const remarks = isRouted ? await adapter.verify(room.options.proxyUrl, room.machine) : [];
  return {
    id: adapter.id,
    name: adapter.name,
    state,
    how: adapter.how,
    installed: found !== null,
    version: program === null ? null : await room.machine.readVersion(program),
    program,
    lastSeenAt: findLastSeen(adapter, traffic).at,
    findings: [...findings, ...remarks],
  };
}

async function makePlan(adapter: ClientAdapter, room: Room, records: Records): Promise<ClientPlan> {
  const { state } = await look(adapter, room, records);
  const { home, proxyUrl } = room.options;
  const step: Step = { home, proxyUrl, machine: room.machine, now: 0, dryRun: true, records: async () => records };
  return { ...(await planOne(adapter, step)), state };
}

async function connectMany(
  id: string,
  force: boolean,
  step: Step,
  adapters: readonly ClientAdapter[],
): Promise<readonly ClientResult[]> {
  if (id !== 'all') {
    const adapter = findAdapter(id, adapters);
    if (!force && (await adapter.detect(step.machine)) === null) throw notInstalled(adapter);
    return [await connectOne(adapter, step)];
  }
  const results: ClientResult[] = [];
  for (const adapter of adapters) {
    if (adapter.how === 'files' && (await adapter.detect(step.machine)) !== null) {
      results.push(await orFailure(adapter, step, () => connectOne(adapter, step)));
    }
  }
  return results;
}

async function disconnectMany(
  id: string,
  step: Step,
  adapters: readonly ClientAdapter[],
): Promise<readonly ClientResult[]> {
  if (id !== 'all') return [await disconnectOne(findAdapter(id, adapters), step, 'disconnect')];
  const results: ClientResult[] = [];
  for (const adapter of adapters) {
    const result = await orFailure(adapter, step, () => disconnectOne(adapter, step, 'disconnect'));
    if (result.outcome !== 'unchanged') results.push(result);
  }
  return results;
}

async function forEach(
  step: Step,
  isMeant: (record: Records['clients'][string]) => boolean,
  work: (adapter: ClientAdapter, step: Step) => Promise<ClientResult>,
  adapters: readonly ClientAdapter[],
): Promise<readonly ClientResult[]> {
  const { clients } = await step.records();
  const results: ClientResult[] = [];
  for (const adapter of adapters) {
    const record = clients[adapter.id];
    if (record !== undefined && isMeant(record))
      results.push(await orFailure(adapter, step, () => work(adapter, step)));
  }
  return results;
}

/** Where many are meant, one that cannot be changed must not keep the others from it. */
async function orFailure(
  adapter: ClientAdapter,
  { dryRun }: Step,
  work: () => Promise<ClientResult>,
): Promise<ClientResult> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, hint = null } = error;
    const nothing = { changes: [], notes: [], steps: [], left: [], backups: [] };
    return {
      id: adapter.id,
      name: adapter.name,
      outcome: 'failed',
      dryRun,
      ...nothing,
      error: { code, message, hint },
    };
  }
}

function notInstalled({ id, name }: ClientAdapter): AppError {
  return new AppError('client.not-installed', `${name} was not found on this computer.`, {
    hint: `If it is there all the same: headroom connect ${id} --force.`,
  });
}

type Traffic = Awaited<ReturnType<NonNullable<ClientsOptions['traffic']>>>;

function findLastSeen({ labels }: ClientAdapter, traffic: Traffic): { readonly at: number | null } {
  return { at: traffic.find(({ client }) => labels.includes(client))?.lastAt ?? null };
}

/** @param since when it was connected, null when nobody recorded it */
function describeTraffic({ name }: ClientAdapter, at: number | null, since: number | null): ClientFinding {
  if (at !== null && at >= (since ?? 0)) {
    return { level: 'ok', message: `${name} was last seen here at ${new Date(at).toISOString()}.`, hint: null };
  }
  const message = `No request of ${name} has been seen here since it was connected.`;
  return { level: 'warning', message, hint: `Start ${name} anew and ask it something.` };
}

/** A home that cannot be written is told before any file of the user is touched. */
function translateHome(error: unknown, home: string): unknown {
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  const isRefused = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR'].includes(code ?? '');
  const isUnmade = syscall === 'mkdir' && path !== undefined && recordPaths(home).lock.startsWith(path);
  if (error instanceof AppError || !(isRefused || isUnmade)) return error;
  return new AppError('client.denied', `${home} cannot be written (${code}), so nothing could be undone later.`, {
    hint: 'No settings were changed. Give yourself the right to write there, or choose another directory with HEADROOM_HOME.',
    cause: error,
  });
}
