import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LogEntry, LogLine } from '../../../sidecar/contract/logs.ts';
import { logPath } from '../../../sidecar/logs/reader.ts';
import { createLog } from '../../../sidecar/logs/writer.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-log-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 9 }));

const entry = (text: string, over: Partial<LogEntry> = {}): LogEntry => ({
  level: 'info',
  source: 'api',
  text,
  ...over,
});
const open = (over = {}) => createLog({ home, secrets: ['open sesame'], userHome: '/home/ada', ...over });
const readAll = (path = logPath(home)): LogLine[] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as LogLine);

it('writes a line each, redacted, for the owner only, and makes nothing before the first', async () => {
  const log = open();
  expect(existsSync(join(home, 'logs'))).toBe(false);
  log.write(entry('said open sesame in /home/ada/work\u001b[31m', { about: 'X', detail: 'at /home/ada/x.ts\nat y' }));
  log.write(entry('second'));
  await log.close();
  const [first, second] = readAll();
  expect(first).toMatchObject({
    text: 'said [hidden] in ~/work [31m',
    detail: 'at ~/x.ts\nat y',
    about: 'X',
    pid: process.pid,
  });
  expect(second).toMatchObject({ text: 'second', detail: null, about: null });
  expect(first?.id).not.toBe(second?.id);
  if (process.platform !== 'win32') expect(statSync(logPath(home)).mode & 0o777).toBe(0o600);
});

it('writes at once what a process says last, behind what waits', () => {
  const log = open();
  log.write(entry('before'));
  log.writeNow(entry('last words'));
  expect(readAll().map(({ text }) => text)).toEqual(['before', 'last words']);
});

it('stays within its bound, and keeps the newest', async () => {
  const log = open({ maxBytes: 4000 });
  for (let each = 0; each < 200; each += 1) {
    log.write(entry(`line ${each}`));
    if (each % 10 === 0) await log.close();
  }
  await log.close();
  const path = logPath(home);
  expect(statSync(path).size).toBeLessThanOrEqual(4000);
  expect(statSync(`${path}.1`).size).toBeLessThanOrEqual(4000);
  expect(readAll().at(-1)?.text).toBe('line 199');
});

it('counts what comes too fast, and what comes again', async () => {
  const log = open();
  for (let each = 0; each < 600; each += 1) log.write(entry(`line ${each}`));
  for (let each = 0; each < 3; each += 1) log.write(entry('line 599'));
  await log.close();
  const texts = readAll().map(({ text }) => text);
  expect(texts).toHaveLength(501);
  expect(texts.at(-1)).toMatch(/^10\d lines of the log were lost/);
});

it('never fails its caller: what cannot be written is told', async () => {
  writeFileSync(join(home, 'logs'), 'in the way');
  const log = open();
  log.write(entry('x'));
  log.writeNow(entry('y'));
  await log.close();
  expect(log.problem()).toMatch(/^The log cannot be written \(E/);
  rmSync(join(home, 'logs'));
  log.write(entry('z'));
  await log.close();
  expect(log.problem()).toBeNull();
});

it('takes long texts and defects', async () => {
  const log = open();
  log.write(entry('a '.repeat(5000)));
  log.writeDefect('engine', new TypeError('no "private words"'));
  await log.close();
  const [long, defect] = readAll();
  expect(long?.text).toHaveLength(400);
  expect(defect).toMatchObject({ level: 'error', source: 'engine', text: 'TypeError: no "…"' });
  expect(defect?.detail).toContain('writer.test.ts');
});
