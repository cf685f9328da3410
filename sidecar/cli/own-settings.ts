import type { Settings } from '../contract/settings.ts';
import { isSameAlive } from '../machine/index.ts';
import { type Env, type Flags, resolveSettings } from '../settings.ts';
import { readMain } from '../supervisor/index.ts';

/**
 * Settings for a command about the Headroom of this home. Where neither a flag nor the environment names a port, they lead to
 * where that one said that it listens: a question would else go to the usual port, and clients be led to a dead one.
 * @throws AppError settings.invalid, port.invalid.
 */
export async function findSettings(flags: Flags, env: Env): Promise<Settings> {
  const settings = resolveSettings(flags, env);
  if (flags.port !== undefined || flags.host !== undefined || env.HEADROOM_PORT || env.HEADROOM_HOST) return settings;
  const main = await readMain(settings.home).catch(() => null); // a home that cannot be read tells no address
  if (!main?.url || !(await isSameAlive(main.owner))) return settings;
  const { hostname, port } = new URL(main.url);
  return { ...settings, host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
}
