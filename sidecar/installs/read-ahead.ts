import type { Readable } from 'node:stream';

/** Bytes that may wait for the disk before the network is slowed down. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/**
 * The chunks of a stream from now on, to be read once. A stream that breaks throws away what it still holds; here all
 * that has come is given first, and then the error: on it depends how much of a download can be resumed.
 * @throws the stream's error
 */
export function readAhead(body: Readable): AsyncIterable<Uint8Array> {
  const queue: Uint8Array[] = [];
  let waitingBytes = 0;
  let end: { readonly error: unknown } | null = null;
  let wake = (): void => undefined;
  const finish = (error: unknown): void => {
    end ??= { error };
    wake();
  };
  body.on('data', (chunk: Uint8Array) => {
    queue.push(chunk);
    waitingBytes += chunk.length;
    if (waitingBytes > MAX_WAITING_BYTES) body.pause();
    wake();
  });
  body.on('end', () => finish(null));
  body.on('error', (error) => finish(error));
  body.on('close', () => finish(new Error('closed early')));
  return {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const chunk = queue.shift();
        if (chunk !== undefined) {
          yield chunk;
          waitingBytes -= chunk.length;
          if (waitingBytes === 0 && body.isPaused()) body.resume();
        } else if (end !== null) {
          if (end.error !== null) throw end.error;
          return;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
  };
}
