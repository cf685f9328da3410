import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { readOwner } from '../../sidecar/machine/index.ts';
import { listLiving } from '../../sidecar/supervisor/index.ts';
import { type Running, runNode, startNode, until } from './support/run-process.ts';
import { cleanUp, endAll, makeHome } from './support/sidecar-process.ts';

const bin = join(root, 'sidecar/cli/headroom.mjs');
const started = new Set<Running>();
let home = '';
beforeEach(() => {
  home = makeHome();
});
afterEach(async () => {
  await endAll(started, home);
  await cleanUp();
});

const env = (): Record<string, string> => ({ HEADROOM_HOME: home, HOME: home, USERPROFILE: home });
const unwrap = (...args: string[]) => runNode([bin, 'unwrap', ...args], { env: env() });
const run = (name: string): string => join(home, 'run', name);

describe.skipIf(process.platform === 'win32')('headroom unwrap', () => {
  it('says that there is nothing to do, in a home that is not there, too', async () => {
    for (const args of [[], ['codex'], ['--home', join(home, 'nowhere')]]) {
      const { code, stdout, stderr } = await unwrap(...args);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^No wrap left anything behind\./);
    }
  });

  it('takes away what killed wraps wrote down, and leaves what lives', async () => {
    mkdirSync(join(home, 'run'), { recursive: true });
    const dead = { pid: 2 ** 22 + 1, identity: 'gone' };
    writeFileSync(run('tool-4194305.json'), JSON.stringify({ owner: dead, tool: 'claude', port: 1 }));
    writeFileSync(run('proxy-4194305.json'), '{"cut');
    const alive = { owner: await readOwner(), tool: 'codex', port: 2 };
    writeFileSync(run(`tool-${process.pid}.json`), JSON.stringify(alive));
    const { code, stdout } = await unwrap();
    expect(code).toBe(0);
    expect(stdout).toContain(run('tool-4194305.json'));
    expect(stdout).toContain(run('proxy-4194305.json'));
    expect(stdout).toContain(`codex is still wrapped (process ${process.pid})`);
    expect(readdirSync(join(home, 'run'))).toEqual([`tool-${process.pid}.json`]);
  });

  it('ends a Headroom that hangs and that no tool uses any more', async () => {
    const tool = startNode([bin, 'wrap', process.execPath, '--', '-e', 'console.log(1); process.stdin.resume()'], {
      env: env(),
      input: '',
    });
    started.add(tool);
    const other = startNode([bin, 'proxy', '--port', '0', '--until-unused'], { env: env() });
    started.add(other);
    await tool.ended;
    await until(async () => (await listLiving(home)).some(({ owner }) => owner.pid === other.child.pid));
    other.child.kill('SIGSTOP');
    const { code, stdout } = await unwrap();
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Ended the Headroom at http:\/\/127\.0\.0\.1:\d+/)]);
    expect((await other.ended).signal).toBe('SIGKILL');
    expect(readdirSync(join(home, 'run'))).toEqual([]);
  }, 60_000);
});
