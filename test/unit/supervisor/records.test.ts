import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  claimMain,
  findUrlOf,
  listLiving,
  listTools,
  parseRun,
  readMain,
  recordProxy,
  recordTool,
  sweepRecords,
} from '../../../sidecar/supervisor/records.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-records-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const dead = { pid: 2 ** 31 - 2, identity: 'x' };
const facts = { kind: 'wrap', url: 'http://127.0.0.1:4711', version: '1.2.3' } as const;

describe('claimMain', () => {
  it('is given to one; the second is told where the first answers; a clean end leaves nothing', async () => {
    const first = await claimMain(home, '1.2.3');
    if (!first.isOurs) throw new Error('the first one got no place');
    expect(first.left).toBeNull();
    await first.publish('http://127.0.0.1:8787');
    expect(await claimMain(home, '1.2.3')).toMatchObject({
      isOurs: false,
      running: { url: 'http://127.0.0.1:8787', owner: { pid: process.pid } },
    });
    expect(statSync(join(home, 'run', 'main.json')).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    await first.release();
    expect(await readMain(home)).toBeNull();
    expect(readdirSync(join(home, 'run'))).toEqual([]);
  });

  it('takes the place of one that died, and tells that its end was not clean', async () => {
    const gone = await claimMain(home, '1.2.3');
    if (!gone.isOurs) throw new Error('no place');
    const path = join(home, 'run', 'main.json');
    const text = readFileSync(path, 'utf8').replace(/"pid":\d+/, `"pid":${dead.pid}`);
    writeFileSync(path, text);
    const next = await claimMain(home, '1.2.4');
    expect(next).toMatchObject({ isOurs: true, left: { owner: { pid: dead.pid }, version: '1.2.3' } });
    expect(await readMain(home)).toMatchObject({ version: '1.2.4' });
  });

  it.each(['', '{', '[]', '{"owner":{}}', '{"owner":{"pid":"1"}}'])(
    'takes over %j, which says nothing',
    async (text) => {
      await (await claimMain(home, '1').then((claim) => (claim.isOurs ? claim.release : async () => {})))();
      writeFileSync(join(home, 'run', 'main.json'), text);
      expect(await claimMain(home, '1')).toMatchObject({ isOurs: true, left: null });
      expect(parseRun(text)).toBeNull();
    },
  );
});

describe('records', () => {
  it('of living processes are found, of dead ones swept', async () => {
    const forget = await recordProxy(home, facts);
    writeFileSync(join(home, 'run', `proxy-${dead.pid}.json`), JSON.stringify({ owner: dead, ...facts, since: 1 }));
    expect((await listLiving(home)).map(({ owner }) => owner.pid)).toEqual([process.pid]);
    expect(await findUrlOf(home, process.pid)).toBe(facts.url);
    expect(await sweepRecords(home)).toEqual([join(home, 'run', `proxy-${dead.pid}.json`)]);
    await forget();
    expect(await listLiving(home)).toEqual([]);
  });

  it('of tools tell which port is used', async () => {
    const forget = await recordTool(home, 'claude', 4711);
    writeFileSync(join(home, 'run', `tool-${dead.pid}.json`), JSON.stringify({ owner: dead, tool: 'x', port: 1 }));
    expect(await listTools(home)).toMatchObject([{ tool: 'claude', port: 4711 }]);
    expect(readdirSync(join(home, 'run'))).toEqual([`tool-${process.pid}.json`]);
    await forget();
    expect(await listTools(home)).toEqual([]);
  });
});
