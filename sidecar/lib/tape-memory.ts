import { continueScan, type JsonTape, NodeType } from './json-tape.ts';
import { Lru } from './lru.ts';
import { sharedLength } from './shared-bytes.ts';

/** Shorter documents are scanned faster than they are compared. Bytes. */
const LEAST_BYTES = 4096;
/** Documents of one name that are known: clients ask something else beside a conversation, or go on from one in two ways. */
const MOST_PER_NAME = 3;

/**
 * The latest documents, so that the next one that begins like one of them is scanned and decoded only from where it
 * differs. A tape that is made so is the tape of a whole scan; forgetting costs nothing but time.
 */
export class TapeMemory {
  private readonly known: Lru<string, readonly JsonTape[]>;

  /** @param capacity bytes of documents; what is remembered about one takes about twice as much again */
  constructor(capacity: number) {
    this.known = new Lru(capacity, (tapes) => tapes.reduce((sum, { bytes }) => sum + bytes.length, 0));
  }

  /**
   * @param name of documents that are likely to begin alike
   * @param bytes are kept, so that nobody may change them afterwards
   * @returns null as for scanJson
   */
  scan(name: string, bytes: Uint8Array): JsonTape | null {
    const tapes = this.known.get(name) ?? [];
    const same = tapes.find((tape) => tape.bytes === bytes);
    if (same !== undefined) return same;
    let earlier: JsonTape | null = null;
    let shared = LEAST_BYTES;
    for (const tape of tapes) {
      const length = sharedLength(tape.bytes, bytes);
      if (length < shared) continue;
      earlier = tape;
      shared = length;
    }
    const tape = continueScan(bytes, earlier, shared);
    if (tape !== null && bytes.length >= LEAST_BYTES && isNest(tape)) {
      this.known.set(name, [tape, ...tapes.filter((one) => one !== earlier)].slice(0, MOST_PER_NAME));
    }
    return tape;
  }
}

function isNest(tape: JsonTape): boolean {
  return tape.type(0) === NodeType.object || tape.type(0) === NodeType.array;
}
