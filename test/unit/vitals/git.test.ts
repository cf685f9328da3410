import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { borrowGit, isInGit, makeGit, splitNul } from '../../../sidecar/vitals/git.ts';
import { makeProject } from './make-project.ts';

const project = makeProject({ 'a.ts': 'x\n', '.gitignore': 'made/\n', 'made/b.ts': 'y\n' });
const home = makeProject();
afterAll(() => {
  project.remove();
  home.remove();
});

describe('git', () => {
  it('is borrowed where there is none, so that .gitignore still counts, and leaves nothing behind', async () => {
    expect(await isInGit(makeGit(project.path))).toBe(false);
    const git = await borrowGit(project.path, home.path);
    const { stdout } = await git!(['ls-files', '-z', '--others', '--exclude-standard']);
    expect(splitNul(stdout)).toEqual(['.gitignore', 'a.ts']);
    expect(existsSync(join(project.path, '.git'))).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('runs no program that the repository’s own settings name', async () => {
    project.git('init', '-q');
    project.commit();
    const trap = join(project.path, 'trap.sh');
    const sprung = join(project.path, 'sprung');
    writeFileSync(trap, `#!/bin/sh\ntouch '${sprung}'\n`, { mode: 0o755 });
    for (const name of ['core.fsmonitor', 'diff.external', 'gpg.program', 'core.pager', 'core.sshCommand']) {
      project.git('config', name, trap);
    }
    project.git('config', 'log.showSignature', 'true');
    const git = makeGit(project.path);
    expect(await isInGit(git)).toBe(true);
    await git(['ls-files', '-z', '--others', '--exclude-standard']);
    await git(['log', '-z', '--numstat', '--no-ext-diff', '--no-textconv', '--format=%H']);
    await git(['check-attr', '-z', '--stdin', 'linguist-generated'], { input: 'a.ts\0' });
    expect(existsSync(sprung)).toBe(false);
  });
});
