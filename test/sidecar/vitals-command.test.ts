import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import type { VitalsReport } from '../../sidecar/vitals/types.ts';
import { makeFunction, makeProject, type Project } from '../unit/vitals/make-project.ts';
import { type Ended, runNode } from './support/run-process.ts';

let project: Project;
let home: Project;
beforeAll(() => {
  home = makeProject();
  project = makeProject({ 'src/long.ts': makeFunction('long', 120) });
});
afterAll(() => {
  project.remove();
  home.remove();
});

function headroom(...args: string[]): Promise<Ended> {
  const env = { HEADROOM_HOME: home.path, HOME: home.path, USERPROFILE: home.path };
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

  it('refuses what is no directory', async () => {
    const { code, stderr } = await headroom(`${project.path}/src/long.ts`);
    expect(code).toBe(1);
    expect(stderr).toContain('not a directory');
  });
});
