import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Settings } from '../contract/settings.ts';
import { makeLastingLaunch } from '../machine/index.ts';
import type { Scope, ServiceFacts } from '../service/index.ts';
import type { Io } from './types.ts';

/** Settings of the shell that a service is to have as well; secrets are none of them. */
const carried = [
  'HEADROOM_MODE',
  'HEADROOM_OPTIMIZE',
  'HEADROOM_HOLDOUT',
  'HEADROOM_ACCOUNT_URL',
  'HEADROOM_UPDATES_URL',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
  'XDG_CONFIG_HOME',
];

/** What a service of this user on this computer depends on. */
export function makeServiceFacts(
  settings: Settings,
  io: Pick<Io, 'env'>,
  facts: { scope: Scope; version: string },
): ServiceFacts {
  const { username, uid, gid } = userInfo();
  const own = makeLastingLaunch([]);
  const userHome = io.env.HOME || io.env.USERPROFILE || homedir();
  const names = [...carried, ...Object.keys(io.env).filter((name) => /^[A-Z]+_TARGET_API_URL$/.test(name))];
  // A proxy's address may carry a password; the files of a service can be read by others.
  const kept = names.flatMap((name) => (io.env[name] && !io.env[name].includes('@') ? [[name, io.env[name]]] : []));
  return {
    program: [own.command, ...own.args],
    packageDir: fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, ''),
    home: settings.home,
    userHome,
    userName: username,
    uid,
    gid,
    host: settings.host,
    port: settings.port,
    ...facts,
    env: { HEADROOM_HOME: settings.home, ...Object.fromEntries(kept) },
    configHome: io.env.XDG_CONFIG_HOME || join(userHome, '.config'),
  };
}
