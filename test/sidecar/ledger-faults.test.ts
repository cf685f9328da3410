import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createStore } from '../../sidecar/store/index.ts';
import type { Store } from '../../sidecar/store/types.ts';
import { makeBlocks, makeExchange, makeUsage } from '../unit/analytics/make-exchange.ts';

const base = mkdtempSync(join(tmpdir(), 'headroom-faults-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(base, { recursive: true, force: true, maxRetries: 9 });
});

const caps = { originalsCapBytes: 1e9, originalsIdleDays: 14 };
const all = { sinceMs: 0, untilMs: Date.now() + 1e9 };

function open(home: string, stateless = false): Store {
  return createStore({ home, stateless, ...caps });
}

function record(store: Store, count = 1): void {
  for (let at = 0; at < count; at++) {
    store.record(makeExchange({ blocks: makeBlocks([['a!', 3000]]), usage: makeUsage({ write5m: 3000 }) }));
  }
}

describe('the ledger in its thread', () => {
  it('answers with everything recorded before the question, and tells each row once', async () => {
    const home = join(base, 'plain');
    const store = open(home);
    const rows: string[] = [];
    const stop = store.onRecorded((row) => rows.push(row.id));
    record(store, 120);
    expect((await store.summary(all)).requests).toBe(120);
    expect(new Set(rows).size).toBe(120);
    stop();
    record(store);
    expect((await store.exchanges({ limit: 500 })).length).toBe(121);
    expect(rows).toHaveLength(120);
    expect(await store.health()).toEqual({ ok: true, messages: ['ok'], queued: 0, lost: 0 });
    await store.close();
    expect(readdirSync(home)).toEqual(['ledger.db']);
    if (process.platform !== 'win32') {
      expect(statSync(home).mode & 0o777).toBe(0o700);
      expect(statSync(join(home, 'ledger.db')).mode & 0o777).toBe(0o600);
    }
  });

  it('writes what is queued when it closes, and then answers no more', async () => {
    const home = join(base, 'closing');
    const store = open(home);
    record(store, 30);
    await store.close();
    await expect(store.summary(all)).rejects.toThrow(/closed/);
    record(store);
    const again = open(home);
    expect((await again.summary(all)).requests).toBe(30);
    await again.close();
  });

  it('leaves no file when stateless', async () => {
    const home = join(base, 'stateless');
    const store = open(home, true);
    record(store, 3);
    expect((await store.summary(all)).requests).toBe(3);
    await store.close();
    expect(() => statSync(home)).toThrow();
  });

  it.each([
    ['text', Buffer.from('this is not a database, it only lies where one should be'.repeat(40))],
    ['zeros', Buffer.alloc(8192)],
  ])('moves a ledger of %s aside, tells, and goes on', async (name, bytes) => {
    const home = join(base, `corrupt-${name}`);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'ledger.db'), bytes);
    const store = open(home);
    record(store, 2);
    expect((await store.summary(all)).requests).toBe(2);
    const { ok, messages } = await store.health();
    expect(ok).toBe(true);
    // A file of zeros is an empty database to SQLite.
    if (name === 'text') {
      const moved = readdirSync(home).find((file) => file.startsWith('ledger-corrupt-'));
      expect(messages.join()).toContain(moved);
      expect(readFileSync(join(home, moved ?? '')).equals(bytes)).toBe(true);
    }
    await store.close();
  });

  it('moves a ledger aside that breaks in the middle', async () => {
    const home = join(base, 'damaged');
    const before = open(home);
    record(before, 400);
    await before.close();
    const path = join(home, 'ledger.db');
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 8192, bytes.length - 4096);
    writeFileSync(path, bytes);
    const store = open(home);
    record(store);
    expect((await store.summary(all)).requests).toBe(1);
    expect((await store.health()).messages.join()).toMatch(/was damaged .* moved to ledger-corrupt-/);
    await store.close();
  });

  it('goes on in memory when the home cannot be made', async () => {
    writeFileSync(join(base, 'a-file'), '');
    const store = open(join(base, 'a-file', 'home'));
    record(store, 2);
    expect((await store.summary(all)).requests).toBe(2);
    expect((await store.health()).messages.join()).toMatch(/in memory/);
    await store.close();
  });

  it('is told of a malformed prices.json', async () => {
    const home = join(base, 'prices');
    mkdirSync(home);
    writeFileSync(join(home, 'prices.json'), '{');
    const store = open(home);
    expect((await store.health()).messages.join()).toMatch(/prices\.json is not JSON/);
    await store.close();
  });
});

/** A sidecar in small: records until it is killed, and says how many are durable. */
const script = `
import { createStore } from ${JSON.stringify(new URL('../../sidecar/store/index.ts', import.meta.url).href)};
const [home, pause] = process.argv.slice(1);
const store = createStore({ home, stateless: false, originalsCapBytes: 1e9, originalsIdleDays: 14 });
process.stdout.on('error', () => process.exit());
let durable = 0;
store.onRecorded(() => { durable += 1; });
let at = 0;
const exchange = () => ({ id: process.pid + '-' + String(at++).padStart(9, '0'), at: Date.now(), conversation: 'c', project: '', client: '',
  provider: 'anthropic', dialect: 'anthropic', model: 'claude-sonnet-4-5', method: 'POST', path: '/', status: 200, treatment: 'edited',
  fault: null, streamed: true, bytesIn: 1, bytesSent: 1, bytesOut: 1, tokensBefore: 0, tokensAfter: 0,
  usage: { fresh: 1, write5m: 2, write1h: 0, read: 3, output: 4 }, addedMs: 1, firstByteMs: 1, totalMs: 1, segments: [],
  blocks: Array.from({ length: 20 }, (_, i) => ({ original: 'b' + i, sent: 'b' + i, tokensOriginal: 900, tokensSent: 900, breakpoint: null })) });
setInterval(() => { for (let i = 0; i < 20; i++) store.record(exchange()); }, Number(pause));
setInterval(async () => {
  const { ok, messages, queued, lost } = await store.health();
  console.log(JSON.stringify({ durable, ok, messages, queued, lost }));
}, 150);
`;

interface Line {
  readonly durable: number;
  readonly ok: boolean;
  readonly messages: readonly string[];
  readonly queued: number;
  readonly lost: number;
}

function start(
  command: string,
  args: readonly string[],
): { child: ChildProcess; until(test: (line: Line) => boolean): Promise<Line> } {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let text = '';
  let wake: () => void = () => undefined;
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    wake();
  });
  let gone = false;
  child.on('exit', () => {
    gone = true;
    wake();
  });
  const until = async (test: (line: Line) => boolean): Promise<Line> => {
    for (;;) {
      const lines = text.split('\n').slice(0, -1);
      for (const line of lines) {
        const parsed = JSON.parse(line) as Line;
        if (test(parsed)) return parsed;
      }
      if (gone) throw new Error(`the process ended: ${text}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { child, until };
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

const node = [process.execPath, '--input-type=module', '-e', script] as const;

describe('a killed process', () => {
  it('loses nothing that was told to be durable, and the ledger opens again', async () => {
    const home = join(base, 'killed');
    let told = 0;
    for (let round = 0; round < 3; round++) {
      const { child, until } = start(node[0], [...node.slice(1), home, '5']);
      told += (await until((line) => line.durable > 100)).durable;
      await end(child);
    }
    const store = open(home);
    const { requests } = await store.summary(all);
    expect(requests).toBeGreaterThanOrEqual(told);
    expect((await store.exchanges({ limit: 1000 })).length).toBe(Math.min(1000, requests));
    expect((await store.health()).messages).toEqual(['ok']);
    await store.close();
  });
});

describe.skipIf(process.platform === 'win32')('a full disk', () => {
  it('is told, keeps what waits, and does not stop the process', async () => {
    const home = join(base, 'full');
    // A limit on the size of a file makes writes fail as a full disk does. Units of 512 bytes: 400 KB.
    const limited = ['-c', 'ulimit -f 800; exec "$@"', 'sh', ...node, home, '5'];
    const { child, until } = start('/bin/sh', limited);
    const full = await until((line) => !line.ok);
    expect(full.messages.join()).toMatch(/cannot be written|full/);
    const later = await until((line) => line.queued > full.queued + 50);
    expect(later.ok).toBe(false);
    expect(child.exitCode).toBeNull();
    await end(child);
    const store = open(home);
    expect((await store.summary(all)).requests).toBeGreaterThan(0);
    await store.close();
  });
});
