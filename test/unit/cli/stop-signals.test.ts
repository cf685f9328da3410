import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { watchStopSignals } from '../../../sidecar/cli/stop-signals.ts';

describe('watchStopSignals', () => {
  it('takes signals in quick succession for one Ctrl-C, and a later one for the second', async () => {
    const source = new EventEmitter();
    let now = 0;
    let isSecond = false;
    const signals = watchStopSignals(source, () => now);
    signals.second.then(() => {
      isSecond = true;
    });
    source.emit('SIGINT', 'SIGINT');
    now = 100;
    source.emit('SIGINT', 'SIGINT');
    source.emit('SIGTERM', 'SIGTERM');
    expect(await signals.first).toBe('SIGINT');
    expect(isSecond).toBe(false);
    now = 800;
    source.emit('SIGTERM', 'SIGTERM');
    expect(await signals.second).toBe('SIGTERM');
  });

  it('gives the signals back', () => {
    const source = new EventEmitter();
    const signals = watchStopSignals(source);
    expect(source.listenerCount('SIGHUP')).toBe(1);
    signals.release();
    expect(source.eventNames()).toEqual([]);
  });
});
