import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSpool, runCaptured } from '../../../sidecar/machine/captured-run.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'headroom-spool-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const limits = { merged: true, patienceMs: 20_000, maxBytes: 1000 };
const node = (script: string): readonly [string, ...string[]] => [process.execPath, '-e', script];

describe('runCaptured', () => {
  it('keeps both streams in the order in which they were written, and the exit code', async () => {
    const path = join(directory, 'new', 'a.out');
    const script =
      'const { writeSync } = require("fs"); for (const fd of [1, 2, 1]) writeSync(fd, fd + "\\n"); process.exit(4)';
    const { code, output } = await runCaptured(node(script), openSpool(path)!, limits);
    expect({ code, output: output?.toString() }).toEqual({ code: 4, output: '1\n2\n1\n' });
    expect(existsSync(path)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('tells a death by signal as a shell does', async () => {
    const { code, signal } = await runCaptured(
      node('process.kill(process.pid, "SIGKILL")'),
      openSpool(join(directory, 'b'))!,
      limits,
    );
    expect([code, signal]).toEqual([137, 'SIGKILL']);
  });

  it('leaves nothing behind when the program cannot be started', async () => {
    const path = join(directory, 'c.out');
    await expect(runCaptured([join(directory, 'none')], openSpool(path)!, limits)).rejects.toThrow(/ENOENT/);
    expect(existsSync(path)).toBe(false);
  });
});

describe('openSpool', () => {
  it.skipIf(process.platform === 'win32')('has no name that a killed process could leave behind', async () => {
    const spool = openSpool(join(directory, 'kept', 'd'))!;
    expect(readdirSync(join(directory, 'kept'))).toEqual([]);
    const { output } = await runCaptured(node('console.log("whole")'), spool, limits);
    expect(output?.toString()).toBe('whole\n');
  });

  it('gives nothing where no file can be made, and never takes one that is there', () => {
    writeFileSync(join(directory, 'file'), 'precious');
    expect(openSpool(join(directory, 'file', 'x'))).toBeNull();
    expect(openSpool(join(directory, 'file'))).toBeNull();
  });
});
