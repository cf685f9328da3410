import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { isAlive } from '../../sidecar/machine/index.ts';
import { runNode, startNode, until } from './support/run-process.ts';

const launcher = join(root, 'sidecar/cli/headroom.mjs');
const isWindows = process.platform === 'win32';
const system = `${isWindows ? 'win' : process.platform}-${process.arch}`;

/** What the launcher starts in these tests: tells who it is and does what its arguments say. */
const fixture = `
export async function runProcess() {
  const [, , what, detail] = process.argv;
  if (what === 'exit') process.exitCode = Number(detail);
  if (what === 'wait') {
    const timer = setInterval(() => {}, 1000);
    process.on('SIGTERM', () => { console.log('asked to stop'); process.exitCode = 7; clearInterval(timer); });
  }
  console.log(JSON.stringify({ pid: process.pid, args: process.argv.slice(2), launcher: process.env.HEADROOM_LAUNCHER ?? null, hasChannel: process.channel !== undefined }));
  if (what === 'echo') process.stdin.pipe(process.stdout);
  if (what === 'die') process.kill(process.pid, detail);
}
`;

let scratch = '';

/** A package whose launcher finds this Node too old and therefore looks for the one npm brought. */
function makePackage(name: string, options: { nodeAt: string | null; usable?: boolean }): string {
  const home = join(scratch, name);
  const cli = join(home, 'node_modules', 'headroom-desktop', 'sidecar', 'cli');
  mkdirSync(cli, { recursive: true });
  const source = readFileSync(launcher, 'utf8').replace('const FIT = [24, 15];', 'const FIT = [99, 0];');
  const patched =
    options.usable === false ? source.replace('const USABLE = [24, 0];', 'const USABLE = [99, 0];') : source;
  writeFileSync(join(cli, 'headroom.mjs'), patched);
  copyFileSync(join(root, 'sidecar/cli/own-process.mjs'), join(cli, 'own-process.mjs'));
  writeFileSync(join(cli, 'index.mjs'), fixture);
  writeFileSync(join(cli, 'headroom.mjs'), patched.replace("import('./index.ts')", "import('./index.mjs')"));
  const manifest = {
    name: 'headroom-desktop',
    type: 'module',
    optionalDependencies: { 'node-other-os': '1.0.0', [`node-${system}`]: '1.0.0' },
  };
  writeFileSync(join(cli, '..', '..', 'package.json'), JSON.stringify(manifest));
  if (options.nodeAt !== null) {
    const brought = join(home, options.nodeAt, `node-${system}`);
    mkdirSync(join(brought, 'bin'), { recursive: true });
    writeFileSync(join(brought, 'package.json'), '{"name":"x","version":"1.0.0"}');
    symlinkSync(process.execPath, join(brought, 'bin', isWindows ? 'node.exe' : 'node'));
  }
  return join(cli, 'headroom.mjs');
}

describe('the launcher on a Node that is too old', () => {
  let hoisted = '';
  beforeAll(() => {
    scratch = realpathSync(mkdtempSync(join(tmpdir(), 'headroom-launcher-')));
    hoisted = makePackage('hoisted', { nodeAt: 'node_modules' });
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 9 }));

  it('runs the command on the Node that npm brought, hoisted or nested, with its arguments and its input', async () => {
    const nested = makePackage('nested', { nodeAt: 'node_modules/headroom-desktop/node_modules' });
    for (const bin of [hoisted, nested]) {
      const { stdout, code } = await runNode([bin, 'echo', 'a b', '"$x"'], { input: 'from stdin\n' });
      const [first = '', second] = stdout.split('\n');
      expect(JSON.parse(first)).toMatchObject({ args: ['echo', 'a b', '"$x"'], launcher: null, hasChannel: true });
      expect(second).toBe('from stdin');
      expect(code).toBe(0);
    }
  });

  it('hands on the exit code', async () => {
    expect((await runNode([hoisted, 'exit', '42'])).code).toBe(42);
  });

  it('keeps compiled code inside the package, and nothing at all with --stateless', async () => {
    const build = join(scratch, 'quiet', 'node_modules', 'headroom-desktop', 'build');
    const quiet = makePackage('quiet', { nodeAt: 'node_modules' });
    expect((await runNode([quiet, 'exit', '0', '--stateless'])).code).toBe(0);
    expect((await runNode([quiet, 'exit', '0'], { env: { HEADROOM_STATELESS: '1' } })).code).toBe(0);
    expect(existsSync(build)).toBe(false);
    expect((await runNode([quiet, 'exit', '0'])).code).toBe(0);
    expect(existsSync(build)).toBe(true);
  });

  it('dies by the signal by which the command died', async (context) => {
    if (isWindows) context.skip('Windows has no signals');
    expect((await runNode([hoisted, 'die', 'SIGKILL'])).signal).toBe('SIGKILL');
  });

  it('passes signals on and waits for the end', async (context) => {
    if (isWindows) context.skip('Windows has no signals');
    const running = startNode([hoisted, 'wait']);
    await running.waitFor(/pid/);
    running.child.kill('SIGTERM');
    const { code, stdout } = await running.ended;
    expect(stdout).toContain('asked to stop');
    expect(code).toBe(7);
  });

  it('takes the command along when it is killed', async () => {
    const running = startNode([hoisted, 'wait']);
    const [, pid] = await running.waitFor(/"pid":(\d+)/);
    running.child.kill('SIGKILL');
    await until(() => !isAlive(Number(pid)));
    expect(isAlive(Number(pid))).toBe(false);
  });

  it('says in one sentence what is missing when there is no other Node, and what to do', async () => {
    const { code, stdout, stderr } = await runNode([
      makePackage('alone', { nodeAt: null, usable: false }),
      'exit',
      '0',
    ]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^headroom: Node 24 is needed, this is \d.*\n {2}Install Node 24 .*npm ci.*\n$/);
  });

  it('makes do with a Node that is merely not the best when there is no other', async () => {
    expect((await runNode([makePackage('lonely', { nodeAt: null }), 'exit', '3'])).code).toBe(3);
  });

  it('says so when the Node that npm brought cannot be started', async (context) => {
    if (isWindows) context.skip('Windows starts any file called .exe or says so itself');
    const bin = makePackage('broken', { nodeAt: null });
    const brought = join(scratch, 'broken', 'node_modules', `node-${system}`);
    mkdirSync(join(brought, 'bin'), { recursive: true });
    writeFileSync(join(brought, 'package.json'), '{"name":"x","version":"1.0.0"}');
    writeFileSync(join(brought, 'bin', 'node'), 'not a program', { mode: 0o644 });
    const { code, stderr } = await runNode([bin, 'exit', '0']);
    expect(code).toBe(1);
    expect(stderr).toContain('could not start');
  });
});

describe('the launcher on the Nodes of this machine', () => {
  it('goes on in the same process on a fit one', async () => {
    const { code, stdout } = await runNode([launcher, 'version']);
    expect(code).toBe(0);
    expect(stdout).toContain(`(Node ${process.versions.node})`);
  });

  it('works when started by an old one', async (context) => {
    const old = findOldNode();
    if (old === null) return context.skip('no Node older than 24 on PATH');
    const { code, stdout } = await runNode([launcher, 'version'], { node: old });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^headroom \d+\.\d+\.\d+ \(Node 2[4-9]\./);
  });
});

function findOldNode(): string | null {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    const node = join(directory, isWindows ? 'node.exe' : 'node');
    try {
      const version = execFileSync(node, ['-p', 'process.versions.node'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const major = Number(version.split('.')[0]);
      if (major >= 18 && major < 24) return node;
    } catch {
      // nothing of that name there, or not a Node: the next directory
    }
  }
  return null;
}
