import { homedir } from 'node:os';
import type { Settings } from '../contract/settings.ts';
import { checks, type Finding, type Situation } from './checks/index.ts';
import { makeClients, makeHooks } from './client-room.ts';
import { findNeighbour } from './neighbour.ts';
import { probeUpstreams } from './probe-upstreams.ts';

/** Runs all doctor checks, in the order of their list. They read and ask, and change nothing. */
export async function diagnose(
  settings: Settings,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly Finding[]> {
  const situation: Situation = {
    settings,
    env,
    userHome: env.HOME || homedir(),
    nodeVersion: process.versions.node,
    now: Date.now(),
    neighbour: once(() => findNeighbour(settings)),
    probes: once(() => probeUpstreams(settings)),
    clients: once(() => makeClients(settings, env)),
    hooks: once(() => makeHooks(settings, env)),
    account: once(() => openAccount(settings, env)),
  };
  return (await Promise.all(checks.map((check) => check.find(situation)))).flat();
}

async function openAccount({ home, stateless, accountUrl: url }: Settings, env: Situation['env']) {
  if (stateless || url === null) return null;
  const { createAccount } = await import('../account/index.ts');
  return createAccount({ home, env, url });
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}
