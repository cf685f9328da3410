import { isSameAlive } from '../machine/index.ts';
import type { Sidecar } from '../main.ts';
import { type Interception, readMain } from '../supervisor/index.ts';
import { makeApiExtras } from './api-extras.ts';
import { guardFailed, keepGuard } from './guard.ts';
import { openInterception } from './interception.ts';
import { logCrashes } from './log-crashes.ts';
import { type MainRun, type Place, recordSidecar, release, resume, takePlace, WARD } from './main-place.ts';
import { keepUntilStopped } from './run-sidecar.ts';
import { type StopSignals, watchStopSignals } from './stop-signals.ts';
import { superviseSidecar } from './supervise.ts';

/**
 * Runs the one Headroom of a home until it is stopped, supervised or not. Clients that a stop or a crash released are led
 * here again once it listens, and get their own settings back before it ends.
 * @returns exit code, or null when one runs already, which has been told.
 * @throws AppError port.taken, settings.invalid, store.denied.
 */
export async function runMain(run: MainRun): Promise<number | null> {
  const { settings, io } = run;
  const ward = io.env[WARD];
  if (ward !== undefined) return serve(run, ward !== 'again', { onStop: () => replaceSupervisor(run) });
  const place = await takePlace(settings, io).catch(async (error: unknown) => {
    await guardFailed(settings, io);
    throw error;
  });
  if (place === null) return null;
  const interception = openInterception(settings, io.env);
  try {
    // Without a place to write there is no record by which a supervisor could find its sidecar.
    if (place.isUnwritten || !(await wantsSupervisor(run, interception)))
      return await serveAlone(run, place, interception);
    return await superviseSidecar(run, { place, interception });
  } finally {
    await release(interception, io);
    await place?.release();
  }
}

async function wantsSupervisor({ supervised }: MainRun, interception: Interception): Promise<boolean> {
  // Records that cannot be read are told by doctor; they are no reason not to start.
  return supervised ?? (await interception.isNeeded().catch(() => false));
}

/** A killed process closes its channel a moment before it is gone. */
const GOING_MS = 2000;
const LOOK_MS = 25;

/** A sidecar that ends because its supervisor was killed does what that one would have done. */
async function replaceSupervisor({ settings, io }: MainRun): Promise<void> {
  if (process.connected) return; // it lives, and releases the clients itself
  const main = await readMain(settings.home);
  if (main === null) return;
  const deadline = performance.now() + GOING_MS;
  while (await isSameAlive(main.owner)) {
    if (performance.now() > deadline) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  await release(openInterception(settings, io.env), io);
}

function serveAlone(run: MainRun, place: Place, interception: Interception): Promise<number> {
  const { settings, io } = run;
  let endGuard = (): void => {};
  return serve(run, true, {
    async onListening(url) {
      await place.publish(url);
      await resume(interception, url, io);
      if (place.isUnwritten !== true) endGuard = keepGuard(settings, interception, io);
    },
    onStop: async () => {
      endGuard();
      await release(interception, io);
    },
    onEnd: () => place.release(),
  });
}

interface ServeHooks {
  onListening?(url: string): Promise<void>;
  onStop?(): Promise<void>;
  onEnd?(): Promise<void>;
}

async function serve(run: MainRun, isFirst: boolean, hooks: ServeHooks): Promise<number> {
  const { settings, io } = run;
  // From here on, so that a wish that comes while it starts is heard, too.
  const signals = watchStopSignals();
  const { startSidecar } = await import('../main.ts');
  const sidecar = await startSidecar(settings, makeApiExtras(settings, io.env));
  try {
    return await keep(sidecar, { run, isFirst, hooks, signals });
  } catch (error) {
    // What listens must not stay behind in a process that nobody can ask to end any more.
    await sidecar.close();
    throw error;
  } finally {
    signals.release();
  }
}

interface Kept {
  readonly run: MainRun;
  readonly isFirst: boolean;
  readonly hooks: ServeHooks;
  readonly signals: StopSignals;
}

async function keep(sidecar: Sidecar, { run, isFirst, hooks, signals }: Kept): Promise<number> {
  const { settings, io } = run;
  const endCrashes = logCrashes(sidecar.services.log);
  const forget = await recordSidecar(settings, sidecar);
  const endShow = await run.present(sidecar, isFirst);
  await hooks.onListening?.(sidecar.url);
  const hook = {
    onStop: async () => void (await Promise.all([endShow(), hooks.onStop?.()])),
    onEnd: async () => {
      endCrashes();
      await Promise.all([forget(), hooks.onEnd?.()]);
    },
  };
  return keepUntilStopped(sidecar, io, hook, signals);
}
