import { join } from 'node:path';
import {
  claimFile,
  isSameAlive,
  listNames,
  type Owner,
  readOwner,
  readTextWithin,
  removeFile,
  writeFileAtomic,
} from '../machine/index.ts';
import type { RunRecord, ToolRecord } from './types.ts';

const MAX_RECORD_BYTES = 16 * 1024;

const runDir = (home: string): string => join(home, 'run');
const mainPath = (home: string): string => join(runDir(home), 'main.json');
const proxyPath = (home: string, pid: number): string => join(runDir(home), `proxy-${pid}.json`);
const toolPath = (home: string, pid: number): string => join(runDir(home), `tool-${pid}.json`);

/** The place of the one Headroom of a home. */
export type MainClaim =
  | {
      readonly isOurs: true;
      /** What a Headroom left that ended without giving its place back (kill -9, power loss); null = a clean end. */
      readonly left: RunRecord | null;
      /** Tells where it answers. */
      publish(url: string): Promise<void>;
      /** Gives the place back: a clean end. */
      release(): Promise<void>;
    }
  | { readonly isOurs: false; readonly running: RunRecord };

/**
 * Takes the place of the one Headroom of a home, or tells who has it.
 * @throws the system's error when the home cannot be written.
 */
export async function claimMain(home: string, version: string): Promise<MainClaim> {
  const owner = await readOwner();
  const record: RunRecord = { owner, kind: 'main', url: null, version, since: Date.now() };
  const path = mainPath(home);
  const claim = await claimFile(path, format(record), async (text) => {
    const holder = parseRun(text);
    return holder === null || !(await isSameAlive(holder.owner));
  });
  if (!claim.isOurs) {
    const running = parseRun(claim.holder);
    // Claims come and went too quickly to be read: whoever holds it now is alive.
    return { isOurs: false, running: running ?? { ...record, owner: { pid: 0, identity: null } } };
  }
  return {
    isOurs: true,
    left: claim.stale === null ? null : parseRun(claim.stale),
    publish: (url) => writeFileAtomic(path, format({ ...record, url })),
    async release() {
      const now = await readRun(path);
      if (now?.owner.pid === owner.pid && now.owner.identity === owner.identity) await removeFile(path);
    },
  };
}

/** The one Headroom of a home as it was written down, whether it lives or not; null when none is. */
export function readMain(home: string): Promise<RunRecord | null> {
  return readRun(mainPath(home));
}

/** Records of sidecars of this home that live: the main one first, then those of wraps. */
export async function listLiving(home: string): Promise<RunRecord[]> {
  const names = (await listNames(runDir(home))).filter((name) => /^proxy-\d+\.json$/.test(name));
  const records = await Promise.all(names.map((name) => readRun(join(runDir(home), name))));
  const living: RunRecord[] = [];
  for (const record of records) if (record !== null && (await isSameAlive(record.owner))) living.push(record);
  return living.sort((a, b) => (a.kind === b.kind ? a.since - b.since : a.kind === 'main' ? -1 : 1));
}

/** Writes down that this process listens; it is found as long as it lives. Gives what takes the record away again. */
export async function recordProxy(
  home: string,
  facts: Pick<RunRecord, 'kind' | 'version'> & { readonly url: string },
): Promise<() => Promise<void>> {
  const owner = await readOwner();
  const record: RunRecord = { owner, ...facts, since: Date.now() };
  await writeFileAtomic(proxyPath(home, owner.pid), format(record));
  return () => removeFile(proxyPath(home, owner.pid));
}

/** What the Headroom with this process id wrote down as its address; null before it listens. */
export async function findUrlOf(home: string, pid: number): Promise<string | null> {
  return (await readRun(proxyPath(home, pid)))?.url ?? null;
}

/** Writes down that this process has a wrapped tool that uses a port. */
export async function recordTool(home: string, tool: string, port: number): Promise<() => Promise<void>> {
  const owner = await readOwner();
  const record: ToolRecord = { owner, tool, port };
  await writeFileAtomic(toolPath(home, owner.pid), format(record));
  return () => removeFile(toolPath(home, owner.pid));
}

/** Wrapped tools that live. What dead ones left (kill -9) is removed. */
export async function listTools(home: string): Promise<ToolRecord[]> {
  const living: ToolRecord[] = [];
  for (const name of await listNames(runDir(home))) {
    if (!/^tool-\d+\.json$/.test(name)) continue;
    const path = join(runDir(home), name);
    const record = parseTool((await readTextWithin(path, MAX_RECORD_BYTES).catch(() => null)) ?? ''); // being replaced
    if (record !== null && (await isSameAlive(record.owner))) living.push(record);
    else await removeFile(path);
  }
  return living;
}

/** Removes what dead Headrooms and wraps left behind in a home; the place of the main one is left to its next start. */
export async function sweepRecords(home: string): Promise<string[]> {
  const removed: string[] = [];
  for (const name of await listNames(runDir(home))) {
    if (!/^(proxy|tool)-\d+\.json/.test(name)) continue;
    const path = join(runDir(home), name);
    const owner = parseOwner(await readTextWithin(path, MAX_RECORD_BYTES).catch(() => null)); // just removed by its owner
    if (owner !== null && (await isSameAlive(owner))) continue;
    await removeFile(path);
    removed.push(path);
  }
  return removed;
}

function format(record: RunRecord | ToolRecord): string {
  return `${JSON.stringify(record)}\n`;
}

async function readRun(path: string): Promise<RunRecord | null> {
  const text = await readTextWithin(path, MAX_RECORD_BYTES);
  return text === null ? null : parseRun(text);
}

/** A record that was cut off or is none is null: it says nothing that could be relied on. */
export function parseRun(text: string): RunRecord | null {
  const facts = parseObject(text);
  const owner = readOwnerOf(facts);
  if (facts === null || owner === null) return null;
  const { kind, url, version, since } = facts;
  return {
    owner,
    kind: kind === 'wrap' ? 'wrap' : 'main',
    url: typeof url === 'string' && URL.canParse(url) ? url : null,
    version: typeof version === 'string' ? version : 'unknown',
    since: typeof since === 'number' ? since : 0,
  };
}

export function parseTool(text: string): ToolRecord | null {
  const facts = parseObject(text);
  const owner = readOwnerOf(facts);
  if (facts === null || owner === null) return null;
  const { tool, port } = facts;
  return { owner, tool: typeof tool === 'string' ? tool : 'unknown', port: typeof port === 'number' ? port : 0 };
}

function parseOwner(text: string | null): Owner | null {
  return text === null ? null : readOwnerOf(parseObject(text));
}

function readOwnerOf(facts: Record<string, unknown> | null): Owner | null {
  const owner = facts?.owner;
  if (typeof owner !== 'object' || owner === null) return null;
  const { pid, identity } = owner as Record<string, unknown>;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return null;
  return { pid, identity: typeof identity === 'string' ? identity : null };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null; // cut off by a full disk or not ours: as good as not there
  }
}
