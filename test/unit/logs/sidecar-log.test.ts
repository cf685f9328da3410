import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ExchangeRow } from '../../../sidecar/contract/api.ts';
import type { ToolProgress } from '../../../sidecar/contract/tools.ts';
import { describeRestart, describeTool, openSidecarLog } from '../../../sidecar/logs/sidecar-log.ts';
import { makeExchange } from '../analytics/make-exchange.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-log-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

const progress: ToolProgress = {
  ...{ tool: 'rtk', phase: 'download', doneBytes: 1, totalBytes: 2, bytesPerSecond: null, etaSeconds: null },
  error: null,
};

it('hears of exchanges and installations, and gives back what it wrote', async () => {
  const heard: { record?: (row: ExchangeRow) => void; progress?: (progress: ToolProgress) => void } = {};
  const log = openSidecarLog(
    { home, secrets: [] },
    {
      store: {
        onRecorded(listener) {
          heard.record = listener;
          return () => undefined;
        },
      },
      tools: {
        onProgress(listener) {
          heard.progress = listener;
          return () => undefined;
        },
      },
    },
  );
  heard.record?.(makeExchange({ status: 529 }) as never);
  heard.record?.(makeExchange() as never);
  heard.progress?.(progress);
  heard.progress?.({ ...progress, phase: 'done' });
  await log.close();
  const { lines } = await log.read({ level: 'info', text: '', limit: 9 });
  expect(lines.map(({ source, text }) => `${source}: ${text}`)).toEqual([
    'tools: rtk is installed',
    'provider: anthropic answered 529 (claude-code, claude-sonnet-4-5)',
  ]);
});

it('tells how an installation ended, and why a process was replaced', () => {
  expect(describeTool(progress)).toBeNull();
  const error = { code: 'tool.cut', message: 'The download broke off.', hint: null };
  expect(describeTool({ ...progress, phase: 'failed', error })?.text).toContain('tool.cut: The download broke off.');
  expect(describeTool({ ...progress, phase: 'failed' })?.text).toContain('no reason');
  expect(describeRestart('normal', false)).toMatchObject({ level: 'warning', source: 'engine' });
  expect(describeRestart('heavy', true)).toMatchObject({ level: 'error', text: expect.stringContaining('rests') });
});
