import { askLocal, isSameAlive, sendSignal } from '../../machine/index.ts';
import { listLiving, listTools, type RunRecord, sweepRecords } from '../../supervisor/index.ts';

/** A Headroom that nobody uses ends by itself within a second; one that hangs never does. */
const GO_MS = 5000;
const LOOK_EVERY_MS = 50;

/** What a wrap left behind, and what was done about it. */
export interface Leftovers {
  /** Records of wraps and Headrooms that were killed; they are gone now. */
  readonly records: readonly string[];
  /** Addresses of Headrooms that no tool used any more; they have ended. */
  readonly ended: readonly string[];
  /** Wrapped tools that live; they and their Headroom are left alone. */
  readonly tools: readonly { readonly tool: string; readonly pid: number }[];
}

/** Takes away what wraps of a home left that were killed. Whatever a living tool uses stays. */
export async function clearLeftovers(home: string): Promise<Leftovers> {
  const records = await sweepRecords(home);
  const tools = await listTools(home);
  const used = new Set(tools.map(({ port }) => port));
  const ended: string[] = [];
  for (const record of await listLiving(home)) {
    if (record.kind !== 'wrap' || record.url === null || used.has(Number(new URL(record.url).port))) continue;
    await end(record);
    ended.push(record.url);
  }
  // What an ended one could not remove itself.
  await sweepRecords(home);
  return { records, ended, tools: tools.map(({ tool, owner }) => ({ tool, pid: owner.pid })) };
}

/** One that is well is asked to go; one that hangs would not hear it. */
async function end({ owner, url }: RunRecord): Promise<void> {
  const { hostname: host, port } = new URL(url ?? '');
  const isWell = (await askLocal({ host, port: Number(port), path: '/livez' }))?.status === 200;
  if (isWell) {
    sendSignal(owner.pid, 'SIGTERM');
    const deadline = performance.now() + GO_MS;
    while (performance.now() < deadline) {
      if (!(await isSameAlive(owner))) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
  if (await isSameAlive(owner)) sendSignal(owner.pid, 'SIGKILL');
  while (await isSameAlive(owner)) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}
