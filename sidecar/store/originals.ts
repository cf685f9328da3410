import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { AppError } from '../contract/errors.ts';
import { digest } from '../lib/hash.ts';
import { Lru } from '../lib/lru.ts';
import { makeDirectory } from '../machine/index.ts';

/** A part of an original, in lines counted from 1. */
export interface Excerpt {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Lines of the whole original. */
  readonly total: number;
}

/** Lines of an original that match. */
export interface Hits {
  readonly hits: readonly { readonly line: number; readonly text: string }[];
  readonly total: number;
  /** True when there were more hits than are given. */
  readonly truncated: boolean;
}

/** Sources of what left the wire: one plain text file each, named by its content. */
export interface Originals {
  /**
   * Stores a text before its short form is sent. Synchronous; never throws for a full, missing or forbidden disk.
   * @param id its content address, when the caller knows it: hashing a long text twice is felt
   * @returns null when it could not be stored byte for byte; the text must then stay on the wire.
   */
  put(text: string, id?: string): { readonly id: string; readonly bytes: number; readonly isNew: boolean } | null;
  /** The text, byte for byte, or null when it is unknown, expired or damaged. */
  get(id: string): string | null;
  /** Where the file lies, whether or not it is there. @throws AppError original.unknown when the id has not the form of one. */
  path(id: string): string;
  /** Lines `from` to `to`, both included; bounds beyond the ends are moved to them. Null as for get. */
  lines(id: string, from: number, to: number): Excerpt | null;
  /** Lines that match a regular expression. @throws AppError api.invalid when it is malformed or takes longer than 250 ms. */
  grep(id: string, pattern: string): Hits | null;
}

const idForm = /^[0-9a-f]{20}$/;
/** Seconds that a file's time may lag behind its last use: idle expiry counts days. */
const touchMs = 600_000;
const maxHits = 1000;
const grepMs = 250;

/**
 * Originals of one directory, which is made on the first put (0700). Several processes may share it.
 * @param dir usually <home>/originals.
 */
export function createOriginals(dir: string): Originals {
  // Ids whose file was compared with its text by this process; the engine puts every source again on every turn.
  const compared = new Lru<string, true>(20_000);
  const pathOf = (id: string): string => {
    if (!idForm.test(id)) {
      throw new AppError('original.unknown', `"${id.slice(0, 40)}" is not the id of an original.`, {
        hint: 'An id is 20 hexadecimal digits; it stands in the marker.',
      });
    }
    return join(dir, `${id}.txt`);
  };
  const get = (id: string): string | null => {
    if (!idForm.test(id)) return null;
    const text = readText(pathOf(id));
    return text !== null && digest(text) === id ? text : null;
  };
  return {
    put: (text, id = digest(text)) => {
      // A lone surrogate has no UTF-8 form, so the file could not give it back.
      if (!text.isWellFormed()) return null;
      const path = pathOf(id);
      const stored = readStat(path);
      if (stored !== null && (compared.get(id) === true || readText(path) === text)) {
        compared.set(id, true);
        if (Date.now() - stored.mtimeMs > touchMs) touch(path);
        return { id, bytes: stored.size, isNew: false };
      }
      // Another text under the same id is a collision, unless it no longer fits its own name.
      if (stored !== null && get(id) !== null) return null;
      const bytes = writeWhole(dir, path, text);
      if (bytes === null) return null;
      compared.set(id, true);
      return { id, bytes, isNew: true };
    },
    get,
    path: pathOf,
    lines: (id, from, to) => {
      const lines = get(id)?.split('\n');
      if (lines === undefined) return null;
      const first = Math.min(lines.length, Math.max(1, Math.floor(from)));
      const last = Math.min(lines.length, Math.max(first, Math.floor(to)));
      return { text: lines.slice(first - 1, last).join('\n'), from: first, to: last, total: lines.length };
    },
    grep: (id, pattern) => {
      const lines = get(id)?.split('\n');
      return lines === undefined ? null : grepLines(lines, pattern);
    },
  };
}

/** The id of the original that a file holds, or null for any other file. */
export function originalIdOf(name: string): string | null {
  const id = name.slice(0, -4);
  return name.endsWith('.txt') && idForm.test(id) ? id : null;
}

/** Files of a directory of originals with size and time of last use; [] when it does not exist. */
export function listOriginals(dir: string): { id: string; bytes: number; usedAt: number }[] {
  const names = attempt(() => readdirSync(dir)) ?? [];
  return names.flatMap((name) => {
    const id = originalIdOf(name);
    const stat = id === null ? null : readStat(join(dir, name));
    return id === null || stat === null ? [] : [{ id, bytes: stat.size, usedAt: stat.mtimeMs }];
  });
}

/** Removes one original, and says whether it is gone. */
export function removeOriginal(dir: string, id: string): boolean {
  return attempt(() => rmSync(join(dir, `${id}.txt`), { force: true })) !== null;
}

/** Removes what an interrupted write left behind. @param olderThan in ms since the epoch. */
export function removeLeftovers(dir: string, olderThan: number): void {
  for (const name of attempt(() => readdirSync(dir)) ?? []) {
    if (!name.endsWith('.tmp')) continue;
    const path = join(dir, name);
    if ((readStat(path)?.mtimeMs ?? Number.POSITIVE_INFINITY) < olderThan) attempt(() => rmSync(path, { force: true }));
  }
}

function writeWhole(dir: string, path: string, text: string): number | null {
  const temporary = join(dir, `.${randomBytes(9).toString('hex')}.tmp`);
  const bytes = Buffer.from(text, 'utf8');
  const write = (): true => {
    writeFileSync(temporary, bytes, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, path);
    return true;
  };
  const again = (): true => {
    makeDirectory(dir);
    return write();
  };
  if (attempt(write) !== null || attempt(again) !== null) return bytes.length;
  attempt(() => rmSync(temporary, { force: true }));
  return null;
}

function grepLines(lines: readonly string[], pattern: string): Hits {
  // A context of its own because only there V8 can stop a regular expression that backtracks for ever.
  const script = `const re = new RegExp(pattern); const hits = [];
    for (let at = 0; at < lines.length && hits.length <= max; at++) if (re.test(lines[at])) hits.push(at);
    hits.join(',')`;
  let found: string;
  try {
    found = String(runInNewContext(script, { lines, pattern, max: maxHits }, { timeout: grepMs }));
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    const slow = code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    throw new AppError('api.invalid', slow ? 'The search took too long.' : `The search is malformed: ${message}.`, {
      hint: slow ? 'Use a simpler expression.' : 'Escape the special characters, or search for a plain word.',
      cause: error,
    });
  }
  const at = found === '' ? [] : found.split(',').map(Number);
  return {
    hits: at.slice(0, maxHits).map((index) => ({ line: index + 1, text: lines[index] ?? '' })),
    total: lines.length,
    truncated: at.length > maxHits,
  };
}

function readStat(path: string): { size: number; mtimeMs: number } | null {
  const stat = attempt(() => statSync(path, { throwIfNoEntry: false }));
  return stat?.isFile() ? stat : null;
}

function readText(path: string): string | null {
  return attempt(() => readFileSync(path).toString('utf8'));
}

function touch(path: string): void {
  const now = new Date();
  attempt(() => utimesSync(path, now, now));
}

/** The result, or null when the system refuses (full, forbidden, gone); a defect of ours is thrown on. */
export function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code === 'string') return null;
    throw error;
  }
}
