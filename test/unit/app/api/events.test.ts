import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followEvents } from '../../../../app/api/events.ts';
import { ApiFailure } from '../../../../app/api/failure.ts';

const encoder = new TextEncoder();
const streamOf = (text: string): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(text));
      controller.close();
    },
  });

describe('event stream', () => {
  const stop = new AbortController();
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('tells events and states, waits longer after each failure, and starts over after a success', async () => {
    const told: string[] = [];
    const openedAt: number[] = [];
    const wake = new EventTarget();
    const plan = ['ok', 'gone', 'gone', 'gone', 'ok', 'token'];
    void followEvents(
      {
        openEvents: () => {
          openedAt.push(Date.now());
          const next = plan.shift() ?? 'gone';
          if (next === 'ok') return Promise.resolve(streamOf('event: exchange\ndata: 1\n\n'));
          return Promise.reject(new ApiFailure(next === 'token' ? 'unauthorised' : 'offline', 'no'));
        },
      },
      { onEvent: (event) => told.push(event.data), onState: (state) => told.push(state) },
      { signal: stop.signal, wake },
    );
    await vi.advanceTimersByTimeAsync(30_000);
    stop.abort();
    expect(told.slice(0, 10)).toEqual([
      'open',
      '1',
      'offline',
      'offline',
      'offline',
      'offline',
      'open',
      '1',
      'offline',
      'unauthorised',
    ]);
    const waits = openedAt.slice(1).map((at, i) => at - (openedAt[i] ?? 0));
    expect(waits.slice(0, 6)).toEqual([500, 1000, 2000, 4000, 500, 1000]);
  });

  it('tries at once when the network is back, and ends when asked to', async () => {
    const own = new AbortController();
    const wake = new EventTarget();
    let opened = 0;
    const ended = followEvents(
      {
        openEvents: () => {
          opened++;
          return Promise.reject(new ApiFailure('offline', 'no'));
        },
      },
      { onEvent: () => undefined, onState: () => undefined },
      { signal: own.signal, wake },
    );
    await vi.advanceTimersByTimeAsync(0);
    wake.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(opened).toBe(2);
    own.abort();
    await ended;
  });

  it('gives a silent connection up', async () => {
    const own = new AbortController();
    const states: string[] = [];
    void followEvents(
      {
        openEvents: (signal) =>
          Promise.resolve(
            new ReadableStream<Uint8Array>({
              start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason)),
            }),
          ),
      },
      { onEvent: () => undefined, onState: (state) => states.push(state) },
      { signal: own.signal, wake: new EventTarget() },
    );
    await vi.advanceTimersByTimeAsync(44_000);
    expect(states).toEqual(['open']);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(states).toEqual(['open', 'offline']);
    own.abort();
  });
});
