import { runBounded } from './processes.ts';

/** The bus name of whatever draws StatusNotifier icons (freedesktop.org specification). */
const WATCHER = 'org.kde.StatusNotifierWatcher';

/**
 * Whether a tray icon would be seen. macOS and Windows always have a place for it; on Linux a panel must offer one, and
 * GNOME without an extension does not. An old-style tray (XEmbed) is found by its selection owner.
 */
export async function hasTrayHost(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  if (platform !== 'linux') return true;
  const question = ['call', '--session', '-d', 'org.freedesktop.DBus', '-o', '/', '-m'];
  const answer = await runBounded('gdbus', [...question, 'org.freedesktop.DBus.NameHasOwner', WATCHER]);
  if (answer?.includes('true')) return true;
  if (!env.DISPLAY) return false;
  const owner = await runBounded('xprop', ['-root', '_NET_SYSTEM_TRAY_S0', 'MANAGER']);
  return /window id # 0x[1-9a-f]/.test(owner ?? '');
}
