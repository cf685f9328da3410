import type { LogEntry } from '../contract/logs.ts';
import { createLog, findSecrets, type Log } from '../logs/index.ts';
import { askLocal, makeOwnLaunch, notify, startChild, toExitCode } from '../machine/index.ts';
import { resolveSettings } from '../settings.ts';
import {
  type Event,
  findUrlOf,
  type Interception,
  readPause,
  type Ward,
  type Watched,
  watchSidecar,
} from '../supervisor/index.ts';
import { formatNames } from './interception.ts';
import { type MainRun, type Place, release, resume, WARD } from './main-place.ts';
import { say } from './output.ts';
import { watchStopSignals } from './stop-signals.ts';

/** A relay answers within milliseconds; this long says that it hangs, also on a busy machine. */
const PROBE_MS = 4000;

/** Starts the sidecar as a process of its own and keeps it alive; gives its exit code. See docs/why/0007-supervisor.md. */
export async function superviseSidecar(
  run: MainRun,
  { place, interception }: { place: Place; interception: Interception },
): Promise<number> {
  const { io, settings } = run;
  const log = createLog({ home: settings.home, secrets: findSecrets(io.env) });
  const signals = watchStopSignals();
  const watch = watchSidecar(makeWorld(run), async (event) => {
    await follow(event, { place, interception, run, log });
  });
  // The sidecar gets a Ctrl-C of the terminal as well; asking it once more right away is the same wish.
  void signals.first.then(() => watch.stop());
  void signals.second.then(() => watch.stop());
  const releasing = signals.first.then(() => release(interception, io));
  const code = await watch.ended;
  const isStopped = await Promise.race([signals.first.then(() => true), Promise.resolve(false)]);
  if (isStopped) await releasing;
  signals.release();
  await log.close();
  return code;
}

function makeWorld({ settings, io, command, flags }: MainRun): Watched {
  return {
    async start(port) {
      const given = { ...flags, supervised: undefined, ...(port !== null && { port: String(port) }) };
      const env = { ...io.env, [WARD]: port === null ? 'first' : 'again', HEADROOM_LAUNCHER: String(process.pid) };
      const own = makeOwnLaunch([command, ...formatFlags(given)]);
      const launch = { ...own, args: [...process.execArgv, ...own.args] };
      const child = await startChild(launch, { env, bond: 'tied' });
      const ward: Ward = {
        pid: child.pid,
        ended: child.ended.then((ending) => ({ code: toExitCode(ending), isClean: ending.code === 0 })),
        stop: () => void child.kill('SIGTERM'),
        kill: () => void child.kill('SIGKILL'),
      };
      return ward;
    },
    findUrl: ({ pid }) => findUrlOf(settings.home, pid),
    async probe(url) {
      const { hostname, port } = new URL(url);
      const host = hostname.replace(/^\[|\]$/g, '');
      return (await askLocal({ host, port: Number(port || 80), path: '/livez', timeoutMs: PROBE_MS }))?.status === 200;
    },
    now: () => performance.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

/** A command line that says what parsed flags say. */
export function formatFlags(flags: Readonly<Record<string, string | boolean | undefined>>): string[] {
  return Object.entries(flags).flatMap(([name, value]) => {
    // "_" is the parser's own list of positionals.
    if (value === undefined || name === '_') return [];
    if (typeof value === 'string') return [`--${name}=${value}`];
    return [value ? `--${name}` : `--no-${name}`];
  });
}

interface Scene {
  readonly place: Place;
  readonly interception: Interception;
  readonly run: MainRun;
  readonly log: Pick<Log, 'write'>;
}

async function follow(event: Event, { place, interception, run, log }: Scene): Promise<void> {
  const { io } = run;
  const note = (level: LogEntry['level'], text: string): void => {
    log.write({ level, source: 'supervisor', text });
    say(io, `${text}.`);
  };
  switch (event.kind) {
    case 'listening':
      if (!event.isFirst) return note('info', `Headroom answers again at ${event.url} (process ${event.pid})`);
      await place.publish(event.url);
      return resumeAloud(event.url, { interception, run });
    case 'failed': {
      const what = { died: 'ended unexpectedly', hung: 'hangs', mute: 'does not come up' }[event.cause];
      return note('warning', `The proxy ${what}; it is replaced (${event.failures} in the last minute)`);
    }
    case 'gave-up': {
      note('error', 'The proxy failed three times within a minute; it is tried again now and then');
      const ids = await release(interception, io, 'crashed');
      if (ids.length === 0) return undefined;
      const text = `${formatNames(ids)} work without it. headroom doctor tells more.`;
      return tell(run, { title: 'Headroom failed and stepped aside', text });
    }
    case 'ended':
      return undefined;
  }
}

async function resumeAloud(url: string, { interception, run }: Pick<Scene, 'interception' | 'run'>): Promise<void> {
  const wasCrash = (await readPause(run.settings.home).catch(() => null))?.reason === 'crashed';
  const ids = await resume(interception, url, run.io);
  if (wasCrash && ids.length > 0)
    await tell(run, { title: 'Headroom is back', text: `${formatNames(ids)} go through it again.` });
}

/** On the desktop, as far as there is one and the person wants it: whether they do is asked anew each time. */
async function tell({ flags, io }: MainRun, message: { title: string; text: string }): Promise<void> {
  if (resolveSettings(flags, io.env).notifications) await notify(message, io.env);
}
