import type { ClientPlan, ClientResult, FileChange } from '../contract/clients.ts';
import { formatDiff } from '../lib/diff.ts';
import { shortenHome } from '../machine/index.ts';
import { applyChange } from './apply.ts';
import { type Draft, type DraftContext, draftIn, draftOut } from './drafts.ts';
import type { ClientRecord, Records } from './record.ts';
import { findStrays } from './states.ts';
import type { ClientAdapter, Machine } from './types.ts';

/** What one change of one client may ask. */
export interface Step {
  readonly home: string;
  readonly proxyUrl: string;
  readonly machine: Machine;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly dryRun: boolean;
  /** As they are now: an earlier step of the same run may have changed them. */
  records(): Promise<Records>;
}

/** What connecting would do, without the state. @throws as {@link connectOne} */
export async function planOne(adapter: ClientAdapter, step: Step): Promise<Omit<ClientPlan, 'state'>> {
  const { edits, notes, steps } = await adapter.plan(step.proxyUrl, step.machine);
  const draft = await draftIn(edits, makeContext(adapter, step, await step.records()));
  return {
    id: adapter.id,
    name: adapter.name,
    how: adapter.how,
    changes: showDrafts(draft.drafts, step.machine),
    notes,
    steps,
    upstreams: [...new Set(Object.values(draft.routes).map(({ base }) => base))],
  };
}

/**
 * Points one client at the proxy.
 * @throws AppError client.malformed, client.conflict, client.denied
 */
export async function connectOne(adapter: ClientAdapter, step: Step): Promise<ClientResult> {
  const records = await step.records();
  const { edits, notes, steps } = await adapter.plan(step.proxyUrl, step.machine);
  if (edits.length === 0) return makeResult(adapter, step, { outcome: 'steps', notes, steps });
  const { drafts, undos, routes, stained } = await draftIn(edits, makeContext(adapter, step, records));
  const known = records.clients[adapter.id];
  const changes = showDrafts(drafts, step.machine);
  const wasPaused = known?.status === 'paused';
  const isNew = known === undefined || wasPaused;
  if (drafts.length === 0 && !isNew) return makeResult(adapter, step, { outcome: 'unchanged', notes, steps });
  const outcome = wasPaused ? 'resumed' : 'connected';
  if (step.dryRun) return makeResult(adapter, step, { outcome, changes, notes, steps });
  const record: ClientRecord = { status: 'connected', at: step.now, undos, routes, backups: [], directories: [] };
  const change = { client: adapter.id, kind: 'in', drafts, record, stained } as const;
  const backups = await applyChange(change, { ...makeContext(adapter, step, records), now: step.now });
  return makeResult(adapter, step, { outcome, changes, notes, steps, backups });
}

/**
 * Takes our values out of one client; `pause` remembers that they are to come back.
 * @throws AppError client.malformed, client.conflict, client.denied
 */
export async function disconnectOne(
  adapter: ClientAdapter,
  step: Step,
  how: 'disconnect' | 'pause',
): Promise<ClientResult> {
  const records = await step.records();
  const known = records.clients[adapter.id];
  const undos = known?.undos ?? (await findStrays(adapter, step.proxyUrl, step.machine));
  const { drafts, left } = await draftOut(undos, makeContext(adapter, step, records));
  if (known === undefined && drafts.length === 0) return makeResult(adapter, step, { outcome: 'unchanged' });
  const changes = showDrafts(drafts, step.machine);
  const outcome = how === 'pause' ? 'paused' : 'disconnected';
  if (!step.dryRun) {
    const paused = known === undefined ? null : ({ ...known, status: 'paused', undos: [], at: step.now } as const);
    const record = how === 'pause' ? paused : null;
    const change = { client: adapter.id, kind: 'out', drafts, record, stained: [] } as const;
    await applyChange(change, { ...makeContext(adapter, step, records), now: step.now });
  }
  const restored = new Set(drafts.map(({ file }) => file.target));
  const backups = (known?.backups ?? []).map(({ path }) => path).filter(() => left.length > 0 || restored.size === 0);
  return makeResult(adapter, step, { outcome, changes, left, backups });
}

function makeContext(adapter: ClientAdapter, { home, proxyUrl, machine }: Step, records: Records): DraftContext {
  return { owner: adapter.id, proxyUrl, home, userHome: machine.userHome, records };
}

function makeResult(
  { id, name }: ClientAdapter,
  { dryRun, machine }: Step,
  { outcome, backups = [], ...rest }: Pick<ClientResult, 'outcome'> & Partial<ClientResult>,
): ClientResult {
  const nothing = { changes: [], notes: [], steps: [], left: [], error: null };
  const shown = backups.map((path) => shortenHome(path, machine.userHome));
  return { id, name, outcome, dryRun, ...nothing, ...rest, backups: shown };
}

function showDrafts(drafts: readonly Draft[], { userHome }: Machine): FileChange[] {
  return drafts.map(({ file, after, values }) => {
    const shown = shortenHome(file.path, userHome);
    const kind = file.bytes === null ? 'create' : after === null ? 'delete' : 'change';
    const names = [kind === 'create' ? null : shown, kind === 'delete' ? null : shown] as const;
    return { file: shown, kind, diff: formatDiff(names, toText(file.bytes), toText(after)), values };
  });
}

/** For the eye only: bytes that are no UTF-8 show as replacement characters. */
function toText(bytes: Uint8Array | null): string {
  return bytes === null ? '' : new TextDecoder().decode(bytes);
}
