/** Contract of the editors: one per file format. Pure; texts come without a byte order mark, in their own line endings. */
import type { Json } from '../types.ts';

/** What is needed to take one value out again. Kept in the record, so it is JSON. */
export interface EditUndo {
  /** What we wrote. */
  readonly ours: Json;
  /** Source text of the value that stood there before; null when there was none. */
  readonly previous: string | null;
  /** How many containers around the value we made for it; of an element, its list is one. */
  readonly made: number;
  /** Source text that went in with the value, or that it took the place of; '' when only the value did. */
  readonly scraps: string;
}

export interface Target {
  readonly path: readonly string[];
  /** Id of the client; names the fence in formats that have one. */
  readonly owner: string;
  /** JSON only: the target is this element of the list at the path. */
  readonly item?: Json;
}

export interface Editor {
  /**
   * The value at a path, undefined when there is none.
   * @throws AppError client.malformed when the text cannot be understood.
   */
  read(text: string, target: Target): Json | undefined;
  /** As {@link Editor.read}, without what stands in our own fence. */
  standing(text: string, target: Target): Json | undefined;
  /**
   * Writes one value and touches nothing else.
   * @throws AppError client.malformed; client.conflict when something else stands where the value's container should be.
   */
  set(text: string, target: Target, value: Json): { readonly text: string; readonly undo: EditUndo };
  /** Takes a value out again; null when it is not ours any more. A value that is gone already is fine. */
  unset(text: string, target: Target, undo: EditUndo): string | null;
}

/** A text and what is needed to make its bytes again. */
export interface Decoded {
  readonly text: string;
  readonly mark: '' | '\uFEFF';
  readonly encoding: 'utf8' | 'latin1';
}
