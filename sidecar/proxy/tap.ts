import type { Dialect, Usage, UsageReader } from '../dialects/types.ts';
import { findCodec } from './codecs.ts';

/** Compressed bytes that may wait for the decoder, and decoded bytes looked at; beyond either the tap is closed. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
const MAX_DECODED_BYTES = 256 * 1024 * 1024;
/** The decoder has this long to finish after the answer ended. */
const FINISH_MS = 2_000;

/** Reads usage from an answer beside the pipe. It never throws, never waits and never changes a byte. */
export interface Tap {
  push(chunk: Uint8Array): void;
  /** What was counted, or null. Call once, when the answer ended or broke off. */
  end(): Promise<Usage | null>;
}

export const noTap: Tap = { push: () => {}, end: async () => null };

/** @param headers of the answer, by lower-case name. */
export function createTap(dialect: Dialect, headers: Readonly<Record<string, string | undefined>>): Tap {
  const codec = findCodec(headers['content-encoding']);
  if (codec === undefined) return noTap;
  const reader = dialect.usage(headers['content-type'] ?? '');
  const feed = guardReader(reader);
  if (codec === null) return { push: feed.push, end: async () => feed.end() };
  const decoder = codec.createDecoder();
  const ended = new Promise<void>((resolve) => {
    decoder.once('end', resolve);
    decoder.once('close', resolve);
  });
  decoder.on('data', feed.push);
  // Broken content coding: the client sees the same bytes and judges for itself; only the count is lost.
  decoder.on('error', () => decoder.destroy());
  return {
    push(chunk) {
      if (decoder.destroyed) return;
      if (decoder.writableLength > MAX_WAITING_BYTES) decoder.destroy();
      else decoder.write(chunk);
    },
    async end() {
      if (!decoder.destroyed) decoder.end();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, FINISH_MS);
      });
      await Promise.race([ended, late]);
      clearTimeout(timer);
      decoder.destroy();
      return feed.end();
    },
  };
}

/** Readers promise not to throw; an answer is too precious to trust in that. */
function guardReader(reader: UsageReader): { push(chunk: Uint8Array): void; end(): Usage | null } {
  let isOpen = true;
  let seen = 0;
  return {
    push(chunk) {
      if (!isOpen) return;
      seen += chunk.length;
      try {
        if (seen > MAX_DECODED_BYTES) isOpen = false;
        else reader.push(chunk);
      } catch {
        isOpen = false; // fail open: the answer goes on, its usage is unknown
      }
    },
    end() {
      try {
        return reader.end();
      } catch {
        return null; // as above
      }
    },
  };
}
