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
  };
  return (await Promise.all(checks.map((check) => check.find(situation)))).flat();
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}
