import type { Client } from './client.ts';
import { ApiFailure } from './failure.ts';
import { createEventReader, type ServerEvent } from './sse.ts';

/** What the listener is told about the stream itself. */
export type StreamState = 'open' | 'offline' | 'unauthorised';

export interface EventListener {
  onEvent(event: ServerEvent): void;
  onState(state: StreamState): void;
}

/** Waits between attempts double from half a second to eight. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
/** The sidecar sends a comment at least every 15 s; three missed ones mean that the connection is dead. */
const SILENCE_MS = 45_000;

/** Keeps an event stream open until `signal` aborts, with back-off between attempts. `wake` cuts a wait short. */
export async function followEvents(
  client: Pick<Client, 'openEvents'>,
  listener: EventListener,
  { signal, wake }: { signal: AbortSignal; wake: EventTarget },
): Promise<void> {
  let waitMs = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      await readOnce(client, listener, signal, () => {
        waitMs = FIRST_WAIT_MS;
      });
      listener.onState('offline');
    } catch (error) {
      if (signal.aborted) return;
      listener.onState(error instanceof ApiFailure && error.kind === 'unauthorised' ? 'unauthorised' : 'offline');
    }
    await pause(waitMs, signal, wake);
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
  }
}

async function readOnce(
  client: Pick<Client, 'openEvents'>,
  listener: EventListener,
  signal: AbortSignal,
  onOpen: () => void,
): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  const both = AbortSignal.any([signal, silence.signal]);
  try {
    const body = await client.openEvents(both);
    onOpen();
    listener.onState('open');
    const read = createEventReader();
    const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      for (const event of read(value)) listener.onEvent(event);
    }
  } finally {
    clearTimeout(timer);
  }
}

function pause(ms: number, signal: AbortSignal, wake: EventTarget): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      wake.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    wake.addEventListener('online', done);
  });
}
