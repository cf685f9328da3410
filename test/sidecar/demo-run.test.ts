import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDemo } from '../../sidecar/demo/index.ts';

/** The dollars on a line such as "Saved            $0.4066, 61.2 % of the direct bill". */
function dollarsOf(output: string, name: string): number {
  return Number(new RegExp(`^${name} +\\$([0-9.]+)`, 'm').exec(output)?.[1] ?? Number.NaN);
}

describe('headroom demo', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'headroom-demo-test-'));
  const before = process.env.TMPDIR;
  let output = '';
  let code = -1;

  beforeAll(async () => {
    process.env.TMPDIR = scratch;
    code = await runDemo({ out: { write: (text) => (output += text) }, fast: true });
  }, 60_000);
  afterAll(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(scratch, { recursive: true, force: true, maxRetries: 9 });
  });

  it('ends well and gets the same answers on both arms', () => {
    expect(code).toBe(0);
    expect(output).toMatch(/^Answers +(\d+) of \1 the same on both arms$/m);
  });

  it('prints a bill that adds up and is lower than the direct one', () => {
    const direct = dollarsOf(output, 'Direct bill');
    const ours = dollarsOf(output, 'Our bill');
    expect(ours).toBeGreaterThan(0);
    expect(ours).toBeLessThan(direct);
    expect(dollarsOf(output, 'Saved')).toBeCloseTo(direct - ours, 3);
    expect(output).toMatch(/^Cache hit rate +\d/m);
    expect(output).toMatch(/^Own estimate +\$[0-9.]+/m);
  });

  it('has one row per request and stays within 80 columns without colour', () => {
    const rows = output.split('\n').filter((line) => /^ ?\d+ .* ms$/.test(line));
    expect(rows.length).toBe(15);
    expect(output.split('\n').filter((line) => line.length > 79)).toEqual([]);
    expect(output).not.toContain('\u001b');
  });

  it('leaves nothing behind', () => {
    expect(readdirSync(scratch)).toEqual([]);
  });

  it('leaves nothing behind when it is stopped half-way', async () => {
    const stop = new AbortController();
    let shown = '';
    const write = (text: string): void => {
      shown += text;
      if (/^ ?2 .* ms$/m.test(shown)) stop.abort();
    };
    expect(await runDemo({ out: { write }, fast: true, stop: stop.signal })).toBe(1);
    expect(shown.split('\n').filter((line) => /^ ?\d+ .* ms$/.test(line))).toHaveLength(2);
    expect(readdirSync(scratch)).toEqual([]);
  });
});
