// Opens the native window on the sources; needs Neutralino's binary in bin/ and says how it gets there.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { hasBinary, locateBinary, makeDevConfig } from './lib/neutralino.ts';
import { root } from './lib/project.ts';
import { buildUi } from './lib/ui.ts';

process.exitCode = await open();

async function open(): Promise<number> {
  const binary = locateBinary();
  if (!hasBinary()) {
    console.error(`The native window needs ${relative(root, binary)}.`);
    console.error(
      '  `npx neu update` fetches it from its makers. Without it everything works in the browser: npm start',
    );
    return 1;
  }
  if (!(await buildUi())) return 1;
  mkdirSync(join(root, 'build/app'), { recursive: true });
  const sidecar = [process.execPath, join(root, 'sidecar/cli/headroom.mjs'), 'window'];
  writeFileSync(join(root, 'build/app/neutralino.config.json'), makeDevConfig(sidecar));
  const args = ['--load-dir-res', `--path=${root}`, '--config-file=/build/app/neutralino.config.json'];
  const child = spawn(binary, [...args, ...process.argv.slice(2)], { stdio: 'inherit' });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${relative(root, binary)} does not start: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
