import { EventStreamReader } from '../lib/event-stream.ts';
import { SseReader } from '../lib/sse.ts';
import type { Usage, UsageReader } from './types.ts';

/** A JSON answer beyond this is not read for usage; it is relayed all the same. Bytes. */
const LONGEST_ANSWER = 16 * 1024 * 1024;

/** Wire data before a reader has named the few fields it uses. */
export type Wire = Record<string, unknown>;

export function asObject(value: unknown): Wire {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Wire) : {};
}

/** A token count of the wire; anything that is no non-negative number counts as 0. */
export function asCount(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

export function emptyUsage(): Usage {
  return { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0, model: '', stop: '' };
}

/**
 * A reader over an answer that is a stream of events (SSE, or Amazon's own framing) or JSON.
 * @param absorb takes one JSON message (an SSE event's data, or the whole answer) into the totals and returns true when
 *   it carried usage. Called only for messages that mention one of `needles`: most events are text and never parsed.
 */
export function createUsageReader(
  contentType: string,
  needles: readonly string[],
  absorb: (message: Wire, usage: Usage) => boolean,
): UsageReader {
  const usage = emptyUsage();
  let found = false;
  const take = (data: string): void => {
    if (!needles.some((needle) => data.includes(needle))) return;
    // A stream that is no SSE comes as one array of messages (Gemini without alt=sse).
    for (const message of parseMessages(data)) if (absorb(message, usage)) found = true;
  };
  if (/\btext\/event-stream\b/i.test(contentType)) {
    const reader = new SseReader(({ data }) => take(data));
    return {
      push: (chunk) => reader.push(chunk),
      end: () => {
        reader.end();
        return found ? usage : null;
      },
    };
  }
  if (/\bvnd\.amazon\.eventstream\b/i.test(contentType)) {
    const reader = new EventStreamReader((payload) => take(unwrap(payload)));
    return { push: (chunk) => reader.push(chunk), end: () => (found ? usage : null) };
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  return {
    push: (chunk) => {
      size += chunk.length;
      if (size <= LONGEST_ANSWER) chunks.push(chunk);
      else chunks.length = 0;
    },
    end: () => {
      if (size > 0 && size <= LONGEST_ANSWER) take(Buffer.concat(chunks).toString('utf8'));
      return found ? usage : null;
    },
  };
}

/** Bedrock puts the provider's own event, in base64, into one member of its own. */
function unwrap(payload: Uint8Array): string {
  const [message] = parseMessages(Buffer.from(payload).toString('utf8'));
  return typeof message?.bytes === 'string' ? Buffer.from(message.bytes, 'base64').toString('utf8') : '';
}

function parseMessages(data: string): Wire[] {
  try {
    const value: unknown = JSON.parse(data);
    return (Array.isArray(value) ? value : [value]).filter(
      (one): one is Wire => typeof one === 'object' && one !== null,
    );
  } catch {
    return []; // "[DONE]", keep-alives and cut events are no messages
  }
}
