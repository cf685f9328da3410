import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stagePackage } from '../../scripts/lib/npm-package.ts';
import { root } from '../../scripts/lib/project.ts';
import { runNode } from './support/run-process.ts';

const updatesUrl = 'https://releases.example/list.json';
let scratch = '';
let installed = '';

/** As npm installs it, with the dependencies that this project has anyway. */
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'headroom-npm-'));
  const modules = join(scratch, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(root, 'node_modules')).filter((each) => !each.startsWith('.'))) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
  }
  installed = join(modules, (await stagePackage(join(scratch, 'stage'), updatesUrl)).name);
  cpSync(join(scratch, 'stage'), installed, { recursive: true });
});
afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 9 }));

const run = (directory: string, ...args: string[]) => runWith({}, directory, ...args);
const runWith = (env: Record<string, string>, directory: string, ...args: string[]) => {
  const { bin } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { bin: { headroom: string } };
  return runNode([join(directory, bin.headroom), ...args], { env: { HEADROOM_HOME: join(scratch, 'h'), ...env } });
};

describe('the package for npm', () => {
  it('runs below node_modules: the command line, the engine and the ledger', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect((await run(installed, 'version')).stdout).toContain(version);
    const demo = await run(installed, 'demo');
    expect([demo.code, demo.stderr]).toEqual([0, '']);
    expect(demo.stdout).toContain('As the model got it');
  });

  it('has the address with which it was packed, until whoever starts it names none', async () => {
    expect(JSON.parse((await run(installed, 'updates', '--json')).stdout)).toMatchObject({
      url: updatesUrl,
      channel: 'off',
    });
    const without = await runWith({ HEADROOM_UPDATES_URL: '' }, installed, 'updates', '--json');
    expect(JSON.parse(without.stdout)).toMatchObject({ url: null });
  });

  it('runs a command before anything else is loaded, and takes filters along where there are some', async () => {
    const command = ['run', '--', process.execPath, '-e', 'console.log("said"); process.exit(7)'];
    expect(await run(installed, ...command)).toMatchObject({ code: 7, stdout: 'said\n', stderr: '' });
    mkdirSync(join(scratch, 'h'), { recursive: true });
    writeFileSync(join(scratch, 'h', 'filters.toml'), "[[filter]]\ncommand = 'node *'\ndrop = ['said']\n");
    expect(await run(installed, ...command)).toMatchObject({ code: 7, stdout: 'said\n', stderr: '' });
  });

  it('brings the versions that were tried, and nothing that only the project needs', () => {
    const read = (name: string) => JSON.parse(readFileSync(join(installed, name), 'utf8'));
    const manifest = read('package.json');
    expect(Object.keys(manifest)).not.toContain('devDependencies');
    const locked = Object.keys(read('npm-shrinkwrap.json').packages);
    for (const name of Object.keys(manifest.dependencies)) expect(locked).toContain(`node_modules/${name}`);
    expect(locked).not.toContain('node_modules/vitest');
    expect(readdirSync(installed, { recursive: true }).filter((name) => String(name).endsWith('.ts'))).toEqual([]);
  });

  it('says what to do where the sources themselves were installed', async () => {
    const sources = join(scratch, 'node_modules', 'sources');
    cpSync(join(root, 'package.json'), join(sources, 'package.json'));
    cpSync(join(root, 'sidecar'), join(sources, 'sidecar'), { recursive: true });
    const { code, stderr } = await run(sources, 'version');
    expect([code, stderr]).toEqual([1, expect.stringContaining('npm run pack')]);
  });
});
