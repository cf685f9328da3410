import type { ExchangeRow } from '../../contract/api.ts';
import type { Route } from '../types.ts';

const heartbeatMs = 15_000;
/** Bytes that may wait for a slow reader; what does not fit is counted and told when there is room again. */
const maxWaitingBytes = 256 * 1024;

/** Live rows of the ledger: event `exchange` (an ExchangeRow), event `lagged` ({dropped}) after a slow spell. */
export const events = {
  id: 'events',
  method: 'get',
  path: '/api/v1/events',
  access: 'token',
  summary: 'Server-sent events: every exchange as it becomes durable.',
  answer: 'text/event-stream',
  handle: ({ deps, context }) => {
    const body = openStream((listener) => deps.store.onRecorded(listener), context.req.raw.signal);
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  },
} as const satisfies Route;

/** A stream of events that ends with its signal and never holds more than its bound. */
export function openStream(
  subscribe: (listener: (row: ExchangeRow) => void) => () => void,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop: () => void = () => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let dropped = 0;
        const push = (text: string): boolean => {
          const bytes = encoder.encode(text);
          if ((controller.desiredSize ?? 0) < bytes.length) return false;
          controller.enqueue(bytes);
          return true;
        };
        const unsubscribe = subscribe((row) => {
          const lagged = dropped > 0 ? `event: lagged\ndata: {"dropped":${dropped}}\n\n` : '';
          if (push(`${lagged}event: exchange\nid: ${row.id}\ndata: ${JSON.stringify(row)}\n\n`)) dropped = 0;
          else dropped += 1;
        });
        const timer = setInterval(() => push(': still here\n\n'), heartbeatMs).unref();
        const end = (): void => {
          stop();
          controller.close();
        };
        stop = () => {
          stop = () => undefined;
          clearInterval(timer);
          unsubscribe();
          signal.removeEventListener('abort', end);
        };
        signal.addEventListener('abort', end);
        // Headers leave with the first byte: the reader learns at once that it is connected.
        push('retry: 1000\n: connected\n\n');
        if (signal.aborted) end();
      },
      cancel() {
        stop();
      },
    },
    { highWaterMark: maxWaitingBytes, size: (chunk) => chunk?.byteLength ?? 0 },
  );
}
