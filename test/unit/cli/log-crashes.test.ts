import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { logCrashes } from '../../../sidecar/cli/log-crashes.ts';
import type { LogEntry } from '../../../sidecar/contract/logs.ts';

it('writes down why a process ends, until it is told to stop', () => {
  const source = new EventEmitter();
  const written: LogEntry[] = [];
  const end = logCrashes({ writeNow: (entry) => void written.push(entry) }, source);
  source.emit('uncaughtExceptionMonitor', new TypeError('cannot read "my words"'));
  end();
  source.emit('uncaughtExceptionMonitor', new Error('later'));
  expect(written).toMatchObject([
    { level: 'error', text: 'The process ends with a defect: TypeError: cannot read "…"' },
  ]);
  logCrashes(null, source)();
  expect(source.listenerCount('uncaughtExceptionMonitor')).toBe(0);
});
