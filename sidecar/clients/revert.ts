import { AppError } from '../contract/errors.ts';
import { decode, editors, encode } from './edits/index.ts';
import { toTarget, type UndoEntry } from './record.ts';

/** A file without our values. */
export interface Reverted {
  readonly bytes: Uint8Array;
  /** True when nothing is in it: a file that was made for us can go. */
  readonly isBlank: boolean;
  /** Values that are not ours any more, as dotted paths; they were left alone. */
  readonly left: readonly string[];
}

/**
 * Takes values out, the last one first; what others wrote stays.
 * @param undos of this one file, in the order in which they were written.
 * @throws AppError client.malformed or client.conflict when the file cannot be understood (any more).
 */
export function revertBytes(bytes: Uint8Array, undos: readonly UndoEntry[], owner: string): Reverted {
  const [first] = undos;
  if (first === undefined) return { bytes, isBlank: false, left: [] };
  const decoded = decode(bytes, first.format);
  const left: string[] = [];
  let text = decoded.text;
  for (const undo of undos.toReversed()) {
    const next = editors[undo.format].unset(text, toTarget(undo, owner), undo);
    if (next === null) left.push(undo.path.join('.'));
    else text = next;
  }
  return { bytes: text === decoded.text ? bytes : encode(decoded, text), isBlank: text === '', left };
}

/** Says of which file an editor spoke. */
export function inFile<T>(shown: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, hint } = error;
    throw new AppError(code, `${shown}: ${message}`, { ...(hint !== undefined && { hint }), cause: error });
  }
}
