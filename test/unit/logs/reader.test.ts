import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LogQuestion } from '../../../sidecar/contract/logs.ts';
import { createLogReader, logPath } from '../../../sidecar/logs/reader.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-log-'));
  mkdirSync(join(home, 'logs'));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

const line = (serial: number, over: object = {}): string =>
  `${JSON.stringify({ id: `a-1-${serial}`, at: 1000, level: 'info', source: 'api', text: `line ${serial}`, detail: null, about: null, pid: 1, ...over })}\n`;
const read = (over: Partial<LogQuestion> = {}) =>
  createLogReader({ home, secrets: ['open sesame'] }).read({ level: 'info', text: '', limit: 100, ...over });

it('gives both files, the newest first', async () => {
  writeFileSync(`${logPath(home)}.1`, line(1) + line(2));
  writeFileSync(logPath(home), line(10) + line(9) + line(11, { at: 5 }));
  const page = await read({ limit: 3 });
  expect(page.lines.map(({ text }) => text)).toEqual(['line 10', 'line 9', 'line 2']);
  expect([page.total, page.problem]).toEqual([5, null]);
});

it('is narrowed down by gravity and by text, whatever its case', async () => {
  writeFileSync(
    logPath(home),
    line(1) +
      line(2, { level: 'warning', detail: 'at Somewhere' }) +
      line(3, { level: 'error', source: 'engine', text: 'Died' }),
  );
  const serials = async (over: Partial<LogQuestion>) => (await read(over)).lines.map(({ id }) => id.slice(4));
  expect(await serials({ level: 'warning' })).toEqual(['3', '2']);
  expect(await serials({ level: 'error' })).toEqual(['3']);
  expect(await serials({ text: 'SOMEWHERE' })).toEqual(['2']);
  expect(await serials({ text: 'engine' })).toEqual(['3']);
});

it('takes secrets out again, and what is no line of ours away', async () => {
  const key = ['sk', 'ant', 'api03', 'Zx9'.repeat(20)].join('-');
  const foreign = ['no json', '{"half":', '[]', 'null', '{"level":"info"}', line(7, { source: 'elsewhere' }).trim()];
  writeFileSync(
    logPath(home),
    `${foreign.join('\n')}\n${line(1, { text: `${key} and open sesame`, detail: key, about: '<script>' })}`,
  );
  const { lines } = await read();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ text: '[hidden] and [hidden]', detail: '[hidden]', about: null });
});

it('is empty before there is one, and says why when it cannot be read', async () => {
  expect(await read()).toMatchObject({ lines: [], total: 0, problem: null });
  mkdirSync(logPath(home));
  expect((await read()).problem).toMatch(/^The log cannot be read/);
});
