import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { packExecutable } from '../../scripts/lib/executable.ts';
import { readProjectFile } from '../../scripts/lib/tree.ts';
import { type Running, startProgram } from './support/run-process.ts';

/** A first look at the executable on every run; `npm run pack -- --test` runs the process tests on it. */
const updatesUrl = 'https://releases.example/list.json';
const page = '<!doctype html><title>Headroom</title>';
let scratch = '';
let executable = '';
let running: Running | undefined;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'headroom-packed-'));
  executable = await packExecutable(join(scratch, 'sidecar'), updatesUrl);
  mkdirSync(join(dirname(executable), 'ui'));
  writeFileSync(join(dirname(executable), 'ui/index.html'), page);
}, 180_000);
afterEach(async () => {
  running?.child.kill('SIGKILL');
  await running?.ended;
  running = undefined;
});
afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 9 }));

function start(...args: string[]): Running {
  const home = join(scratch, 'home');
  // No Node on its way, and flags for one that it must not take; a command that it runs would have to.
  const options: Record<string, string> = args[0] === 'run' ? {} : { NODE_OPTIONS: '--no-such-flag' };
  const env = { PATH: '', HEADROOM_HOME: home, HOME: home, USERPROFILE: home, ...options };
  running = startProgram(executable, args, env);
  return running;
}

describe('the packed executable', () => {
  it('says its version and where it was told to ask for a newer one, and warns of nothing', async () => {
    const { version } = JSON.parse(readProjectFile('package.json')) as { version: string };
    const told = await start('--version').ended;
    expect([told.code, told.stdout.trim(), told.stderr]).toEqual([0, expect.stringContaining(version), '']);
    const updates = await start('updates', '--json').ended;
    expect([updates.code, updates.stderr]).toEqual([0, '']);
    expect(JSON.parse(updates.stdout)).toMatchObject({ url: updatesUrl, channel: 'off', current: version });
  });

  it('runs a command as it is, and warns of nothing', async () => {
    const script = 'console.log("said"); process.exit(7)';
    expect(await start('run', '--', process.execPath, '-e', script).ended).toMatchObject({
      ...{ code: 7, stdout: 'said\n', stderr: '' },
    });
  });

  it('has its engine, its tokenizer and its ledger with it', async () => {
    const demo = await start('demo').ended;
    expect([demo.code, demo.stderr]).toEqual([0, '']);
    expect(demo.stdout).toContain('As the model got it');
  });

  it('starts the proxy, which serves the page beside it, and stops when it is told to', async () => {
    const proxy = start('proxy', '--port', '0');
    const [url = ''] = await proxy.waitFor(/http:\/\/127\.0\.0\.1:\d+/);
    const shown = await fetch(`${url}/`, { headers: { accept: 'text/html' } });
    expect([shown.status, await shown.text()]).toEqual([200, page]);
    proxy.child.kill('SIGTERM');
    const { code, stderr } = await proxy.ended;
    expect(stderr).not.toMatch(/warn|error/i);
    // Windows knows no signals: there a process is ended at once.
    if (process.platform !== 'win32') expect(code).toBe(0);
  });
});
