import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { ownBusName } from './bus-name.ts';
import { openDisplay, type XDisplay } from './x-display.ts';

const run = promisify(execFile);
const WATCHER = 'org.kde.StatusNotifierWatcher';

/** A screen that nobody sees, with a session bus and, when wanted, somebody who shows tray icons. */
export interface Desktop {
  readonly display: XDisplay;
  /** What a program needs in its environment to appear on it. */
  readonly env: Record<string, string>;
  /** Lines of the tray menu of a program, or null while it has none. */
  readTray(): Promise<readonly TrayLine[] | null>;
  /** Clicks the line of that text. */
  clickTray(line: TrayLine): Promise<void>;
  close(): Promise<void>;
}

export interface TrayLine {
  readonly id: number;
  readonly label: string;
  /** Where the menu is, for {@link Desktop.clickTray}. */
  readonly bus: string;
  readonly path: string;
}

/** Why there can be no desktop on this computer; null when there can. */
export function findDesktopObstacle(): string | null {
  if (process.platform !== 'linux') return 'the window is tested on a screen of X, which only Linux has';
  const missing = ['Xvfb', 'dbus-daemon', 'gdbus'].filter((name) => !isProgram(name));
  return missing.length === 0 ? null : `not installed here: ${missing.join(', ')}`;
}

/** @param options hasTray: whether somebody on the bus says that it shows tray icons. */
export async function openDesktop({ hasTray }: { hasTray: boolean }): Promise<Desktop> {
  const children: ChildProcess[] = [];
  const start = (program: string, args: readonly string[], env: Record<string, string> = {}): Promise<string> => {
    const child = spawn(program, [...args], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    children.push(child);
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', () => reject(new Error(`${program} ended`)));
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    });
  };
  const number = Number(
    await start('Xvfb', ['-displayfd', '1', '-ac', '-nolisten', 'tcp', '-screen', '0', '1280x800x24']),
  );
  const bus = await start('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address']);
  const env = { DISPLAY: `:${number}`, DBUS_SESSION_BUS_ADDRESS: bus, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' };
  const ask = async (...args: string[]): Promise<string> => {
    const options = { env: { PATH: process.env.PATH ?? '', ...env }, timeout: 5000 };
    return (await run('gdbus', ['call', '--session', ...args], options)).stdout;
  };
  const own = ['-d', 'org.freedesktop.DBus', '-o', '/', '-m'];
  let watcher: { release(): void } | undefined;
  if (hasTray) {
    watcher = await ownBusName(bus, WATCHER);
    const isOwned = (): Promise<string> => ask(...own, 'org.freedesktop.DBus.NameHasOwner', WATCHER);
    while (!(await isOwned()).includes('true')) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const display = await openDisplay(number);
  return {
    display,
    env,
    async readTray() {
      // The watcher answers nobody.
      const watcherName = hasTray ? await ask(...own, 'org.freedesktop.DBus.GetNameOwner', WATCHER) : '';
      const names = [...(await ask(...own, 'org.freedesktop.DBus.ListNames')).matchAll(/':1\.\d+'/g)];
      for (const [quoted] of names) {
        if (watcherName.includes(quoted)) continue;
        const lines = await readMenu(ask, quoted.slice(1, -1));
        if (lines !== null) return lines;
      }
      return null;
    },
    async clickTray({ bus: at, path, id }) {
      const event = ['com.canonical.dbusmenu.Event', String(id), 'clicked', "<''>", '0'];
      await ask('-d', at, '-o', path, '-m', ...event);
    },
    async close() {
      display.close();
      watcher?.release();
      for (const child of children.reverse()) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const ended = new Promise((resolve) => child.once('close', resolve));
        child.kill('SIGKILL');
        await ended;
      }
    },
  };
}

/** Processes in whose environment a text stands: whatever a program has started has inherited it. */
export function listMarked(mark: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return readFileSync(`/proc/${name}/environ`, 'utf8').includes(mark) ? [Number(name)] : [];
    } catch {
      return []; // it has ended, or is somebody else's
    }
  });
}

/** The menu that an icon of libayatana-appindicator offers on the bus (com.canonical.dbusmenu). */
async function readMenu(ask: (...args: string[]) => Promise<string>, bus: string): Promise<TrayLine[] | null> {
  const base = '/org/ayatana/NotificationItem';
  const introspect = ['-o', base, '-m', 'org.freedesktop.DBus.Introspectable.Introspect'];
  const item = await ask('-d', bus, ...introspect).catch(() => ''); // somebody else, or gone
  const [, name] = /node name="([^"]+)"/.exec(item) ?? [];
  if (name === undefined) return null;
  const path = `${base}/${name}/Menu`;
  const layout = await ask(
    '-d',
    bus,
    '-o',
    path,
    '-m',
    'com.canonical.dbusmenu.GetLayout',
    '0',
    '--',
    '-1',
    '[]',
  ).catch(
    () => '', // the icon is there before its menu
  );
  const lines = [...layout.matchAll(/\((\d+), \{([^}]*)\}/g)].flatMap(([, id, properties = '']) => {
    const [, label] = /'label': <['"](.*?)['"]>/.exec(properties) ?? [];
    return label === undefined ? [] : [{ id: Number(id), label, bus, path }];
  });
  return lines.length === 0 ? null : lines;
}

function isProgram(name: string): boolean {
  return spawnSync(name, ['--version']).error === undefined;
}
