import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import type { VitalsReport } from '../../sidecar/vitals/types.ts';
import { makeFunction, makeProject, type Project } from '../unit/vitals/make-project.ts';
import { type Ended, runNode } from './support/run-process.ts';

let project: Project;
let home: Project;
/** A registry in which everything has reached 2.0.0. */
const registry = { url: '', heard: [] as string[] };
const server = createServer(({ url }, response) => {
  registry.heard.push(url!);
  response.end('{"version":"2.0.0"}');
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  registry.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  home = makeProject();
  const packages = { '': { dependencies: { left: '^1.0.0' } }, 'node_modules/left': { version: '1.0.0' } };
  project = makeProject({
    'src/long.ts': makeFunction('long', 120),
    'package.json': JSON.stringify(packages['']),
    'package-lock.json': JSON.stringify({ packages }),
  });
});
afterAll(() => {
  project.remove();
  home.remove();
  server.closeAllConnections();
  server.close();
});

function headroom(...args: string[]): Promise<Ended> {
  const env = { HEADROOM_HOME: home.path, HOME: home.path, USERPROFILE: home.path, npm_config_registry: registry.url };
  return runNode([`${root}/sidecar/cli/headroom.mjs`, 'vitals', ...args], { env });
}

describe('headroom vitals', () => {
  it('prints one page, or JSON', async () => {
    const { code, stdout } = await headroom(project.path);
    expect(code).toBe(0);
    expect(stdout).toContain('src/long.ts:1  long  122 lines of code, 120 branches');
    expect(stdout.split('\n').length).toBeLessThan(70);
    const report = JSON.parse((await headroom(project.path, '--json')).stdout) as VitalsReport;
    expect(report.totals).toMatchObject({ code: 1, waiting: 0 });
  });

  it('asks registries only when it is told to', async () => {
    expect(registry.heard).toEqual([]);
    const { code, stdout } = await headroom(project.path, '--online');
    expect(code).toBe(0);
    expect(stdout).toContain('package.json: left 2.0.0 is out, 1.0.0 is in use');
    expect(stdout).toContain('registries were asked about 1 dependency\n');
    expect(registry.heard.sort()).toEqual(['/left/1.0.0', '/left/latest']);
  });

  it('refuses what is no directory', async () => {
    const { code, stderr } = await headroom(`${project.path}/src/long.ts`);
    expect(code).toBe(1);
    expect(stderr).toContain('not a directory');
  });
});
