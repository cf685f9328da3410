import { runBounded } from './processes.ts';

/** The bus name of whatever draws StatusNotifier icons (freedesktop.org specification). */
const WATCHER = 'org.kde.StatusNotifierWatcher';

/**
 * Whether a tray icon would be seen. macOS and Windows always have a place for it; on Linux a panel must offer one, and
 * GNOME without an extension does not. Trays of the old kind (XEmbed) cannot be asked for without an X client: there
 * the answer is no, which closes a window that could have been hidden, never the other way round.
 */
export async function hasTrayHost(platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  const question = ['call', '--session', '-d', 'org.freedesktop.DBus', '-o', '/', '-m'];
  const answer = await runBounded('gdbus', [...question, 'org.freedesktop.DBus.NameHasOwner', WATCHER]);
  return answer?.includes('true') === true;
}
