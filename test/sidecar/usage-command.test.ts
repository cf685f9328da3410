import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { claudeUsage, toLines } from '../unit/transcripts/make-lines.ts';
import { type Ended, runNode } from './support/run-process.ts';

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-usage-'));
  const directory = join(home, '.claude/projects/-shop');
  mkdirSync(directory, { recursive: true });
  const at = new Date().toISOString();
  writeFileSync(
    join(directory, 's1.jsonl'),
    toLines([claudeUsage({ at, output: 1 }), claudeUsage({ at }), claudeUsage({ at, id: 'm2', model: 'unheard-of' })]),
  );
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

function headroom(...args: string[]): Promise<Ended> {
  const env = { HEADROOM_HOME: join(home, 'h'), HOME: home, USERPROFILE: home };
  return runNode([join(root, 'sidecar/cli/headroom.mjs'), ...args], { env });
}

describe('headroom usage', () => {
  it('tells tokens and dollars as JSON, each answer once, without a price for what has none', async () => {
    const { code, stdout } = await headroom('usage', '--json', '--by', 'model');
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as { total: object; rows: { label: string; costUsd: number | null }[] };
    expect(report.total).toMatchObject({ requests: 2, unpricedRequests: 1 });
    // 10 × 5 + 100 × 6.25 + 200 × 10 + 2,000 × 0.5 + 50 × 25 dollars per million
    expect(report.rows[0]).toMatchObject({ label: 'claude-opus-4-5', costUsd: expect.closeTo(0.004925, 9) });
    expect(report.rows[1]).toMatchObject({ label: 'unheard-of', costUsd: null });
  });

  it('prints a table with a total, and names what is not in the dollars', async () => {
    const { code, stdout } = await headroom('usage', '--days', '1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^total +2 /m);
    expect(stdout).toContain('unheard-of');
  });

  it('refuses a grouping that is none', async () => {
    const { code, stdout, stderr } = await headroom('usage', '--by', 'week');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('week');
  });
});
