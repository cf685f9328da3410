import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findWriters } from '../../../sidecar/machine/spool-writers.ts';

it.skipIf(process.platform !== 'linux')(
  'finds who writes into a file, not the shell that waits for it',
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'headroom-writers-'));
    const fd = openSync(join(directory, 'file'), 'ax+');
    expect(findWriters(fd)).toEqual([]);
    const child = spawn('sh', ['-c', 'cat; true'], { stdio: ['pipe', fd, 'ignore'] });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    for (let writers: readonly number[] = []; writers.length !== 1 || writers[0] === child.pid; ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      writers = findWriters(fd);
    }
    child.stdin?.end();
    await ended;
    expect(findWriters(fd)).toEqual([]);
    closeSync(fd);
    rmSync(directory, { recursive: true, force: true, maxRetries: 9 });
  },
  60_000,
);
