/** The keys of one kind of objects, in order. */
export interface Names {
  readonly keys: readonly string[];
  /** Every key stands in JSON as it is, without an escape. */
  readonly isPlain: boolean;
}

export const NO_NAMES: Names = { keys: [], isPlain: false };

const ESCAPED = /["\\\u0000-\u001f]/;
/** So many kinds of objects are told apart; keys that are data make a kind of every object. */
const MAX_KINDS = 256;
const PARTING = '\n';

/**
 * The keys of all objects of a text: alike objects share one list of keys, as a megabyte has tens of thousands of them, and
 * who looks at them one after the other sees by identity that the keys are the same.
 */
export class KeyNames {
  /** The keys of the last object, by depth. */
  readonly last: Names[] = [];
  private readonly keys = new Map<string, string>();
  private readonly kinds = new Map<string, Names>();

  /** One string for equal keys. */
  one(key: string): string {
    const known = this.keys.get(key);
    if (known !== undefined) return known;
    this.keys.set(key, key);
    return key;
  }

  /** The list of the last object at that depth where this one has the same keys; else one list for equal lists. */
  again(depth: number, keys: readonly string[]): readonly string[] {
    const last = this.last[depth]?.keys;
    if (last?.length === keys.length && last.every((key, i) => key === keys[i])) return last;
    const names = this.share(keys);
    this.last[depth] = names;
    return names.keys;
  }

  /** One list for equal lists, as long as there are few of them. */
  share(keys: readonly string[]): Names {
    if (this.kinds.size >= MAX_KINDS) return describe(keys);
    const kind = keys.join(PARTING);
    const known = this.kinds.get(kind);
    // A key may hold the parting itself: then another list of keys reads the same.
    if (known !== undefined && known.keys.length === keys.length && known.isPlain) return known;
    const names = describe(keys);
    if (known === undefined) this.kinds.set(kind, names);
    return names;
  }
}

function describe(keys: readonly string[]): Names {
  return { keys, isPlain: !keys.some((key) => ESCAPED.test(key)) };
}
