import { describe, expect, it } from 'vitest';
import { scoreLog } from '../../../../sidecar/engine/log/kind.ts';
import type { Hint } from '../../../../sidecar/engine/types.ts';

const hint: Hint = { tool: 'Bash', command: '', path: '', question: '', terms: [] };
const lines = (make: (i: number) => string, count = 60) => Array.from({ length: count }, (_, i) => make(i)).join('\n');
const two = (n: number) => String(n % 60).padStart(2, '0');

describe('scoreLog', () => {
  it.each([
    ['syslog', lines((i) => `Apr  7 09:12:${two(i)} host cron[${i}]: job ${i} ran`)],
    ['bracketed', lines((i) => `[Mon Apr 07 09:12:${two(i)} 2031] [notice] child ${i} ready`)],
    ['levels without times', lines((i) => `INFO worker ${i} picked job ${i * 3}`)],
    [
      'epoch columns',
      lines((i) => `${13000 + i} node-${i} unix.hw state_change ${1077804742 + i} Component is up again`),
    ],
    ['tests', lines((i) => ` ✓ src/a.test.ts > adds ${i} ${i}ms`)],
    ['diagnostics', lines((i) => `src/a.ts(${i},3): error TS1: thing ${i}`)],
  ])('is sure of %s', (_, text) => {
    expect(scoreLog(text, hint)).toBeGreaterThanOrEqual(0.6);
  });

  it.each([
    ['records of JSON', lines((i) => `{"time":"2031-04-07T09:12:${two(i)}Z","n":${i}}`)],
    ['pretty JSON', `{\n${lines((i) => `  "time${i}": "2031-04-07T09:12:${two(i)}Z",`)}\n}`],
    ['search hits', lines((i) => `src/dir/file.ts:${i}:  const x${i} = call()`)],
    ['search hits in logs', lines((i) => `src/dir/file.ts:${i}:error ${i} is thrown here`)],
    ['a diff', `diff --git a/x b/x\n@@ -1,3 +1,3 @@\n${lines((i) => `+line ${i}`)}`],
    ['source', lines((i) => `  const value${i} = compute(${i});`)],
    ['HTML', `<!doctype html>\n${lines((i) => `<li>09:12:${two(i)} item ${i}</li>`)}`],
    [
      'prose',
      lines(
        (i) => `The ${['quick', 'slow', 'old'][i % 3]} fox number ${'abcdefghij'[i % 10]} went home and slept well.`,
      ),
    ],
    ['paths', lines((i) => `src/lib/part-${i}/index.ts`)],
    ['ls -l', lines((i) => `-rw-r--r-- 1 root root ${i} Apr  7 09:12:${two(i)} file${i}`)],
    ['blame', lines((i) => `1a2b3c4d (Ada L 2031-04-07 09:12:${two(i)} +0000 ${i}) return ${i}`)],
    ['CSV', lines((i) => `2031-04-07T09:12:${two(i)}Z,${i},${i * 2},north,open`)],
    ['a few lines', 'Apr  7 09:12:01 host cron: a\nApr  7 09:12:01 host cron: b'],
    ['binary', `\0${lines((i) => `Apr  7 09:12:${two(i)} host cron[${i}]: x`)}`],
    ['nothing', ''],
  ])('wants no %s', (_, text) => {
    expect(scoreLog(text, hint)).toBeLessThan(0.5);
  });

  it('knows a dump of threads, and not a few calls that a text quotes', () => {
    const thread = (i: number) =>
      `goroutine ${i} [IO wait]:\nnet.(*netFD).Read(0xc${i})\n\t/usr/go/src/net/fd.go:55 +0x25\n`;
    expect(scoreLog(lines(thread, 20), hint)).toBeGreaterThanOrEqual(0.6);
    expect(scoreLog(lines(thread, 4), hint)).toBeLessThan(0.5);
  });

  it('believes a command a little', () => {
    const text = lines((i) => `part ${'abcdefghij'[i % 10]} of the plan is being made`, 20);
    expect(scoreLog(text, hint)).toBe(0);
    expect(scoreLog(text, { ...hint, command: 'make all' })).toBeGreaterThanOrEqual(0.5);
    expect(scoreLog(text, { ...hint, command: 'make all' })).toBeLessThan(0.6);
  });
});
