import { describe, expect, it } from 'vitest';
import { isAlive, readProcessName, runBounded } from '../../../sidecar/machine/processes.ts';

describe('isAlive', () => {
  it('knows this process, and no nonsense', () => {
    expect(isAlive(process.pid)).toBe(true);
    for (const pid of [0, -1, 1.5, Number.NaN, 2 ** 31 - 2]) expect(isAlive(pid)).toBe(false);
  });
});

describe('readProcessName', () => {
  it('names this process, and nobody for a pid that does not exist', async () => {
    expect(await readProcessName(process.pid)).toMatch(/\w/);
    expect(await readProcessName(2 ** 31 - 2)).toBeNull();
    expect(await readProcessName(-1)).toBeNull();
  });
});

describe('runBounded', () => {
  const run = (script: string, options = {}) => runBounded(process.execPath, ['-e', script], options);

  it('gives what was printed', async () => {
    expect(await run('process.stdout.write("hello")')).toBe('hello');
  });

  it('gives nothing for a missing program, a failure, too much text or too much time', async () => {
    expect(await runBounded('no-such-program-anywhere', [])).toBeNull();
    expect(await run('process.exit(3)')).toBeNull();
    expect(await run('process.stdout.write("x".repeat(1000))', { maxBytes: 100 })).toBeNull();
    expect(await run('setInterval(() => {}, 1000)', { timeoutMs: 300 })).toBeNull();
  });

  it('starts no shell', async () => {
    expect(await runBounded(process.execPath, ['-p', 'process.argv[1]', '$(id) `id`; id'])).toBe('$(id) `id`; id\n');
  });
});
