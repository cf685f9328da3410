import type { ExchangeRow } from '../../contract/api.ts';
import type { ToolProgress } from '../../contract/tools.ts';
import type { Route } from '../types.ts';

const heartbeatMs = 15_000;
/** Bytes that may wait for a slow reader; what does not fit is counted and told when there is room again. */
const maxWaitingBytes = 256 * 1024;

/** Live rows of the ledger: event `exchange` (an ExchangeRow), event `lagged` ({dropped}) after a slow spell, and event `tool` (a ToolProgress). */
export const events = {
  id: 'events',
  method: 'get',
  path: '/api/v1/events',
  access: 'token',
  summary: 'Server-sent events: every exchange as it becomes durable, and how far the installation of a tool is.',
  answer: 'text/event-stream',
  handle: ({ deps, context }) => {
    const { store, tools } = deps;
    const body = openStream(
      (listener) => store.onRecorded(listener),
      context.req.raw.signal,
      (listener) => tools?.onProgress(listener),
    );
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  },
} as const satisfies Route;

/**
 * A stream of events that ends with its signal and never holds more than its bound.
 * @param subscribeTools progress of installations; what a slow reader has no room for is left out, the next one tells more.
 */
export function openStream(
  subscribe: (listener: (row: ExchangeRow) => void) => () => void,
  signal: AbortSignal,
  subscribeTools: (listener: (progress: ToolProgress) => void) => (() => void) | undefined = () => undefined,
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
        const unsubscribeTools = subscribeTools((progress) => {
          push(`event: tool\ndata: ${JSON.stringify(progress)}\n\n`);
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
          unsubscribeTools?.();
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
