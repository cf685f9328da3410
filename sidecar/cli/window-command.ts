import { text } from 'node:stream/consumers';
import { AppError } from '../contract/errors.ts';
import type { Settings } from '../contract/settings.ts';
import { toOrigin } from '../lib/origin.ts';
import { findBrowser, hasTrayHost, openBrowser, readTextWithin } from '../machine/index.ts';
import { accompany, claimWindow, connectShell, createSidecarLink, parseConnectInfo } from '../window/index.ts';
import { makeApiExtras } from './api-extras.ts';
import { keepGuard } from './guard.ts';
import { openInterception } from './interception.ts';
import { recordSidecar, release, resume } from './main-place.ts';
import { findNeighbour, formatListener } from './neighbour.ts';
import { say } from './output.ts';
import type { ExitCode, Io } from './types.ts';

/** A sidecar that the window can use; `close` ends it only when this process started it. */
interface Found {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

/**
 * The extension of the native window: finds the sidecar that runs, or is it; then lives as long as the window does.
 * @throws AppError window.not-started-by-shell, window.unreachable.
 */
export async function accompanyWindow(settings: Settings, io: Io): Promise<ExitCode> {
  const info = parseConnectInfo(await text(io.stdin));
  const shell = await connectShell(info);
  let show = (): void => {};
  const instance = await claimWindow(settings.home, () => show());
  if (instance === null) {
    // The window that was there before has come to the front; this one goes before anybody has seen it.
    await shell.exit();
    return 0;
  }
  show = () => void shell.show().catch((error: unknown) => say(io, (error as Error).message));
  const tell = (message: string): void => say(io, `headroom: ${message}`);
  try {
    const sidecar = await findSidecar(settings, io);
    try {
      const link = createSidecarLink(sidecar.url, sidecar.token);
      const openLink = async (url: string): Promise<void> => {
        const browser = findBrowser(url, io.env);
        if (browser === null || !(await openBrowser(browser))) tell(`no browser opens ${url}`);
      };
      const around = { hasTrayHost, openLink, tell };
      await accompany(shell, link, around, { origin: `http://127.0.0.1:${info.port}` });
    } finally {
      await sidecar.close();
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    tell(error.message);
    await keepTelling(shell, error);
    return 1;
  } finally {
    await instance.release();
  }
  return 0;
}

/** Shows what went wrong in the window, which may not have loaded yet, until it is closed. */
async function keepTelling(shell: Awaited<ReturnType<typeof connectShell>>, error: AppError): Promise<void> {
  const tellPage = (): void => {
    const told = { message: error.message, hint: error.hint ?? '' };
    shell.broadcast('sidecarFailed', told).catch(() => {}); // a page that is gone needs no telling
  };
  shell.onEvent(({ name }) => {
    if (name === 'appClientConnect') tellPage();
    if (name === 'windowClose') shell.exit().catch(() => {}); // gone already
  });
  tellPage();
  await shell.whenGone;
}

/** @throws AppError port.taken when a stranger has the port, store.denied when the token cannot be read. */
async function findSidecar(settings: Settings, io: Io): Promise<Found> {
  const neighbour = await findNeighbour(settings);
  if (neighbour.kind === 'stranger') {
    throw new AppError('port.taken', `Port ${settings.port} is used by ${formatListener(neighbour.listener)}.`, {
      hint: 'Stop that program, then open Headroom again; or set HEADROOM_PORT to another port.',
    });
  }
  if (neighbour.kind === 'nobody') return startOwn(settings, io);
  const token = (await readTextWithin(`${settings.home}/token`, 4096))?.trim();
  if (!token) {
    throw new AppError('store.denied', 'A Headroom of somebody else runs here; its token is not in your home.', {
      hint: 'Set HEADROOM_PORT to another port and open Headroom again.',
    });
  }
  return { url: toOrigin(settings.host, settings.port), token, close: async () => {} };
}

/** As `headroom start` does: clients are led here, get their own settings back before it ends, and have a guard meanwhile. */
async function startOwn(settings: Settings, io: Io): Promise<Found> {
  const { startSidecar } = await import('../main.ts');
  const sidecar = await startSidecar(settings, makeApiExtras(settings, io.env));
  const { url, services } = sidecar;
  const interception = openInterception(settings, io.env);
  const forget = await recordSidecar(settings, sidecar);
  await resume(interception, url, io);
  const endGuard = keepGuard(settings, interception, io);
  return {
    url,
    token: services.token,
    async close() {
      endGuard();
      await release(interception, io);
      await forget();
      await sidecar.close();
    },
  };
}
