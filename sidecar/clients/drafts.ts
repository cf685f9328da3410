import { sha256 } from '../lib/hash.ts';
import { readUserFile, shortenHome, type UserFile } from '../machine/index.ts';
import { type Decoded, decode, editors, encode, findRefused } from './edits/index.ts';
import { MAX_FILE_BYTES, readKept } from './originals.ts';
import { type ClientRecord, type FileRecord, type Records, toTarget, type UndoEntry, type Upstream } from './record.ts';
import { inFile, revertBytes } from './revert.ts';
import { leadsTo, resolveRoute } from './routes.ts';
import type { FileEdit, Json } from './types.ts';

/** What is to become of one file. Nothing has been written yet. */
export interface Draft {
  readonly file: UserFile;
  /** Null: the file goes. */
  readonly after: Uint8Array | null;
  /** For people: what is written and why. */
  readonly values: readonly { readonly path: string; readonly value: string; readonly why: string }[];
}

/** Setting one client up, as drafts of its files. */
export interface DraftIn {
  readonly drafts: readonly Draft[];
  readonly undos: readonly UndoEntry[];
  readonly routes: Readonly<Record<string, Upstream>>;
  /** Real paths of files whose present bytes lead to us although nothing is recorded. */
  readonly stained: readonly string[];
}

/** Taking one client's values out, as drafts of its files. */
export interface DraftOut {
  readonly drafts: readonly Draft[];
  /** Values that somebody changed since, as "<file>: <path>". */
  readonly left: readonly string[];
}

export interface DraftContext {
  readonly owner: string;
  readonly proxyUrl: string;
  readonly home: string;
  readonly userHome: string;
  readonly records: Records;
}

/**
 * What connecting writes. A client that is connected already is taken out in thought first, so that what stood there
 * before us is never forgotten and applying twice is applying once.
 * @throws AppError client.malformed, client.conflict; the system's errors of reading
 */
export async function draftIn(edits: readonly FileEdit[], context: DraftContext): Promise<DraftIn> {
  const record = context.records.clients[context.owner];
  const paths = new Set([...edits.map(({ file }) => file), ...(record?.undos ?? []).map(({ file }) => file)]);
  const parts: FilePart[] = [];
  for (const path of paths) {
    const file = await readUserFile(path, MAX_FILE_BYTES);
    const own = edits.filter((edit) => edit.file === path);
    parts.push(inFile(shortenHome(path, context.userHome), () => draftFile(file, own, context)));
  }
  return {
    drafts: parts.flatMap(({ draft }) => (draft === null ? [] : [draft])),
    undos: parts.flatMap(({ undos }) => undos),
    routes: Object.assign({}, ...parts.map(({ routes }) => routes)) as Record<string, Upstream>,
    stained: parts.flatMap(({ isStained, target }) => (isStained ? [target] : [])),
  };
}

interface FilePart {
  readonly target: string;
  readonly draft: Draft | null;
  readonly undos: readonly UndoEntry[];
  readonly routes: Readonly<Record<string, Upstream>>;
  readonly isStained: boolean;
}

function draftFile(file: UserFile, edits: readonly FileEdit[], context: DraftContext): FilePart {
  const { owner, proxyUrl } = context;
  const record = context.records.clients[owner];
  const known = (record?.undos ?? []).filter((undo) => undo.file === file.path);
  const format = edits[0]?.format ?? known[0]?.format ?? 'json';
  const present = decode(file.bytes, format);
  const refused = findRefused(present, edits);
  if (refused !== null) throw refused;
  const bare = file.bytes === null ? present : decode(revertBytes(file.bytes, known, owner).bytes, format);
  const undos: UndoEntry[] = [];
  const routes: Record<string, Upstream> = {};
  const values: { path: string; value: string; why: string }[] = [];
  let text = bare.text;
  let isStained = false;
  for (const edit of edits) {
    const target = { path: edit.path, owner, ...('item' in edit.set && { item: edit.set.item }) };
    const editor = editors[edit.format];
    const standing = editor.standing(bare.text, target);
    if (edit.onlyIfAbsent && standing !== undefined) continue;
    const value = wantedValue(edit, standing, { proxyUrl, record, routes });
    const isMine = 'route' in edit.set && leadsTo(proxyUrl, standing);
    const made = editor.set(text, target, value);
    text = made.text;
    isStained ||= isMine;
    undos.push({
      ...made.undo,
      ...(isMine && { previous: null }),
      file: file.path,
      format: edit.format,
      path: edit.path,
      ...('item' in edit.set && { isItem: true }),
    });
    const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
    values.push({ path: edit.path.join('.'), value: shown, why: edit.why });
  }
  // Nothing to move when every value stands as it should: somebody may have written behind ours meanwhile.
  const isSame = undos.length === known.length && isInForce(present, undos, owner);
  if (isSame && known.length > 0) {
    return { target: file.target, draft: null, undos: known, routes, isStained: false };
  }
  const draft = text === present.text && file.bytes !== null ? null : toDraft(file, encode(bare, text), values);
  return { target: file.target, draft, undos, routes, isStained };
}

function toDraft(file: UserFile, after: Uint8Array, values: Draft['values']): Draft | null {
  return file.bytes === null && after.length === 0 ? null : { file, after, values };
}

function isInForce({ text }: Decoded, undos: readonly UndoEntry[], owner: string): boolean {
  return undos.every((undo) => {
    const value = editors[undo.format].read(text, toTarget(undo, owner));
    return JSON.stringify(value) === JSON.stringify(undo.ours);
  });
}

function wantedValue(
  edit: FileEdit,
  standing: Json | undefined,
  into: { proxyUrl: string; record: ClientRecord | undefined; routes: Record<string, Upstream> },
): Json {
  if ('value' in edit.set) return edit.set.value;
  if ('item' in edit.set) return edit.set.item;
  const { route } = edit.set;
  // A base URL of the environment is known only where the user's own shell asks; once known, it is remembered.
  const remembered = into.record?.routes[route.slot]?.base ?? null;
  const found = resolveRoute({ ...route, standing: route.standing ?? remembered }, into.proxyUrl, standing);
  if (found.upstream !== null) into.routes[route.slot] = found.upstream;
  return found.value;
}

/**
 * What disconnecting writes: the first original when nothing else has changed since, else the file without our values.
 * @throws AppError client.malformed, client.conflict; the system's errors of reading
 */
export async function draftOut(undos: readonly UndoEntry[], context: DraftContext): Promise<DraftOut> {
  const drafts: Draft[] = [];
  const left: string[] = [];
  for (const path of new Set(undos.map(({ file }) => file))) {
    const file = await readUserFile(path, MAX_FILE_BYTES);
    if (file.bytes === null) continue;
    const shown = shortenHome(path, context.userHome);
    const known = context.records.files[file.target];
    const original = await findOriginal(file.bytes, known, context);
    if (original !== undefined) {
      drafts.push({ file, after: original, values: [] });
      continue;
    }
    const own = undos.filter((undo) => undo.file === path);
    const reverted = inFile(shown, () => revertBytes(file.bytes!, own, context.owner));
    left.push(...reverted.left.map((name) => `${shown}: ${name}`));
    const wasAbsent = known !== undefined && known.original === null;
    if (wasAbsent && reverted.isBlank) drafts.push({ file, after: null, values: [] });
    else if (Buffer.compare(reverted.bytes, file.bytes) !== 0) drafts.push({ file, after: reverted.bytes, values: [] });
  }
  return { drafts, left };
}

/** The bytes to put back (null: there was no file); undefined when the file has to be gone through value by value. */
async function findOriginal(
  bytes: Uint8Array,
  known: FileRecord | undefined,
  { home, owner }: DraftContext,
): Promise<Uint8Array | null | undefined> {
  if (known === undefined || known.isStained || known.last !== sha256(bytes)) return undefined;
  if (known.owners.some((other) => other !== owner)) return undefined;
  if (known.original === null) return null;
  return (await readKept(home, known.original)) ?? undefined;
}
