import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './project.ts';

/** It takes half a minute. */
const TRIAL_MS = 300_000;

/**
 * Tries a .deb in a root of its own: see scripts/pack/deb-trial.ts. Nothing of this machine is changed, and no right on it
 * is needed, where the system lets users make namespaces.
 * @returns false when the package does not do what it should; true also where it cannot be tried, which is printed.
 */
export async function testDeb(deb: string): Promise<boolean> {
  console.log(`\n— ${deb.slice(root.length + 1)} in a root of its own`);
  const [file, ...flags] = ['unshare', ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'])];
  const namespace = [...flags, '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  for (const program of ['dpkg', 'ldd', 'chroot']) {
    if (spawnSync(program, ['--version']).error) return skip(`no ${program} here`);
  }
  if (spawnSync(file ?? '', [...namespace, 'true']).status !== 0)
    return skip('this system lets nobody make namespaces');
  return new Promise((resolve, reject) => {
    const trial = join(root, 'scripts/pack/deb-trial.ts');
    const child = spawn(file ?? '', [...namespace, process.execPath, trial, deb], {
      cwd: root,
      stdio: 'inherit',
      timeout: TRIAL_MS,
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

function skip(reason: string): true {
  console.log(`skipped: the trial of the .deb (${reason})`);
  return true;
}
