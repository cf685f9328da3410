import { listNames } from './files.ts';
import { isThere } from './user-files.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Marks that Docker and Podman leave in every container; Kubernetes and systemd-nspawn set variables. */
const CONTAINER_FILES = ['/.dockerenv', '/run/.containerenv'];
/** Where display managers find the desktops that can be chosen at login. */
const SESSIONS = ['/usr/share/xsessions', '/usr/share/wayland-sessions', '/usr/local/share/wayland-sessions'];

/** Whether this process runs in a container, where nobody ever logs in. */
export async function isInContainer(env: Env, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return false;
  if (env.container || env.KUBERNETES_SERVICE_HOST) return true;
  return (await Promise.all(CONTAINER_FILES.map(isThere))).some(Boolean);
}

/** Whether somebody can log in to a desktop on this computer; macOS and Windows have nothing else. */
export async function hasDesktop(env: Env, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  if (env.DISPLAY || env.WAYLAND_DISPLAY) return true;
  const found = await Promise.all(SESSIONS.map((path) => listNames(path).catch(() => []))); // not readable: none
  return found.some((names) => names.length > 0);
}
