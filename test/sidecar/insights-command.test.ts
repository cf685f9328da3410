import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import type { InsightReport } from '../../sidecar/contract/insights.ts';
import { claudeUsage, toLines } from '../unit/transcripts/make-lines.ts';
import { runNode } from './support/run-process.ts';
import { cleanUp, startSidecarProcess } from './support/sidecar-process.ts';

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-insights-'));
  const directory = join(home, '.claude/projects/-shop');
  mkdirSync(directory, { recursive: true });
  const at = new Date().toISOString();
  const answers = Array.from({ length: 12 }, (_, nth) => claudeUsage({ at, id: `msg_${nth}` }));
  writeFileSync(join(directory, 's1.jsonl'), toLines(answers));
});
afterAll(async () => {
  await cleanUp();
  rmSync(home, { recursive: true, force: true, maxRetries: 9 });
});

async function insights(...args: string[]): Promise<InsightReport> {
  const env = { HEADROOM_HOME: home, HOME: home, USERPROFILE: home };
  const bin = join(root, 'sidecar/cli/headroom.mjs');
  const { code, stdout } = await runNode([bin, 'insights', '--json', ...args], { env });
  expect(code).toBe(0);
  return JSON.parse(stdout) as InsightReport;
}

describe('headroom insights', () => {
  it('finds a client that goes past it, without a Headroom that runs and with one', async () => {
    const alone = await insights('--port', '1');
    expect(alone.insights.map(({ rule }) => rule)).toEqual(['bypassing-clients']);
    expect(alone.considered).toMatchObject({ exchanges: 0, transcripts: true });
    const sidecar = await startSidecarProcess(home, 'http://127.0.0.1:1');
    const beside = await insights('--port', new URL(sidecar.url).port);
    expect(beside.insights).toEqual(alone.insights);
  });
});
