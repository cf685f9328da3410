import { basename, join } from 'node:path';
import type { Change } from '../contract/changes.ts';
import type { ClientResult } from '../contract/clients.ts';
import { isSameAlive, isThere, listFilesUnder, listNames } from '../machine/index.ts';
import { readManifests } from '../service/index.ts';
import { listLiving, readMain } from '../supervisor/index.ts';
import type { Installed } from './types.ts';

/** What Headroom keeps in its home. Everything else there is somebody else's. */
const kept: readonly (readonly [name: RegExp, what: string])[] = [
  [/^ledger(\.db|-corrupt-)/, 'the ledger'],
  [/^memo\.db/, 'decisions that were made'],
  [/^search\.db/, 'the words of the originals'],
  [/^originals$/, 'originals of what was shortened'],
  [/^token$/, 'the token of the control API'],
  [/^clients$/, 'records and originals of the settings of clients'],
  [/^mcp$/, 'records of the MCP server in clients'],
  [/^hooks$/, 'records of the hooks in clients'],
  [/^filters$/, 'which filters of projects are trusted'],
  [/^spool$/, 'outputs of commands that run'],
  [/^service$/, 'records of the service'],
  [/^container$/, 'the home of the container'],
  [/^account$/, 'which account is signed in'],
  [/^tools$/, 'managed tools'],
  [/^run$/, 'who runs'],
  [/^logs$/, 'logs'],
  [/^(learn|vitals|studies)$/, 'notes about projects'],
  [/^updates\.json$/, 'what is known of newer versions'],
  [/^window/, 'the state of the window'],
  [/^\.[\w-]+\.tmp$|^\.token-/, 'a file that was being written'],
];
/** What a person may have put there for Headroom to read. */
const GIVEN = /^((prices|settings)\.json|filters\.toml)$/;

/** What stands in the settings of a client. */
const said = {
  client: 'goes through Headroom',
  mcp: 'has the MCP server of Headroom',
  hook: 'leads to Headroom',
} as const;

/** Everything that Headroom has changed on this computer or, as far as it is known, would. Nothing is changed. */
export async function listChanges(installed: Installed): Promise<Change[]> {
  const [processes, services, clients, mcp, hooks, account, data] = await Promise.all([
    listProcesses(installed.home),
    listServices(installed.home),
    listEdits('client', installed.clients),
    listEdits('mcp', installed.mcp),
    listEdits('hook', installed.hooks),
    listAccount(installed.account),
    listData(installed.home),
  ]);
  return [...processes, ...services, ...clients, ...mcp, ...hooks, ...account, ...data];
}

async function listProcesses(home: string): Promise<Change[]> {
  const main = await readMain(home);
  const owners = [...(main !== null && (await isSameAlive(main.owner)) ? [main] : []), ...(await listLiving(home))];
  const pids = [...new Set(owners.map(({ owner }) => owner.pid))];
  return pids.map((pid) => ({
    kind: 'process',
    what: `Headroom runs as process ${pid}.`,
    paths: [],
    exists: true,
    bytes: null,
  }));
}

async function listServices(home: string): Promise<Change[]> {
  return (await readManifests(home)).map(({ preset, host, files }) => ({
    kind: 'service',
    what:
      preset === 'login'
        ? `Headroom is started at login (${host}).`
        : `Headroom is started by the system: ${preset} (${host}).`,
    paths: files,
    exists: true,
    bytes: null,
  }));
}

async function listEdits(kind: keyof typeof said, clients: Installed['clients']): Promise<Change[]> {
  return (await clients.disconnect('all', { dryRun: true })).filter(isOurs).map(({ name, changes }) => ({
    kind,
    what: `${name} ${said[kind]}.`,
    paths: changes.map(({ file }) => file),
    exists: true,
    bytes: null,
  }));
}

async function listAccount(account: Installed['account']): Promise<Change[]> {
  const found = await account.find();
  if (found === null) return [];
  const { service, name, path } = found;
  const what = `The token of the account at ${service}, in ${name}.`;
  return [{ kind: 'account', what, paths: path === null ? [] : [path], exists: true, bytes: null }];
}

function isOurs({ outcome }: ClientResult): boolean {
  return outcome === 'disconnected' || outcome === 'failed';
}

async function listData(home: string): Promise<Change[]> {
  if (!(await isThere(home))) {
    return [{ kind: 'data', what: 'Everything that Headroom keeps.', paths: [home], exists: false, bytes: 0 }];
  }
  const changes: Change[] = [];
  const names = await listNames(home);
  // Somebody may have named a directory that was in use before: "logs" there need not be ours.
  if (basename(home) !== '.headroom' && !names.every(isKnown)) return [];
  for (const [name, what] of kept) {
    const paths = names.filter((entry) => name.test(entry)).map((entry) => join(home, entry));
    if (paths.length === 0) continue;
    changes.push({
      kind: 'data',
      what: `${what[0]?.toUpperCase()}${what.slice(1)}.`,
      paths,
      exists: true,
      bytes: await measure(home, paths),
    });
  }
  return changes;
}

function isKnown(name: string): boolean {
  return GIVEN.test(name) || kept.some(([known]) => known.test(name));
}

async function measure(home: string, paths: readonly string[]): Promise<number> {
  const isIn = (path: string): boolean => paths.some((one) => path === one || path.startsWith(join(one, '/')));
  return (await listFilesUnder(home, isIn)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
