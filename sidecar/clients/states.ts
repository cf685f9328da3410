import type { ClientFinding, ClientState } from '../contract/clients.ts';
import { AppError } from '../contract/errors.ts';
import { readUserFile, shortenHome } from '../machine/index.ts';
import { decode, editors, findRefused } from './edits/index.ts';
import { MAX_FILE_BYTES } from './originals.ts';
import { type ClientRecord, toTarget, type UndoEntry } from './record.ts';
import { inFile } from './revert.ts';
import { leadsTo } from './routes.ts';
import type { ClientAdapter, FileEdit, Machine } from './types.ts';

export interface Seen {
  readonly state: ClientState;
  readonly findings: readonly ClientFinding[];
}

/** How one client stands, by its files and our record. Nothing is thrown for what a user's file may hold. */
export async function readState(
  adapter: ClientAdapter,
  known: { readonly record: ClientRecord | undefined; readonly proxyUrl: string; readonly isInstalled: boolean },
  machine: Machine,
): Promise<Seen> {
  const { record, isInstalled } = known;
  if (record?.status === 'paused') return { state: 'paused', findings: [] };
  // Where its settings cannot be read, connecting says why; here it is only not looked at.
  const edits = await adapter.plan(known.proxyUrl, machine).then(
    (plan) => plan.edits,
    () => [],
  );
  if (record?.status === 'connected') return readConnected(adapter.id, record.undos, { edits, machine });
  const strays = await findStrays(adapter, known.proxyUrl, machine).catch(() => []);
  const unread = strays.length === 0 ? [] : await findUnread(adapter.id, { edits, machine });
  if (unread.length > 0) return { state: 'conflict', findings: unread };
  if (strays.length > 0) {
    const files = [...new Set(strays.map(({ file }) => shortenHome(file, machine.userHome)))].join(', ');
    const message = `It goes through Headroom although nothing is recorded of it (${files}).`;
    const hint = `headroom disconnect ${adapter.id} takes it out; headroom connect ${adapter.id} takes it into care.`;
    return { state: 'connected', findings: [{ level: 'ok', message, hint }] };
  }
  return { state: isInstalled ? 'disconnected' : 'not-installed', findings: [] };
}

interface Wanted {
  /** What connecting would write now. */
  readonly edits: readonly FileEdit[];
  readonly machine: Machine;
}

/** Connected as recorded, or in conflict: then every difference is a finding. */
async function readConnected(owner: string, undos: readonly UndoEntry[], wanted: Wanted): Promise<Seen> {
  const findings: ClientFinding[] = [];
  for (const path of new Set(undos.map(({ file }) => file))) {
    const shown = shortenHome(path, wanted.machine.userHome);
    const own = undos.filter(({ file }) => file === path);
    const problem = await describeDifference(shown, { path, owner, own });
    if (problem === null) continue;
    const hint = `headroom connect ${owner} writes our values again; headroom disconnect ${owner} leaves yours.`;
    findings.push({ level: 'warning', message: problem, hint });
  }
  if (findings.length === 0) findings.push(...(await findUnread(owner, wanted)));
  return { state: findings.length === 0 ? 'connected' : 'conflict', findings };
}

/** Files that connecting is about, ours in them or not, and that their own client does not read as they are. */
async function findUnread(owner: string, { edits, machine }: Wanted): Promise<ClientFinding[]> {
  const findings: ClientFinding[] = [];
  for (const path of new Set(edits.map(({ file }) => file))) {
    const own = edits.filter(({ file }) => file === path);
    const refused = await readRefused(path, own);
    if (refused === null) continue;
    const message = `${shortenHome(path, machine.userHome)}: ${refused.message} So it does not go through Headroom.`;
    const hint = `Take that out of the file; or headroom disconnect ${owner}.`;
    findings.push({ level: 'warning', message, hint });
  }
  return findings;
}

/** Null also for a file that is broken altogether, or cannot be read: that is told by who looks for our values. */
async function readRefused(path: string, own: readonly FileEdit[]): Promise<AppError | null> {
  try {
    const { bytes } = await readUserFile(path, MAX_FILE_BYTES);
    return findRefused(decode(bytes, own[0]!.format), own);
  } catch {
    return null;
  }
}

async function describeDifference(
  shown: string,
  { path, owner, own }: { path: string; owner: string; own: readonly UndoEntry[] },
): Promise<string | null> {
  try {
    const { bytes } = await readUserFile(path, MAX_FILE_BYTES);
    if (bytes === null) return `${shown} is gone.`;
    const changed = inFile(shown, () =>
      own.filter((undo) => {
        const value = editors[undo.format].read(decode(bytes, undo.format).text, toTarget(undo, owner));
        return JSON.stringify(value) !== JSON.stringify(undo.ours);
      }),
    );
    if (changed.length === 0) return null;
    return `${shown} was changed: ${changed.map((undo) => undo.path.join('.')).join(', ')} is not what was set.`;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    return `${shown} cannot be read (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}).`;
  }
}

/** Values in a client's files that lead to our proxy without a record: set by hand, or the record was lost. */
export async function findStrays(adapter: ClientAdapter, proxyUrl: string, machine: Machine): Promise<UndoEntry[]> {
  const { edits } = await adapter.plan(proxyUrl, machine);
  const strays: UndoEntry[] = [];
  for (const edit of edits) {
    const value = await readEdit(edit, adapter.id);
    const isItem = 'item' in edit.set;
    // A plain value is nothing that only we could have written.
    if (value === undefined || 'value' in edit.set || (!isItem && !leadsTo(proxyUrl, value))) continue;
    const made = edit.format === 'json' || edit.format === 'toml' ? edit.path.length - (isItem ? 0 : 1) : 1;
    strays.push({
      file: edit.file,
      format: edit.format,
      path: edit.path,
      ours: value,
      previous: null,
      made,
      scraps: '',
      ...(isItem && { isItem }),
    });
  }
  return strays;
}

/** What stands where an edit would write. In formats with a fence, only what stands in ours. */
async function readEdit({ file, format, path, set }: FileEdit, owner: string) {
  const { bytes } = await readUserFile(file, MAX_FILE_BYTES);
  if (bytes === null) return undefined;
  const { text } = decode(bytes, format);
  const isFenced = format !== 'json' && format !== 'toml' && format !== 'yaml';
  if (isFenced && !text.includes(`# >>> headroom:${owner} >>>`)) return undefined;
  return editors[format].read(text, { path, owner, ...('item' in set && { item: set.item }) });
}
