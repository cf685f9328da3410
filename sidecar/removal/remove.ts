import { isSameAlive, removeEmptyDirectory, removeTree, sendSignal } from '../machine/index.ts';
import { readManifests, removeService } from '../service/index.ts';
import { listLiving, readMain } from '../supervisor/index.ts';
import { listChanges } from './changes.ts';
import type { Installed, Removal } from './types.ts';

/** A stop lets answers under way finish for some seconds. */
const STOP_MS = 20_000;

/**
 * Takes back everything that {@link listChanges} lists: clients first, so that none is led to a port that closes, then the
 * service and what runs, then our files. What fails is told and keeps nothing else from being removed; the records that
 * undo settings of clients, or lead to a token, stay as long as one of these could not be undone.
 */
export async function removeEverything(installed: Installed): Promise<Removal> {
  const { home } = installed;
  const removed: string[] = [];
  const left: string[] = [];
  const attempt = async (what: string, work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      removed.push(what);
      return true;
    } catch (error) {
      left.push(`${what} ${(error as Error).message}`);
      return false;
    }
  };
  const clients = await freeClients(installed);
  removed.push(...clients.removed);
  left.push(...clients.left);
  const areClientsFree = clients.left.length === 0;
  await attempt('The service of the system.', async () => {
    for (const manifest of await readManifests(home)) {
      const stuck = await removeService(manifest, { disconnect: async () => {} });
      if (stuck.length > 0) throw new Error(`These files could not be removed: ${stuck.join(', ')}.`);
    }
  });
  await attempt('What ran of Headroom.', () => stopAll(home));
  const account = await installed.account.find();
  const isTokenGone =
    account === null ||
    (await attempt(`The token of the account, in ${account.name}.`, () => installed.account.signOut()));
  // A stop writes a last row: what is there now is what is removed.
  const isFree = (path: string): boolean =>
    (areClientsFree || !/[\\/](clients|mcp|hooks)$/.test(path)) && (isTokenGone || !/[\\/]account$/.test(path));
  for (const { paths, what } of (await listChanges(installed)).filter(
    ({ kind, exists }) => kind === 'data' && exists,
  )) {
    for (const path of paths.filter((one) => isFree(one))) await attempt(`${what} ${path}`, () => removeTree(path));
  }
  if (!(await removeEmptyDirectory(home)))
    left.push(`${home} is not empty: it holds files that are not from Headroom, or what is named above.`);
  return { removed, left };
}

/** Gives the clients their own settings back and takes our entries out of them. What fails is told; never rejects for a client. */
export async function freeClients({ clients, mcp, hooks }: Installed): Promise<Removal> {
  const removed: string[] = [];
  const left: string[] = [];
  for (const room of [clients, mcp, hooks]) {
    const results = await room.disconnect('all').catch((error: Error) => {
      left.push(`Settings of clients: ${error.message}`);
      return [];
    });
    for (const { name, outcome, error } of results) {
      if (outcome === 'disconnected') removed.push(`${name}: its settings are its own again.`);
      if (outcome === 'failed') left.push(`${name}: ${error?.message ?? 'its settings could not be changed.'}`);
    }
  }
  return { removed, left };
}

async function stopAll(home: string): Promise<void> {
  const main = await readMain(home);
  // The supervisor first: it ends its sidecar. Then what nobody supervises.
  const owners = [...(main === null ? [] : [main.owner]), ...(await listLiving(home)).map(({ owner }) => owner)];
  for (const owner of owners) if (await isSameAlive(owner)) sendSignal(owner.pid, 'SIGTERM');
  const deadline = performance.now() + STOP_MS;
  for (const owner of owners) {
    while ((await isSameAlive(owner)) && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 50));
    if (await isSameAlive(owner)) throw new Error(`Process ${owner.pid} does not end.`);
  }
}
