import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's directory, without a slash at its end. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const require = createRequire(import.meta.url);

/**
 * Runs a tool of a dependency on this Node and gives its exit code. Not through node_modules/.bin: on Windows those
 * are shell scripts, and outside of npm they would start on whatever Node the machine has.
 */
export function runTool(packageName: string, tool: string, args: readonly string[]): Promise<number> {
  const manifest = require.resolve(`${packageName}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: string | Record<string, string> };
  const path = typeof bin === 'string' ? bin : bin[tool];
  if (path === undefined) throw new Error(`${packageName} has no program ${tool}`);
  return runNode(join(dirname(manifest), path), args);
}

/** Runs the npm that runs this script. @throws when none does, or when it fails. */
export async function runNpm(args: readonly string[], cwd: string): Promise<void> {
  const npm = process.env.npm_execpath;
  if (npm === undefined) throw new Error('This needs npm: start it with npm run.');
  if ((await runNode(npm, args, cwd)) !== 0) throw new Error(`npm ${args.join(' ')} failed.`);
}

/** Runs a script on this Node, by default in the project's directory, with this terminal, and gives its exit code. */
export function runNode(path: string, args: readonly string[], cwd: string = root): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path, ...args], { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Day of the newest commit (YYYY-MM-DD): the same sources give the same packages. Without a repository the first of all. */
export function readReleaseDate(): string {
  const told = spawnSync('git', ['log', '-1', '--format=%cs'], { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? '';
  return /^\d{4}-\d\d-\d\d$/.test(told) ? told : '1970-01-01';
}
