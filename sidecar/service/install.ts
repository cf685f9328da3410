import { AppError } from '../contract/errors.ts';
import {
  isThere,
  listMissingDirectories,
  readTextWithin,
  removeEmptyDirectory,
  removeFile,
  runBounded,
  writeFileAtomic,
} from '../machine/index.ts';
import { findHostById, readManifests, removeManifest, writeManifest } from './manifests.ts';
import type { Manifest, PlannedFile, ServiceFacts, ServiceHost, ServicePlan, Step } from './types.ts';

/** Building a container image takes minutes; everything else takes seconds. */
const STEP_MS = 10 * 60_000;
const RETRY_EVERY_MS = 500;
const MAX_FILE_BYTES = 1024 * 1024;

/** What installing needs of the world beyond files and commands. */
export interface Surroundings {
  /** Resolves when Headroom answers at its port, rejects when it does not in time. */
  whenReady(): Promise<void>;
  /** Connects clients; gives the ids of those that were not connected before. */
  connect(): Promise<readonly string[]>;
  /** Takes back what {@link Surroundings.connect} did. */
  disconnect(ids: readonly string[]): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * Installs Headroom as a service: files, then commands, then waiting until it answers, then clients. Every change is
 * written down before it is made; whatever fails undoes all of it.
 * @throws AppError service.unsupported, service.failed (a file of somebody else stands there, a command fails, it does not
 *   come up), and what connecting clients throws.
 */
export async function installService(host: ServiceHost, facts: ServiceFacts, world: Surroundings): Promise<Manifest> {
  if (host.probe !== null && (await runBounded(host.probe.command, host.probe.args, { timeoutMs: 10_000 })) === null) {
    throw new AppError('service.unsupported', `${host.id} cannot be used on this system.`, { hint: host.hint });
  }
  const plan = host.plan(facts);
  const known = (await readManifests(facts.home)).find((one) => one.host === host.id);
  await refuseStrangers(plan, known);
  const directories = [
    ...new Set((await Promise.all(plan.files.map(({ path }) => listMissingDirectories(path)))).flat()),
  ];
  let manifest: Manifest = {
    version: 1,
    host: host.id,
    preset: host.preset,
    state: 'applying',
    at: world.now(),
    facts,
    files: plan.files.map(({ path }) => path),
    directories: [...new Set([...(known?.directories ?? []), ...directories])],
    clients: known?.clients ?? [],
  };
  await writeManifest(facts.home, manifest);
  try {
    // An earlier installation of the same kind makes room first: its port may be another one.
    if (known !== undefined) await runSteps(host.plan(known.facts).disable);
    for (const file of plan.files) await writePlanned(file);
    await runSteps(plan.enable);
    if (plan.isLater !== true) await world.whenReady();
    manifest = { ...manifest, clients: [...new Set([...manifest.clients, ...(await world.connect())])] };
    await writeManifest(facts.home, { ...manifest, state: 'applied' });
    return { ...manifest, state: 'applied' };
  } catch (error) {
    await removeService(manifest, world);
    throw error;
  }
}

/**
 * Stops a service, takes its files and its clients' settings out, and forgets it.
 * @param how 'unplan' leaves what runs alone, and only takes back that it is started later
 * @returns what could not be removed.
 */
export async function removeService(
  manifest: Manifest,
  world: Pick<Surroundings, 'disconnect'>,
  how: 'stop' | 'unplan' = 'stop',
): Promise<readonly string[]> {
  const plan = findHostById(manifest.host)?.plan(manifest.facts);
  // First, so that no client is led to a port that is about to close.
  await world.disconnect(manifest.clients);
  await runSteps((how === 'stop' ? plan?.disable : plan?.unplan) ?? []);
  const left: string[] = [];
  for (const path of manifest.files) {
    await removeFile(path).catch(() => left.push(path)); // told: it is in the list that is given back
  }
  await runSteps(plan?.forget ?? []);
  for (const directory of [...manifest.directories].reverse()) await removeEmptyDirectory(directory);
  if (left.length === 0) await removeManifest(manifest.facts.home, manifest.host);
  return left;
}

/** Runs commands in their order. @throws AppError service.failed naming the first that fails. */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  for (const { launch, mayFail, retryMs = 0 } of steps) {
    const deadline = performance.now() + retryMs;
    for (;;) {
      if ((await runBounded(launch.command, launch.args, { timeoutMs: STEP_MS })) !== null || mayFail) break;
      if (performance.now() >= deadline) {
        throw new AppError('service.failed', `A command failed: ${[launch.command, ...launch.args].join(' ')}`, {
          hint: 'Run it by hand to see what it says. Nothing of the installation was left behind.',
        });
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS));
    }
  }
}

/** A file of the same name that we did not write is somebody's own. */
async function refuseStrangers(plan: ServicePlan, known: Manifest | undefined): Promise<void> {
  for (const { path, text } of plan.files) {
    if (known?.files.includes(path) || !(await isThere(path))) continue;
    if ((await readTextWithin(path, MAX_FILE_BYTES).catch(() => null)) === text) continue; // not readable: not ours
    throw new AppError('service.failed', `${path} exists already and is not from this Headroom.`, {
      hint: 'Move it away, then install again.',
    });
  }
}

async function writePlanned({ path, text, encoding, mode }: PlannedFile): Promise<void> {
  const bytes = encoding === 'utf16' ? Buffer.from(`\ufeff${text}`, 'utf16le') : text;
  await writeFileAtomic(path, bytes, mode);
}
