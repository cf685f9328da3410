import { isAbsolute } from 'node:path';
import { AppError } from '../contract/errors.ts';
import type { LoginStart } from '../contract/login-start.ts';
import { isThere, readTextWithin, runBounded } from '../machine/index.ts';
import { findHost } from './hosts/index.ts';
import { installService, removeService } from './install.ts';
import { findHostById, readManifests } from './manifests.ts';
import type { Manifest, ServiceFacts, ServicePlan } from './types.ts';

/** What the start at login needs to know. */
export interface LoginWorld {
  readonly facts: ServiceFacts;
  /** Why nobody can be logged in here, in one sentence; null when somebody can. */
  readonly obstacle: string | null;
  readonly platform: NodeJS.Platform;
  /** Milliseconds since the epoch. */
  now(): number;
}

const MAX_FILE_BYTES = 1024 * 1024;
const ASK_MS = 10_000;

/** Whether Headroom is started at login. Looks, changes nothing. @throws AppError service.failed when a record is damaged. */
export async function readLogin({ facts, obstacle, platform }: LoginWorld): Promise<LoginStart> {
  const manifests = await readManifests(facts.home);
  const known = manifests.find(isLogin);
  const host = findHost('login', 'user', platform);
  if (known !== undefined) return describeKnown(known, host?.plan(facts));
  const other = manifests[0];
  if (other !== undefined) {
    return refuse(
      `The system starts Headroom already, as ${other.preset}; headroom install remove takes that back, then this is possible.`,
    );
  }
  if (obstacle !== null || host === undefined) {
    return refuse(obstacle ?? 'Headroom does not know how programs are started at login on this system.');
  }
  return { state: 'off', reason: null, ...show(host.plan(facts)) };
}

/**
 * Has Headroom started at the next login; what was set up before, or broke off, makes room.
 * @throws AppError service.unsupported, service.failed as {@link installService}; then nothing is left behind.
 */
export async function switchLoginOn(world: LoginWorld): Promise<void> {
  const { state, reason } = await readLogin(world);
  const host = findHost('login', 'user', world.platform);
  if (state === 'unavailable' || host === undefined) {
    throw new AppError('service.unsupported', reason ?? 'Headroom cannot be started at login here.', {
      hint: 'headroom install --help names other ways to have it run.',
    });
  }
  const known = (await readManifests(world.facts.home)).find(isLogin);
  if (known !== undefined) await forget(known);
  await installService(host, world.facts, {
    whenReady: async () => {},
    // Whom an installation has connected, that one takes back when it is removed.
    connect: async () => known?.clients ?? [],
    disconnect: async () => {},
    now: world.now,
  });
}

/** Nothing happens at the next login; what runs goes on, clients stay connected. @throws AppError service.failed */
export async function switchLoginOff({ facts }: Pick<LoginWorld, 'facts'>): Promise<void> {
  const known = (await readManifests(facts.home)).find(isLogin);
  if (known !== undefined) await forget(known);
}

function isLogin({ preset }: Manifest): boolean {
  return preset === 'login';
}

async function forget(manifest: Manifest): Promise<void> {
  const left = await removeService(manifest, { disconnect: async () => {} }, 'unplan');
  if (left.length === 0) return;
  throw new AppError('service.failed', `These files could not be removed: ${left.join(', ')}.`, {
    hint: 'Look at the rights of their directories, then try again.',
  });
}

/** @param now what switching it on would do; undefined where it cannot be */
async function describeKnown(known: Manifest, now: ServicePlan | undefined): Promise<LoginStart> {
  const plan = findHostById(known.host)?.plan(known.facts);
  if (plan === undefined) return refuse('It was set up by another version of Headroom.');
  const fault = await findFault(known, plan);
  if (fault === null) return { state: 'on', reason: null, ...show(plan) };
  return { state: 'broken', reason: fault, ...show(now ?? plan) };
}

async function findFault({ state, facts }: Manifest, plan: ServicePlan): Promise<string | null> {
  if (state !== 'applied') return 'Setting it up broke off.';
  for (const { path, text, encoding } of plan.files) {
    const found = await readTextWithin(path, MAX_FILE_BYTES).catch(() => null); // not readable: told as gone
    if (found === null) return `${path} is gone.`;
    if (encoding === 'utf8' && found !== text) {
      return `${path} is not as this Headroom writes it: another program, or another version, changed it.`;
    }
  }
  // Where there are no files the system itself keeps the entry, and is asked for it.
  if (plan.files.length === 0 && plan.isActive !== null) {
    const { command, args } = plan.isActive;
    if ((await runBounded(command, args, { timeoutMs: ASK_MS })) === null) return 'The entry is gone from the system.';
  }
  for (const path of facts.program.filter((part) => isAbsolute(part))) {
    if (!(await isThere(path))) return `The program that it starts is no longer there: ${path}.`;
  }
  return null;
}

function refuse(reason: string): LoginStart {
  return { state: 'unavailable', reason, files: [], commands: [] };
}

function show({ files, enable }: ServicePlan): Pick<LoginStart, 'files' | 'commands'> {
  return {
    files: files.map(({ path, what, text }) => ({ path, what, text })),
    commands: enable.map(({ launch }) => [launch.command, ...launch.args.map(quote)].join(' ')),
  };
}

/** For reading only: nothing is run through a shell. */
function quote(argument: string): string {
  return /[\s"]/.test(argument) ? `"${argument.replaceAll('"', '\\"')}"` : argument;
}
