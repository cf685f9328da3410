import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Provider, startProvider } from './provider.ts';
import { makeTurn, readResults, sendTurn } from './support/agent-turns.ts';
import { until } from './support/run-process.ts';
import { cleanUp, makeHome, type SidecarProcess, startSidecarProcess } from './support/sidecar-process.ts';

let provider: Provider;
let home: string;
const mounted: string[] = [];

beforeEach(async (context) => {
  context.skip(process.platform === 'win32', 'Windows has no list of processes that a test could read');
  provider = await startProvider();
  home = makeHome();
});
afterEach(async () => {
  for (const path of mounted.splice(0)) execFileSync('umount', ['-l', path]);
  await cleanUp();
  await provider?.close();
});

const isRoot = process.getuid?.() === 0;
const ledgerOf = async (sidecar: SidecarProcess) => (await sidecar.health()).checks.find(({ id }) => id === 'ledger')!;
const last = (): Buffer => provider.received.at(-1)!.body;
/** Every original that a sent text names is there: nothing is lost. */
function expectNothingLost(directory: string): void {
  for (const { body } of provider.received)
    for (const [, id] of body.toString().matchAll(/originals\/([0-9a-f]{20})\.txt/g))
      expect(existsSync(join(directory, 'originals', `${id}.txt`))).toBe(true);
}

/** A disk of 3 MB; null when this machine does not let us have one. */
function mountSmallDisk(): string | null {
  const path = join(home, 'disk');
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return null; // not root, no such program, or forbidden in this container: the test says that it is skipped
  }
  mounted.push(path);
  return path;
}

it('a full disk costs savings, never a request, and is told; room lets it recover', async (context) => {
  const disk = mountSmallDisk();
  if (disk === null) return context.skip('no tmpfs may be mounted here (needs root on Linux)');
  const sidecar = await startSidecarProcess(disk, provider.url);
  await sendTurn(sidecar.url, 'before', makeTurn(2));
  const edited = last();
  await until(async () => (await sidecar.exchanges()).length === 1);
  const ballast = join(disk, 'ballast');
  // To the last byte: file after file until nothing more fits.
  for (let size = 1 << 21, nth = 0; size >= 1; )
    try {
      writeFileSync(`${ballast}-${nth++}`, Buffer.alloc(size, 1), { flag: 'wx' });
    } catch {
      size >>= 1; // that much does not fit any more
    }
  await sendTurn(sidecar.url, 'before', makeTurn(3));
  // What was sent before is sent the same way: its originals are on the disk.
  expect(readResults(last()).slice(0, 2)).toEqual(readResults(edited));
  for (let at = 0; at < 60; at++) {
    const reply = await sendTurn(sidecar.url, `full-${at}`, makeTurn(1, 200 + at));
    expect([reply.status, JSON.parse(reply.body.toString()).content[0].text]).toEqual([200, 'ok']);
  }
  expectNothingLost(disk);
  await until(async () => !(await ledgerOf(sidecar)).ok);
  expect((await ledgerOf(sidecar)).message).toMatch(/full|written/);
  expect((await sidecar.health()).status).toBe('degraded');
  const whole = readResults(last())[0]!;
  for (const name of readdirSync(disk)) if (name.startsWith('ballast')) rmSync(join(disk, name));
  await sendTurn(sidecar.url, 'full-59', makeTurn(2, 259));
  // What went out whole stays whole.
  expect(readResults(last())[0]).toBe(whole);
  await sendTurn(sidecar.url, 'after', makeTurn(1, 400));
  expect(last().length).toBeLessThan(makeTurn(1, 400).length * 0.7);
  await until(async () => (await sidecar.exchanges()).length === 64);
  expect((await ledgerOf(sidecar)).ok).toBe(true);
}, 60_000);

it('a home that cannot be written costs originals and rows, never a request, and is told', async () => {
  const closed = join(home, 'closed');
  if (isRoot) {
    // Root may write everywhere; a file in the way is as good as a forbidden directory.
    writeFileSync(closed, '');
  } else {
    mkdirSync(closed);
    chmodSync(closed, 0o500);
  }
  const inner = join(closed, 'home');
  const sidecar = await startSidecarProcess(inner, provider.url);
  for (const turns of [1, 2, 3]) expect((await sendTurn(sidecar.url, 'talk', makeTurn(turns))).status).toBe(200);
  const seen = provider.received.map(({ body }) => readResults(body));
  expect(seen[2]!.slice(0, 2)).toEqual(seen[1]);
  expectNothingLost(inner);
  const { status, checks } = await sidecar.health();
  expect(status).toBe('degraded');
  expect(checks.filter(({ ok }) => !ok).map(({ id }) => id)).toContain('token');
  expect(checks.find(({ id }) => id === 'ledger')!.message).toMatch(/in memory/);
}, 60_000);

it('a ledger and a memo of garbage are moved aside or made anew, told, and requests are edited', async () => {
  for (const name of ['ledger.db', 'memo.db'])
    writeFileSync(join(home, name), Buffer.alloc(40_000, `no ${name} at all `));
  const sidecar = await startSidecarProcess(home, provider.url);
  expect((await sendTurn(sidecar.url, 'talk', makeTurn(1))).status).toBe(200);
  expect(last().length).toBeLessThan(makeTurn(1).length * 0.7);
  await until(async () => (await sidecar.exchanges()).length === 1);
  expect((await ledgerOf(sidecar)).message).toMatch(/moved to ledger-corrupt-/);
  expect(readdirSync(home).some((name) => name.startsWith('ledger-corrupt-'))).toBe(true);
}, 60_000);

it.each(['at the start', 'in the middle'])(
  'a ledger that another process holds %s is waited for, not for requests',
  async (when) => {
    const setUp = await startSidecarProcess(home, provider.url);
    await sendTurn(setUp.url, 'talk', makeTurn(1));
    await until(async () => (await setUp.exchanges()).length === 1);
    if (when === 'at the start') await setUp.kill();
    const holder = new DatabaseSync(join(home, 'ledger.db'), { timeout: 2000 });
    holder.exec('BEGIN EXCLUSIVE');
    const sidecar = when === 'at the start' ? await startSidecarProcess(home, provider.url) : setUp;
    const started = performance.now();
    for (let turn = 2; turn <= 8; turn++)
      expect((await sendTurn(sidecar.url, 'talk', makeTurn(turn))).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(6000);
    const seen = provider.received.map(({ body }) => readResults(body));
    seen.slice(1).forEach((results, at) => {
      expect(results.slice(0, at + 1)).toEqual(seen[at]);
    });
    await until(async () => /lock|another|wait/i.test((await ledgerOf(sidecar)).message));
    holder.exec('COMMIT');
    holder.close();
    await until(async () => (await sidecar.exchanges()).length === 8);
    await until(async () => (await ledgerOf(sidecar)).ok);
  },
  20_000,
);
