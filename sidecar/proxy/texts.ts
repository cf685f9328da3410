import { digest } from '../lib/hash.ts';
import { Lru } from '../lib/lru.ts';
import type { OptimiseResult } from '../worker/types.ts';

/** An edited text as the client sent it and as it was sent on. */
export interface EditedText {
  readonly original: string;
  readonly sent: string;
}

/** The edited texts of the latest requests, for whoever doubts an edit. In memory only, bounded, the newest win. */
export interface RecentTexts {
  /** Notes what was edited in a request that was sent. @param body the decoded body that `result` is about */
  note(exchange: string, body: Uint8Array, result: OptimiseResult): void;
  /** Null when the text was not edited, or is no longer here. */
  get(exchange: string, index: number): EditedText | null;
}

/** Bytes of texts that are kept: both sides of each edit, two bytes a character. */
export const TEXT_BYTES = 4 * 1024 * 1024;
/** Requests whose edits are known by name. Their texts are shared: every turn carries those of the turns before. */
const EXCHANGES = 500;
const NAMES = 20_000;

/** @param capacity bytes of texts; 0 keeps none. */
export function createRecentTexts(capacity: number): RecentTexts {
  const texts = new Lru<string, EditedText>(capacity, ({ original, sent }) => 2 * (original.length + sent.length));
  const names = new Lru<string, ReadonlyMap<number, string>>(NAMES, (map) => Math.max(map.size, NAMES / EXCHANGES));
  return {
    note(exchange, body, { edits, segments, digests }) {
      const edited = segments.filter(({ by }) => by.length > 0);
      // Edits stand in the order of the body, segments in that of the prompt; within the messages these are the same.
      if (capacity === 0 || edited.length !== edits.length) return;
      const named = new Map<number, string>();
      edited.forEach(({ index }, at) => {
        const { start, end, bytes } = edits[at]!;
        const name = `${digests[index] ?? ''}:${digest(bytes)}`;
        named.set(index, name);
        if (texts.get(name) !== undefined || 2 * (end - start) > capacity) return;
        const original = readString(body.subarray(start, end));
        const sent = readString(bytes);
        if (original !== null && sent !== null) texts.set(name, { original, sent });
      });
      names.set(exchange, named);
    },
    get(exchange, index) {
      const name = names.get(exchange)?.get(index);
      return (name === undefined ? undefined : texts.get(name)) ?? null;
    },
  };
}

/** The text of a JSON string in its source form; null when it is none. */
function readString(source: Uint8Array): string | null {
  try {
    const value: unknown = JSON.parse(
      Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString('utf8'),
    );
    return typeof value === 'string' ? value : null;
  } catch {
    // What is only shown to a person must never cost a request.
    return null;
  }
}
