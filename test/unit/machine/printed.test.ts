import { describe, expect, it } from 'vitest';
import { runProgram } from '../../../sidecar/machine/printed.ts';

const run = (script: string, over: object = {}) =>
  runProgram(process.execPath, ['-e', script], { timeoutMs: 20_000, maxBytes: 1e6, ...over });

describe('runProgram', () => {
  it('gives input, output and exit code, without a shell', async () => {
    const echo =
      "process.stdin.on('data', (d) => process.stdout.write('$HOME ' + d)); process.stdin.on('end', () => { process.exitCode = 3; });";
    expect(await run(echo, { input: 'x' })).toEqual({ code: 3, stdout: '$HOME x', isCut: false });
  });

  it('keeps what was printed when a bound ends it', async () => {
    const endless = "const w = () => process.stdout.write('y'.repeat(1000), w); w();";
    const cut = await run(endless, { maxBytes: 5000 });
    expect(cut.isCut).toBe(true);
    expect(cut.stdout.length).toBeGreaterThan(4000);
    expect((await run("console.log('once'); setInterval(() => {}, 1000)", { timeoutMs: 3000 })).isCut).toBe(true);
  });

  it('says when there is no such program', async () => {
    expect((await runProgram('no-such-program-here', [], { timeoutMs: 1000, maxBytes: 10 })).code).toBeNull();
  });

  it('tells what is written to standard error, line by line, and ends when told to', async () => {
    const stop = new AbortController();
    const lines: string[] = [];
    const onErrorLine = (line: string): void => {
      lines.push(line);
      if (line === 'two') stop.abort();
    };
    const talk = "console.error('one\\ntwo'); setInterval(() => {}, 1000)";
    const { code, isCut } = await run(talk, { onErrorLine, signal: stop.signal });
    expect([code, isCut, lines]).toEqual([null, true, ['one', 'two']]);
    expect((await run("console.log('late')", { signal: stop.signal })).isCut).toBe(true);
  });

  it('lays variables over the environment, or takes them away', async () => {
    const show = 'process.stdout.write(String(process.env.HEADROOM_A) + String(process.env.PATH === undefined))';
    expect((await run(show, { env: { HEADROOM_A: '1', PATH: undefined } })).stdout).toBe('1true');
  });
});
