import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBinary, locateBinary, makeDevConfig } from '../../scripts/lib/neutralino.ts';
import { root } from '../../scripts/lib/project.ts';
import { buildUi } from '../../scripts/lib/ui.ts';
import { readTextWithin } from '../../sidecar/machine/index.ts';
import { type Provider, startProvider } from './provider.ts';
import { type ConnectedHome, makeConnectedHome } from './support/connected-home.ts';
import { type Desktop, findDesktopObstacle, listMarked, openDesktop, type TrayLine } from './support/desktop.ts';
import { type Running, startProgram, until } from './support/run-process.ts';
import { cleanUp } from './support/sidecar-process.ts';
import type { XWindow } from './support/x-display.ts';

/** Beside the page, because the window reads both from under one directory. */
const config = 'build/window-test/neutralino.config.json';
const obstacle = hasBinary() ? findDesktopObstacle() : `there is no ${locateBinary().slice(root.length + 1)}`;
let provider: Provider;
let user: ConnectedHome;
let desktop: Desktop;
let port = 0;

beforeAll(async () => {
  if (obstacle !== null) return;
  expect(await buildUi()).toBe(true);
  const packed = process.env.HEADROOM_EXECUTABLE;
  const sidecar = packed ? [packed] : [process.execPath, join(root, 'sidecar/cli/headroom.mjs')];
  mkdirSync(join(root, 'build/window-test'), { recursive: true });
  writeFileSync(join(root, config), makeDevConfig([...sidecar, 'window']));
}, 120_000);
beforeEach(async (context) => {
  context.skip(obstacle !== null, obstacle ?? '');
  provider = await startProvider();
  user = makeConnectedHome(provider.url);
  port = await findFreePort();
});
afterEach(async () => {
  if (obstacle !== null) return;
  for (const pid of listMarked(user.userHome)) kill(pid);
  await until(() => listMarked(user.userHome).length === 0);
  await desktop?.close();
  await cleanUp();
  await provider.close();
});

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it ended by itself meanwhile
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });
}

function startWindow(): Running {
  const args = ['--load-dir-res', `--path=${root}`, `--config-file=/${config}`];
  const env = { ...user.env, ...desktop.env, HEADROOM_PORT: String(port), XDG_RUNTIME_DIR: user.userHome };
  return startProgram(locateBinary(), args, env);
}

const readWindow = async (): Promise<XWindow | undefined> =>
  (await desktop.display.windows()).find(({ name }) => name === 'Headroom');
const isShown = async (): Promise<boolean> => (await readWindow())?.isViewable === true;

/** Waits for a line of the tray menu. */
async function findLine(text: string): Promise<TrayLine> {
  let found: TrayLine | undefined;
  await until(async () => {
    found = (await desktop.readTray())?.find(({ label }) => label.startsWith(text));
    return found !== undefined;
  });
  return found!;
}

const answers = (): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/livez`, { signal: AbortSignal.timeout(1000) }).then(
    ({ ok }) => ok,
    () => false,
  );
const whenAllGone = (): Promise<void> => until(() => listMarked(user.userHome).length === 0);

/** Process id of the sidecar that the window has started. */
async function findSidecar(): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/health`);
  return ((await response.json()) as { pid: number }).pid;
}

describe('the native window', () => {
  it('comes up with its sidecar and its tray, and quits with both; clients are on their own then', async () => {
    desktop = await openDesktop({ hasTray: true });
    const shell = startWindow();
    await until(isShown);
    await until(answers);
    await user.connect(`http://127.0.0.1:${port}`);
    await desktop.clickTray(await findLine('Quit'));
    await shell.ended;
    await whenAllGone();
    expect(await answers()).toBe(false);
    expect(user.state()).toBe('own');
  }, 60_000);

  it('pauses and resumes the clients from its tray', async () => {
    desktop = await openDesktop({ hasTray: true });
    startWindow();
    await until(answers);
    await user.connect(`http://127.0.0.1:${port}`);
    await desktop.clickTray(await findLine('Pause'));
    await until(() => user.state() === 'own');
    await desktop.clickTray(await findLine('Resume'));
    await until(() => user.state(`http://127.0.0.1:${port}`) === 'connected');
  }, 60_000);

  it('is put into the tray when it is closed, and comes back from there', async () => {
    desktop = await openDesktop({ hasTray: true });
    startWindow();
    await until(isShown);
    const open = await findLine('Open');
    await desktop.display.requestClose((await readWindow())!.id);
    await until(async () => !(await isShown()));
    expect(await answers()).toBe(true);
    await desktop.clickTray(open);
    await until(isShown);
  }, 60_000);

  it('ends when it is closed where no tray would show it', async () => {
    desktop = await openDesktop({ hasTray: false });
    const shell = startWindow();
    await until(isShown);
    await until(answers);
    await desktop.display.requestClose((await readWindow())!.id);
    await shell.ended;
    await whenAllGone();
  }, 60_000);

  it('takes its sidecar with it when it is killed', async () => {
    desktop = await openDesktop({ hasTray: true });
    const shell = startWindow();
    await until(answers);
    await findLine('Quit');
    await user.connect(`http://127.0.0.1:${port}`);
    shell.child.kill('SIGKILL');
    await shell.ended;
    await whenAllGone();
    expect(user.state()).toBe('own');
    expect(await readTextWithin(join(user.home, 'window.json'), 4096)).toBeNull();
  }, 60_000);

  it('can still be closed when its sidecar was killed, and leaves no process of it', async () => {
    desktop = await openDesktop({ hasTray: true });
    const shell = startWindow();
    await until(isShown);
    await until(answers);
    await findLine('Quit');
    const sidecar = await findSidecar();
    kill(sidecar);
    await until(async () => !(await answers()));
    await until(async () => {
      const window = await readWindow();
      if (window !== undefined) await desktop.display.requestClose(window.id);
      return shell.child.exitCode !== null || shell.child.signalCode !== null;
    });
    await whenAllGone();
  }, 60_000);

  it('comes to the front when it is started a second time; the second one goes', async () => {
    desktop = await openDesktop({ hasTray: true });
    startWindow();
    await until(isShown);
    await findLine('Quit');
    await desktop.display.requestClose((await readWindow())!.id);
    await until(async () => !(await isShown()));
    const sidecar = await findSidecar();
    const second = startWindow();
    await second.ended;
    await until(isShown);
    expect(await findSidecar()).toBe(sidecar);
  }, 60_000);
});
