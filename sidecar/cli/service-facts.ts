import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Settings } from '../contract/settings.ts';
import { makeLastingLaunch } from '../machine/index.ts';
import type { Scope, ServiceFacts } from '../service/index.ts';
import type { Io } from './types.ts';

/** Settings of the shell that a service is to have as well: what the proxy honours, and what says where clients keep theirs. */
const carried = [
  'HEADROOM_HOST',
  'HEADROOM_MODE',
  'HEADROOM_OPTIMIZE',
  'HEADROOM_BREAKPOINTS',
  'HEADROOM_HOLDOUT',
  'HEADROOM_SECOND_ENGINE',
  'HEADROOM_STATELESS',
  'HEADROOM_NOTIFICATIONS',
  'HEADROOM_ACCOUNT_URL',
  'HEADROOM_UPDATES_URL',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'all_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
  'GEMINI_CLI_HOME',
  'OPENCODE_CONFIG_DIR',
  'XDG_CONFIG_HOME',
  'ZDOTDIR',
  'SHELL',
];

/** Names of the settings in an environment that a service could have, with those that must not stand in its files. */
function sortVariables(env: Io['env']): { readonly kept: readonly string[]; readonly secret: readonly string[] } {
  const upstreams = Object.keys(env).filter((name) => /^[A-Z]+_TARGET_API_URL$/.test(name));
  // Given as nothing it switches off the address that was packed in; others say nothing then.
  const says = (name: string): boolean => Boolean(env[name]) || (name === 'HEADROOM_UPDATES_URL' && name in env);
  const given = [...carried, ...upstreams].filter(says);
  // A proxy's address may carry a password; the files of a service can be read by others.
  const secret = given.filter((name) => env[name]?.includes('@'));
  return {
    kept: given.filter((name) => !secret.includes(name)),
    secret: [...(env.HEADROOM_PROXY_TOKEN ? ['HEADROOM_PROXY_TOKEN'] : []), ...secret],
  };
}

/** Settings of this shell that a service does not get, because its files can be read by others. */
export function listWithheld(env: Io['env']): readonly string[] {
  return sortVariables(env).secret;
}

/** What a service of this user on this computer depends on. */
export function makeServiceFacts(
  settings: Settings,
  io: Pick<Io, 'env'>,
  facts: { scope: Scope; version: string },
): ServiceFacts {
  const { username, uid, gid } = userInfo();
  const own = makeLastingLaunch([]);
  const userHome = io.env.HOME || io.env.USERPROFILE || homedir();
  const kept = sortVariables(io.env).kept.map((name) => [name, io.env[name] ?? '']);
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
